import { Field, Input, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import type { UserView } from '../../../src/contract/users.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import { faultsByPath } from '../../forms/faults.ts';
import { FormDialogBody } from '../../forms/FormDialogBody.tsx';
import { useSending } from '../../forms/sending.ts';
import { useWording } from '../../locales/context.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Modal } from '../../parts/Modal.tsx';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: tokens.spacingVerticalM,
    [breakpoints.phone]: { gridTemplateColumns: '1fr' },
  },
  whole: { gridColumn: '1 / -1' },
});

const textEntries = [
  'displayName',
  'username',
  'givenName',
  'surname',
  'mail',
  'alternateMail',
  'mobile',
  'officePhone',
  'locale',
] as const;
type TextEntry = (typeof textEntries)[number];
type Entries = Record<TextEntry, string> & { enabled: boolean };

const blank: Entries = {
  displayName: '',
  username: '',
  givenName: '',
  surname: '',
  mail: '',
  alternateMail: '',
  mobile: '',
  officePhone: '',
  locale: '',
  enabled: true,
};

/** An empty optional field is stored as nothing, not as an empty text. */
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

interface NewUserDialogProps {
  readonly onClose: () => void;
  readonly onCreated: (user: UserView) => void;
}

export function NewUserDialog({ onClose, onCreated }: NewUserDialogProps) {
  const { t } = useWording();
  const notify = useNotify();
  const create = useEndpointMutation(endpoints.createUser, [
    endpoints.listUsers,
    endpoints.overview,
  ]);
  return (
    <UserForm
      title={t.users.form.addTitle}
      text={t.users.form.addText}
      submit={t.users.form.create}
      initial={blank}
      withUsername
      onClose={onClose}
      onSubmit={async (entries) => {
        const user = await create.mutateAsync({
          body: { ...optionalParts(entries), username: entries.username.trim() },
        });
        notify(t.users.form.created(user.displayName));
        onClose();
        onCreated(user);
      }}
    />
  );
}

interface EditUserDialogProps {
  readonly user: UserView;
  readonly onClose: () => void;
}

export function EditUserDialog({ user, onClose }: EditUserDialogProps) {
  const { t } = useWording();
  const notify = useNotify();
  const update = useEndpointMutation(endpoints.updateUser, [
    endpoints.listUsers,
    endpoints.getUser,
    endpoints.overview,
  ]);
  return (
    <UserForm
      title={t.users.form.editTitle(user.displayName)}
      submit={t.common.save}
      initial={{
        displayName: user.displayName,
        username: user.username,
        givenName: user.givenName ?? '',
        surname: user.surname ?? '',
        mail: user.mail ?? '',
        alternateMail: user.alternateMail ?? '',
        mobile: user.mobile ?? '',
        officePhone: user.officePhone ?? '',
        locale: user.locale ?? '',
        enabled: user.enabled,
      }}
      onClose={onClose}
      onSubmit={async (entries) => {
        await update.mutateAsync({
          params: { directoryId: user.directoryId, anchor: user.anchor },
          body: optionalParts(entries),
        });
        notify(t.users.form.saved);
        onClose();
      }}
    />
  );
}

function optionalParts(entries: Entries) {
  return {
    displayName: entries.displayName.trim(),
    givenName: orNull(entries.givenName),
    surname: orNull(entries.surname),
    mail: orNull(entries.mail),
    alternateMail: orNull(entries.alternateMail),
    mobile: orNull(entries.mobile),
    officePhone: orNull(entries.officePhone),
    locale: orNull(entries.locale),
    enabled: entries.enabled,
  };
}

interface UserFormProps {
  readonly title: string;
  readonly text?: string;
  readonly submit: string;
  readonly initial: Entries;
  /** A username is given once and not changed. */
  readonly withUsername?: boolean;
  readonly onClose: () => void;
  readonly onSubmit: (entries: Entries) => Promise<void>;
}

function UserForm(props: UserFormProps) {
  const { title, text, submit, initial, withUsername = false, onClose, onSubmit } = props;
  const styles = useStyles();
  const { t } = useWording();
  const [entries, setEntries] = useState(initial);
  const { tries, busy, problem, send } = useSending();
  const faults = faultsByPath(problem);
  const texts = t.users.panel;
  const required: readonly TextEntry[] = withUsername
    ? ['displayName', 'username']
    : ['displayName'];

  const field = (entry: TextEntry) => {
    const missing = tries > 0 && required.includes(entry) && entries[entry].trim() === '';
    const message = missing ? t.problems.field.required : faults.get(entry);
    return {
      required: required.includes(entry),
      ...(message === undefined ? {} : { validationMessage: message }),
    };
  };
  const input = (entry: TextEntry) => ({
    value: entries[entry],
    onChange: (_: unknown, data: { readonly value: string }) =>
      setEntries((before) => ({ ...before, [entry]: data.value })),
  });

  const isComplete = required.every((entry) => entries[entry].trim() !== '');
  return (
    <Modal firm onClose={onClose}>
      <FormDialogBody
        title={title}
        intro={text === undefined ? null : <Text block>{text}</Text>}
        submit={submit}
        busy={busy}
        error={problem}
        tries={tries}
        onSend={() => void send(isComplete, () => onSubmit(entries))}
        onClose={onClose}
      >
        <div className={styles.fields}>
          <Field label={texts.displayName} className={styles.whole} {...field('displayName')}>
            <Input {...input('displayName')} maxLength={128} autoComplete="off" />
          </Field>
          {withUsername ? (
            <Field label={texts.username} className={styles.whole} {...field('username')}>
              <Input
                {...input('username')}
                maxLength={128}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
              />
            </Field>
          ) : null}
          <Field label={texts.givenName} {...field('givenName')}>
            <Input {...input('givenName')} maxLength={128} autoComplete="off" />
          </Field>
          <Field label={texts.surname} {...field('surname')}>
            <Input {...input('surname')} maxLength={128} autoComplete="off" />
          </Field>
          <Field label={texts.mail} hint={texts.mailHelp} {...field('mail')}>
            <Input {...input('mail')} type="email" maxLength={254} autoComplete="off" />
          </Field>
          <Field
            label={texts.alternateMail}
            hint={texts.alternateMailHelp}
            {...field('alternateMail')}
          >
            <Input {...input('alternateMail')} type="email" maxLength={254} autoComplete="off" />
          </Field>
          <Field label={texts.mobile} hint={texts.mobileHelp} {...field('mobile')}>
            <Input {...input('mobile')} type="tel" maxLength={64} autoComplete="off" />
          </Field>
          <Field label={texts.officePhone} hint={texts.officePhoneHelp} {...field('officePhone')}>
            <Input {...input('officePhone')} type="tel" maxLength={64} autoComplete="off" />
          </Field>
          <Field
            label={texts.locale}
            hint={texts.localeHelp}
            className={styles.whole}
            {...field('locale')}
          >
            <Input {...input('locale')} maxLength={35} autoComplete="off" />
          </Field>
          <Switch
            className={styles.whole}
            label={t.users.form.enabled}
            checked={entries.enabled}
            onChange={(_, data) => setEntries((before) => ({ ...before, enabled: data.checked }))}
          />
        </div>
      </FormDialogBody>
    </Modal>
  );
}
