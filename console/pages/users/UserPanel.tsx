import {
  Badge,
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Spinner,
  Text,
  tokens,
  Toolbar,
  ToolbarButton,
  typographyStyles,
} from '@fluentui/react-components';
import {
  DeleteRegular,
  EditRegular,
  LockClosedRegular,
  SignOutRegular,
  TicketDiagonalRegular,
} from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import type { UserDetail } from '../../../src/contract/users.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { pathOf } from '../../app/navigation.ts';
import { useWording } from '../../locales/context.ts';
import { Facts } from '../../parts/Facts.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { AccountState } from '../../people/AccountState.tsx';
import { PasswordRules } from '../../people/PasswordRules.tsx';
import { useDirectoryName, useIsManaged } from '../../people/directories.ts';
import { EligibilityReport } from './EligibilityReport.tsx';
import { TemporaryPassDialog } from './TemporaryPassDialog.tsx';
import { EditUserDialog } from './UserForm.tsx';
import { type UserAct, UserActDialog } from './UserActDialog.tsx';
import { UserBlocks } from './UserBlocks.tsx';
import { UserData } from './UserData.tsx';
import { UserRegistrations } from './UserRegistrations.tsx';
import { UserRoles } from './UserRoles.tsx';

const useStyles = makeStyles({
  heading: { ...typographyStyles.subtitle2, margin: 0, marginBottom: tokens.spacingVerticalS },
  groups: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  toolbar: { flexWrap: 'wrap', paddingInline: 0 },
});

export function UserPanel() {
  const { t } = useWording();
  const { directoryId = '', anchor = '' } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const user = useQuery(
    endpointQuery(useApi(), endpoints.getUser, { params: { directoryId, anchor } }),
  );
  const close = () => void navigate({ pathname: '/users', search });
  return (
    <Panel title={user.data?.displayName ?? t.users.panel.account} onClose={close}>
      {user.isPending ? <Spinner label={t.common.loading} /> : null}
      {user.isError ? <Problem error={user.error} retry={() => void user.refetch()} /> : null}
      {user.data === undefined ? null : <UserDetails user={user.data} onGone={close} />}
    </Panel>
  );
}

interface UserDetailsProps {
  readonly user: UserDetail;
  readonly onGone: () => void;
}

function UserDetails({ user, onGone }: UserDetailsProps) {
  const styles = useStyles();
  const { t, format } = useWording();
  const can = useCan();
  const isManaged = useIsManaged();
  const directory = useDirectoryName()(user.directoryId);
  const [act, setAct] = useState<UserAct | 'edit' | 'pass' | null>(null);
  const texts = t.users.panel;
  const writable = can('users.write') && isManaged(user.directoryId);
  return (
    <>
      <Toolbar className={styles.toolbar} size="small" aria-label={t.common.more}>
        {writable ? (
          <ToolbarButton icon={<EditRegular />} onClick={() => setAct('edit')}>
            {t.users.acts.edit}
          </ToolbarButton>
        ) : null}
        {can('users.unfreeze') && user.frozenAt === null ? (
          <ToolbarButton icon={<LockClosedRegular />} onClick={() => setAct('freeze')}>
            {t.users.acts.freeze}
          </ToolbarButton>
        ) : null}
        {can('users.issue-pass') && user.roles.length === 0 ? (
          <ToolbarButton icon={<TicketDiagonalRegular />} onClick={() => setAct('pass')}>
            {t.users.pass.act}
          </ToolbarButton>
        ) : null}
        {can('users.write') ? (
          <ToolbarButton icon={<SignOutRegular />} onClick={() => setAct('endSessions')}>
            {t.users.acts.endSessions}
          </ToolbarButton>
        ) : null}
        {writable ? (
          <ToolbarButton icon={<DeleteRegular />} onClick={() => setAct('delete')}>
            {t.users.acts.delete}
          </ToolbarButton>
        ) : null}
      </Toolbar>
      {user.frozenAt === null ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.frozenSince(format.dateTime(user.frozenAt))}</MessageBarBody>
          {can('users.unfreeze') ? (
            <MessageBarActions>
              <Button onClick={() => setAct('unfreeze')}>{t.users.acts.unfreeze}</Button>
            </MessageBarActions>
          ) : null}
        </MessageBar>
      )}
      <UserBlocks user={user} />
      <EligibilityReport eligibility={user.eligibility} />
      {user.ownMailboxOnly ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.ownMailboxOnly}</MessageBarBody>
        </MessageBar>
      ) : null}
      <Part title={texts.account}>
        <Facts
          facts={[
            { name: texts.username, value: user.username },
            { name: texts.displayName, value: user.displayName },
            { name: texts.givenName, value: user.givenName },
            { name: texts.surname, value: user.surname },
            { name: texts.mail, value: user.mail },
            { name: texts.alternateMail, value: user.alternateMail },
            { name: texts.mobile, value: user.mobile },
            { name: texts.officePhone, value: user.officePhone },
            { name: texts.locale, value: user.locale },
            ...(directory === undefined ? [] : [{ name: texts.directory, value: directory }]),
            {
              name: texts.status,
              value: (
                <Badge appearance="tint" color={user.enabled ? 'success' : 'danger'}>
                  {user.enabled ? t.users.enabled : t.users.disabled}
                </Badge>
              ),
            },
            { name: texts.state, value: <AccountState account={user.account} /> },
            {
              name: texts.passwordChanged,
              value:
                user.passwordChangedAt === null
                  ? t.common.never
                  : format.dateTime(user.passwordChangedAt),
            },
            ...(user.passwordRules === null
              ? []
              : [
                  {
                    name: texts.passwordRules,
                    value: <PasswordRules rules={user.passwordRules} />,
                  },
                ]),
            { name: texts.id, value: user.anchor },
          ]}
        />
      </Part>
      <Part title={t.users.registrations.title}>
        <UserRegistrations user={user} />
      </Part>
      <Part title={texts.groups}>
        {user.groups.length === 0 ? (
          <Text>{texts.noGroups}</Text>
        ) : (
          <div className={styles.groups}>
            {user.groups.map((group) => (
              <PlaceLink
                key={`${group.directoryId}/${group.anchor}`}
                to={`/groups/${encodeURIComponent(group.directoryId)}/${encodeURIComponent(group.anchor)}`}
              >
                <Badge appearance="outline" color="informative" size="large">
                  {group.name}
                </Badge>
              </PlaceLink>
            ))}
          </div>
        )}
      </Part>
      <Part title={texts.roles}>
        <UserRoles user={user} />
      </Part>
      {can('users.export') || can('users.erase') ? (
        <Part title={t.privacy.title}>
          <UserData user={user} onGone={onGone} />
        </Part>
      ) : null}
      {can('audit.read') ? (
        <PlaceLink to={`${pathOf('audit')}?search=${encodeURIComponent(user.anchor)}`}>
          {texts.events}
        </PlaceLink>
      ) : null}
      {act === 'edit' ? <EditUserDialog user={user} onClose={() => setAct(null)} /> : null}
      {act === 'pass' ? <TemporaryPassDialog user={user} onClose={() => setAct(null)} /> : null}
      {act === null || act === 'edit' || act === 'pass' ? null : (
        <UserActDialog
          act={act}
          user={user}
          onClose={() => setAct(null)}
          onDone={() => {
            if (act === 'delete') onGone();
          }}
        />
      )}
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}
