import {
  Combobox,
  Field,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { type Role, roles } from '../../../src/contract/shapes.ts';
import type { UserView } from '../../../src/contract/users.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery, useEndpointMutation } from '../../api/queries.ts';
import { FormDialogBody } from '../../forms/FormDialogBody.tsx';
import { useWording } from '../../locales/context.ts';
import { useNotify } from '../../parts/notify.tsx';
import { PickerNote } from '../../parts/PickerNote.tsx';
import { fits, useSettled } from '../../parts/search.ts';
import { Modal } from '../../parts/Modal.tsx';

const useStyles = makeStyles({
  option: { display: 'flex', flexDirection: 'column' },
  list: { maxHeight: '320px' },
  muted: { color: tokens.colorNeutralForeground2 },
});

const keyOf = (user: UserView) => `${user.directoryId}/${user.anchor}`;

export function AssignRoleDialog({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles();
  const { t } = useWording();
  const notify = useNotify();
  const [query, setQuery] = useState('');
  const [user, setUser] = useState<UserView | null>(null);
  const [role, setRole] = useState<Role>('helpdesk-administrator');
  const [tried, setTried] = useState(false);
  const settled = useSettled(query.trim());
  const found = useQuery({
    ...endpointQuery(useApi(), endpoints.listUsers, { query: { query: settled, limit: 20 } }),
    placeholderData: keepPreviousData,
  });
  const assign = useEndpointMutation(endpoints.assignRole, [
    endpoints.listRoles,
    endpoints.getUser,
  ]);
  const texts = t.configuration.roles.form;
  // What was found before is offered only as far as it fits what is typed: a hand may be faster than the answer.
  const old = settled !== query.trim() || found.isPlaceholderData;
  const users = (found.data?.items ?? []).filter(
    ({ displayName, username }) => !old || fits(displayName, query) || fits(username, query),
  );

  const send = () => {
    setTried(true);
    if (user === null) return;
    const { directoryId, anchor } = user;
    assign.mutate(
      { params: { directoryId, anchor, role } },
      {
        onSuccess: () => {
          notify(t.users.panel.assigned(t.access.roles[role].name));
          onClose();
        },
      },
    );
  };

  return (
    <Modal firm onClose={onClose}>
      <FormDialogBody
        title={texts.title}
        submit={texts.assign}
        busy={assign.isPending}
        error={assign.error}
        onSend={send}
        onClose={onClose}
      >
        <Field
          required
          label={texts.person}
          {...(tried && user === null ? { validationMessage: texts.personMissing } : {})}
        >
          <Combobox
            inlinePopup
            positioning={{ strategy: 'fixed' }}
            listbox={{ className: styles.list }}
            placeholder={texts.personPlaceholder}
            value={query}
            selectedOptions={user === null ? [] : [keyOf(user)]}
            onChange={(event) => {
              setQuery(event.target.value);
              setUser(null);
            }}
            onOptionSelect={(_, data) => {
              const chosen = users.find((one) => keyOf(one) === data.optionValue) ?? null;
              setUser(chosen);
              setQuery(chosen?.displayName ?? '');
            }}
          >
            {users.map((one) => (
              <Option key={keyOf(one)} value={keyOf(one)} text={one.displayName}>
                <span className={styles.option}>
                  {one.displayName}
                  <Text size={200} className={styles.muted}>
                    {one.username}
                  </Text>
                </span>
              </Option>
            ))}
            {users.length === 0 ? (
              <PickerNote>{found.isFetching ? t.common.loading : texts.none}</PickerNote>
            ) : null}
          </Combobox>
        </Field>
        <Field label={texts.role}>
          <RadioGroup
            value={role}
            onChange={(_, data) => setRole(roles.find((one) => one === data.value) ?? role)}
          >
            {roles.map((one) => (
              <Radio
                key={one}
                value={one}
                label={
                  <span className={styles.option}>
                    <Text weight="semibold">{t.access.roles[one].name}</Text>
                    <Text className={styles.muted}>{t.access.roles[one].purpose}</Text>
                  </span>
                }
              />
            ))}
          </RadioGroup>
        </Field>
      </FormDialogBody>
    </Modal>
  );
}
