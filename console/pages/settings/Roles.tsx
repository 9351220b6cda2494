import { Button, makeStyles, Text, tokens, Tooltip } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { roles, roleTable } from '../../../src/contract/shapes.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery, useEndpointMutation } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { useCan } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { AssignRoleDialog } from './AssignRoleDialog.tsx';

type Assignment = CallResult<typeof endpoints.listRoles>['items'][number];

const useStyles = makeStyles({
  role: { display: 'flex', flexDirection: 'column' },
  rights: { color: tokens.colorNeutralForeground2 },
});

export function Roles() {
  const styles = useStyles();
  const { t, format } = useWording();
  const can = useCan();
  const notify = useNotify();
  const assignments = useQuery(endpointQuery(useApi(), endpoints.listRoles));
  const remove = useEndpointMutation(endpoints.removeRole, [
    endpoints.listRoles,
    endpoints.getUser,
  ]);
  const [assigning, setAssigning] = useState(false);
  const [removing, setRemoving] = useState<Assignment | null>(null);
  const texts = t.configuration.roles;
  const writable = can('roles.write');
  const columns: readonly Column<Assignment>[] = [
    {
      id: 'name',
      heading: texts.columns.name,
      cell: (one) => (
        <PlaceLink
          to={`/users/${encodeURIComponent(one.directoryId)}/${encodeURIComponent(one.anchor)}`}
        >
          {one.displayName}
        </PlaceLink>
      ),
    },
    {
      id: 'username',
      heading: texts.columns.username,
      hidden: 'on-phone',
      cell: (one) => one.username,
    },
    {
      id: 'role',
      heading: texts.columns.role,
      cell: (one) => t.access.roles[one.role].name,
    },
    {
      id: 'since',
      heading: texts.columns.since,
      hidden: 'when-narrow',
      cell: (one) => format.date(one.assignedAt),
    },
    ...(writable
      ? [
          {
            id: 'remove',
            heading: t.common.actions,
            headingHidden: true,
            width: '4rem',
            align: 'end' as const,
            cell: (one: Assignment) => (
              <Tooltip
                relationship="label"
                content={texts.remove(t.access.roles[one.role].name, one.displayName)}
              >
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<DismissRegular />}
                  onClick={() => setRemoving(one)}
                />
              </Tooltip>
            ),
          },
        ]
      : []),
  ];
  return (
    <Page
      title={texts.title}
      description={texts.description}
      actions={
        writable ? (
          <Button appearance="primary" icon={<AddRegular />} onClick={() => setAssigning(true)}>
            {texts.assign}
          </Button>
        ) : undefined
      }
    >
      {assignments.isError ? (
        <Problem error={assignments.error} retry={() => void assignments.refetch()} />
      ) : null}
      <Section flush title={texts.assignments}>
        <DataTable
          label={texts.assignments}
          columns={columns}
          items={assignments.data?.items}
          keyOf={(one) => `${one.directoryId}/${one.anchor}/${one.role}`}
          summary={(one) => one.username}
          empty={texts.none}
        />
      </Section>
      <Section title={texts.what}>
        {roles.map((role) => (
          <div key={role} className={styles.role}>
            <Text weight="semibold">{t.access.roles[role].name}</Text>
            <Text>{t.access.roles[role].purpose}</Text>
            <Text size={200} className={styles.rights}>
              {format.list(roleTable[role].map((one) => t.configuration.scopes[one]))}
            </Text>
          </div>
        ))}
      </Section>
      {assigning ? <AssignRoleDialog onClose={() => setAssigning(false)} /> : null}
      {removing === null ? null : (
        <ConfirmDialog
          title={t.users.panel.removeRoleTitle}
          confirm={t.users.panel.removeRole(t.access.roles[removing.role].name)}
          onClose={() => setRemoving(null)}
          onConfirm={async () => {
            const { directoryId, anchor, role } = removing;
            await remove.mutateAsync({ params: { directoryId, anchor, role } });
            notify(t.users.panel.roleRemoved(t.access.roles[role].name));
          }}
        >
          <Text>
            {t.users.panel.removeRoleText(t.access.roles[removing.role].name, removing.displayName)}
          </Text>
        </ConfirmDialog>
      )}
    </Page>
  );
}
