import { Button, makeStyles, Spinner, Text, tokens, Tooltip } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RegistrationView } from '../../../src/contract/assigned-methods.ts';
import { endpoints } from '../../../src/contract/index.ts';
import type { UserDetail } from '../../../src/contract/users.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery, useEndpointMutation } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { methodName } from '../../policy/describe.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  facts: { color: tokens.colorNeutralForeground2 },
});

const affected = [endpoints.listRegistrations, endpoints.getUser, endpoints.listAuditEvents];

/** What a person registered, by name; what answers it is shown to nobody. */
export function UserRegistrations({ user }: { readonly user: UserDetail }) {
  const styles = useStyles();
  const wording = useWording();
  const { t, format } = wording;
  const can = useCan();
  const notify = useNotify();
  const texts = t.users.registrations;
  const { directoryId, anchor } = user;
  const registered = useQuery(
    endpointQuery(useApi(), endpoints.listRegistrations, { params: { directoryId, anchor } }),
  );
  const remove = useEndpointMutation(endpoints.removeRegistration, affected);
  const [removing, setRemoving] = useState<RegistrationView | null>(null);

  const factsOf = (one: RegistrationView) =>
    [
      texts.source[one.source](format.dateTime(one.createdAt)),
      one.usableFrom > Date.now() ? texts.heldUntil(format.dateTime(one.usableFrom)) : null,
      one.lastUsedAt === null ? texts.neverUsed : texts.lastUsed(format.dateTime(one.lastUsedAt)),
    ]
      .filter((fact) => fact !== null)
      .join(' ');

  if (registered.isPending) return <Spinner size="tiny" label={t.common.loading} />;
  if (registered.isError) {
    return <Problem error={registered.error} retry={() => void registered.refetch()} />;
  }
  const { items } = registered.data;
  if (items.length === 0) return <Text>{texts.none}</Text>;
  return (
    <>
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id} className={styles.item}>
            <div>
              <Text block weight="semibold">
                {`${methodName(one.methodId, wording)}: ${one.label}`}
              </Text>
              <Text size={200} className={styles.facts}>
                {factsOf(one)}
              </Text>
            </div>
            {can('methods.assign') ? (
              <Tooltip content={texts.remove(one.label)} relationship="label">
                <Button
                  appearance="subtle"
                  icon={<DismissRegular />}
                  onClick={() => setRemoving(one)}
                />
              </Tooltip>
            ) : null}
          </li>
        ))}
      </ul>
      {removing === null ? null : (
        <ConfirmDialog
          title={texts.removeTitle}
          confirm={texts.remove(removing.label)}
          onClose={() => setRemoving(null)}
          onConfirm={async () => {
            const params = { directoryId, anchor, registrationId: removing.id };
            await remove.mutateAsync({ params });
            notify(texts.removed(removing.label));
          }}
        >
          <Text>{texts.removeText(user.displayName)}</Text>
        </ConfirmDialog>
      )}
    </>
  );
}
