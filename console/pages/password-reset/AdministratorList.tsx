import {
  Badge,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { GovernedAdministrator } from '../../../src/contract/administrators.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { methodName } from '../../policy/describe.ts';

const useStyles = makeStyles({
  notes: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`,
    [breakpoints.phone]: { paddingInline: tokens.spacingHorizontalM },
  },
  roles: { listStyleType: 'none', margin: 0, padding: 0 },
  muted: { color: tokens.colorNeutralForeground2 },
});

/** Who is governed by the rule, what makes them so, and whether the rule in force would let them in. */
export function AdministratorList() {
  const styles = useStyles();
  const wording = useWording();
  const { t, format } = wording;
  const texts = t.administrators;
  const can = useCan();
  const found = useQuery(endpointQuery(useApi(), endpoints.listAdministrators));

  const ready = (one: GovernedAdministrator) => {
    if (one.ready) return texts.ready;
    return one.reason === null || one.reason === 'methods-missing'
      ? texts.notReady(one.gatesFillable, one.gatesRequired)
      : texts.notReadyBecause(t.users.panel.reasons[one.reason]);
  };
  const held = (one: GovernedAdministrator) => {
    const names = one.methods
      .filter((method) => method.held)
      .map(({ id }) => methodName(id, wording));
    return names.length === 0 ? texts.noMethods : format.list(names);
  };
  const readyBadge = (one: GovernedAdministrator) => (
    <Badge appearance="tint" color={one.ready ? 'success' : 'warning'}>
      {ready(one)}
    </Badge>
  );
  const columns: readonly Column<GovernedAdministrator>[] = [
    {
      id: 'person',
      heading: texts.columns.person,
      cell: ({ user }) => (
        <>
          {can('users.read') ? (
            <PlaceLink
              to={`/users/${encodeURIComponent(user.directoryId)}/${encodeURIComponent(user.anchor)}`}
            >
              {user.displayName}
            </PlaceLink>
          ) : (
            user.displayName
          )}
          <Text block size={200} className={styles.muted}>
            {user.username}
          </Text>
        </>
      ),
    },
    {
      id: 'why',
      heading: texts.columns.why,
      cell: ({ roles }) => (
        <ul className={styles.roles}>
          {roles.map(({ role, assignedAt }) => (
            <li key={role}>
              {texts.roleSince(t.access.roles[role].name, format.date(assignedAt))}
            </li>
          ))}
        </ul>
      ),
    },
    { id: 'methods', heading: texts.columns.methods, hidden: 'when-narrow', cell: held },
    { id: 'ready', heading: texts.columns.ready, hidden: 'on-phone', cell: readyBadge },
  ];
  const notReady = found.data?.items.filter((one) => !one.ready).length ?? 0;
  return (
    <Section title={texts.listTitle} description={texts.listDescription} flush>
      {found.isError ? (
        <div className={styles.notes}>
          <Problem error={found.error} retry={() => void found.refetch()} />
        </div>
      ) : null}
      {found.data === undefined ? null : (
        <div className={styles.notes}>
          {notReady === 0 ? null : (
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>{texts.notReadyWarning(notReady)}</MessageBarBody>
            </MessageBar>
          )}
          <Text>{texts.breakGlass(found.data.breakGlassCodes)}</Text>
        </div>
      )}
      {found.isError && found.data === undefined ? null : (
        <DataTable
          label={texts.listTitle}
          columns={columns}
          items={found.data?.items}
          keyOf={({ user }) => `${user.directoryId}/${user.anchor}`}
          summary={(one) => texts.readyShort(ready(one))}
          empty={texts.nobody}
        />
      )}
    </Section>
  );
}
