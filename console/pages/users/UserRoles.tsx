import {
  Button,
  Dropdown,
  makeStyles,
  Option,
  Text,
  tokens,
  Tooltip,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { type Role, roles } from '../../../src/contract/shapes.ts';
import type { UserDetail } from '../../../src/contract/users.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { Problem } from '../../parts/Problem.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  role: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  purpose: { color: tokens.colorNeutralForeground2 },
});

const affected = [endpoints.getUser, endpoints.listRoles, endpoints.listAuditEvents];

export function UserRoles({ user }: { readonly user: UserDetail }) {
  const styles = useStyles();
  const { t } = useWording();
  const can = useCan();
  const notify = useNotify();
  const [removing, setRemoving] = useState<Role | null>(null);
  const assign = useEndpointMutation(endpoints.assignRole, affected);
  const remove = useEndpointMutation(endpoints.removeRole, affected);
  const texts = t.users.panel;
  const { directoryId, anchor } = user;
  const writable = can('roles.write');
  const left = roles.filter((role) => !user.roles.includes(role));

  const give = (role: Role | undefined) => {
    if (role === undefined) return;
    assign.mutate(
      { params: { directoryId, anchor, role } },
      { onSuccess: () => notify(texts.assigned(t.access.roles[role].name)) },
    );
  };

  return (
    <div className={styles.root}>
      {user.roles.length === 0 ? <Text>{texts.noRoles}</Text> : null}
      {user.roles.map((role) => (
        <div key={role} className={styles.role}>
          <div>
            <Text block weight="semibold">
              {t.access.roles[role].name}
            </Text>
            <Text size={200} className={styles.purpose}>
              {t.access.roles[role].purpose}
            </Text>
          </div>
          {writable ? (
            <Tooltip content={texts.removeRole(t.access.roles[role].name)} relationship="label">
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                onClick={() => setRemoving(role)}
              />
            </Tooltip>
          ) : null}
        </div>
      ))}
      {assign.isError ? <Problem error={assign.error} /> : null}
      {writable && left.length > 0 ? (
        <Dropdown
          inlinePopup
          aria-label={texts.assign}
          placeholder={texts.assignPlaceholder}
          selectedOptions={[]}
          value=""
          disabled={assign.isPending}
          onOptionSelect={(_, data) => give(left.find((role) => role === data.optionValue))}
        >
          {left.map((role) => (
            <Option key={role} value={role} text={t.access.roles[role].name}>
              {t.access.roles[role].name}
            </Option>
          ))}
        </Dropdown>
      ) : null}
      {removing === null ? null : (
        <ConfirmDialog
          title={texts.removeRoleTitle}
          confirm={texts.removeRole(t.access.roles[removing].name)}
          onClose={() => setRemoving(null)}
          onConfirm={async () => {
            await remove.mutateAsync({ params: { directoryId, anchor, role: removing } });
            notify(texts.roleRemoved(t.access.roles[removing].name));
          }}
        >
          <Text>{texts.removeRoleText(t.access.roles[removing].name, user.displayName)}</Text>
        </ConfirmDialog>
      )}
    </div>
  );
}
