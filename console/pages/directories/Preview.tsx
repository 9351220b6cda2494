import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { isProblem } from '../../api/problem.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { Facts } from '../../parts/Facts.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { AccountState } from '../../people/AccountState.tsx';
import { PasswordRules } from '../../people/PasswordRules.tsx';
import type { Settings } from './draft.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    maxWidth: '34rem',
  },
  field: { flexGrow: 1, minWidth: 0 },
  /** Level with the input, whose label stands above it. */
  button: {
    marginTop: '26px',
    flexShrink: 0,
    minWidth: '8.5rem',
    [breakpoints.phone]: { minWidth: '8rem' },
  },
  muted: { color: tokens.colorNeutralForeground2 },
  groups: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

/** The settings to try, with the secrets that are kept left out. */
export interface Trial {
  readonly id: string | null;
  readonly kind: string;
  readonly settings: Settings;
}

type Found = CallResult<typeof endpoints.previewDirectory>;

/** Whom and which groups the settings find, as they are typed now. */
export function Preview({ trial }: { readonly trial: Trial }) {
  const texts = usePageTexts('directories').preview;
  return (
    <>
      <Search
        trial={trial}
        label={texts.identifier}
        help={texts.identifierHelp}
        button={texts.find}
        asking={(typed) => ({ identifier: typed, groupQuery: null })}
        answer={({ user }) =>
          user === null ? (
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>{texts.nobody}</MessageBarBody>
            </MessageBar>
          ) : (
            <Person user={user} />
          )
        }
      />
      <Search
        trial={trial}
        label={texts.groupQuery}
        button={texts.findGroups}
        asking={(typed) => ({ identifier: null, groupQuery: typed })}
        answer={(found) => <Groups found={found} />}
      />
    </>
  );
}

interface SearchProps {
  readonly trial: Trial;
  readonly label: string;
  readonly help?: string;
  readonly button: string;
  readonly asking: (typed: string) => { identifier: string | null; groupQuery: string | null };
  readonly answer: (found: Found) => ReactNode;
}

function Search({ trial, label, help, button, asking, answer }: SearchProps) {
  const styles = useStyles();
  const { t } = useWording();
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const preview = useEndpointMutation(endpoints.previewDirectory, []);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    setMissing(typed.trim() === '');
    if (typed.trim() !== '') preview.mutate({ body: { ...trial, ...asking(typed.trim()) } });
  };
  return (
    <div className={styles.part}>
      <form noValidate onSubmit={send} className={styles.row}>
        <Field
          className={styles.field}
          label={label}
          {...(help === undefined ? {} : { hint: help })}
          {...(missing ? { validationMessage: t.problems.field.required } : {})}
        >
          <Input
            value={typed}
            maxLength={256}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, data) => {
              setTyped(data.value);
              setMissing(false);
            }}
          />
        </Field>
        <Button
          type="submit"
          className={styles.button}
          icon={<SearchRegular />}
          disabledFocusable={preview.isPending}
        >
          {button}
        </Button>
      </form>
      <div aria-live="polite">
        {preview.isPending ? <Text>{t.common.loading}</Text> : null}
        {preview.data === undefined || preview.isPending ? null : answer(preview.data)}
        {preview.error === null || isProblem(preview.error, 'reauthentication-required') ? null : (
          <Problem error={preview.error} />
        )}
      </div>
    </div>
  );
}

function Person({ user }: { readonly user: NonNullable<Found['user']> }) {
  const { t, format } = useWording();
  const texts = usePageTexts('directories').preview;
  const names = t.users.panel;
  return (
    <Facts
      facts={[
        { name: names.displayName, value: user.displayName },
        { name: names.username, value: user.username },
        { name: names.mail, value: user.mail },
        { name: names.alternateMail, value: user.alternateMail },
        { name: names.mobile, value: user.mobile },
        { name: names.officePhone, value: user.officePhone },
        { name: texts.account, value: <AccountState account={user.account} /> },
        {
          name: names.passwordChanged,
          value:
            user.passwordChangedAt === null
              ? t.common.never
              : format.dateTime(user.passwordChangedAt),
        },
        {
          name: texts.groups,
          value:
            user.groups.length === 0
              ? texts.noneOf
              : format.list(user.groups.map((group) => group.name)),
        },
        { name: names.passwordRules, value: <PasswordRules rules={user.passwordRules} /> },
        { name: names.id, value: user.anchor },
      ]}
    />
  );
}

function Groups({ found }: { readonly found: Found }) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = usePageTexts('directories').preview;
  if (found.groups.length === 0) return <Text>{texts.noGroups}</Text>;
  return (
    <>
      <ul className={styles.groups} aria-label={texts.groups}>
        {found.groups.map((group) => (
          <li key={group.anchor}>
            {group.name}{' '}
            <Text size={200} className={styles.muted}>
              {group.description ?? t.groups.members(group.directMembers)}
            </Text>
          </li>
        ))}
      </ul>
      {found.more ? <Text className={styles.muted}>{texts.moreGroups}</Text> : null}
    </>
  );
}
