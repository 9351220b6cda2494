import { Button, makeStyles, tokens, Tooltip, typographyStyles } from '@fluentui/react-components';
import {
  DismissRegular,
  PeopleTeamRegular,
  PersonAddRegular,
  PersonRegular,
} from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GroupView } from '../../../src/contract/common.ts';
import type { MemberView } from '../../../src/contract/groups.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery, useEndpointMutation } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { useNotify, useProblemNotice } from '../../parts/notify.tsx';
import { Pager, useCursors } from '../../parts/Pager.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Surface } from '../../parts/Surface.tsx';
import { AddMembersDialog } from './AddMembersDialog.tsx';
import { membershipReaders } from './stale.ts';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginBottom: tokens.spacingVerticalS,
  },
  heading: { ...typographyStyles.subtitle2, margin: 0 },
  member: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

interface GroupMembersProps {
  readonly group: GroupView;
  readonly writable: boolean;
}

export function GroupMembers({ group, writable }: GroupMembersProps) {
  const styles = useStyles();
  const { t } = useWording();
  const notify = useNotify();
  const showProblem = useProblemNotice();
  const [adding, setAdding] = useState(false);
  const { directoryId, anchor } = group;
  const cursors = useCursors(anchor);
  const members = useQuery({
    ...endpointQuery(useApi(), endpoints.listMembers, {
      params: { directoryId, anchor },
      query: { limit: 25, ...(cursors.cursor === undefined ? {} : { cursor: cursors.cursor }) },
    }),
    placeholderData: keepPreviousData,
  });
  const remove = useEndpointMutation(endpoints.removeMember, membershipReaders);
  const texts = t.groups.panel;

  const takeOut = (member: MemberView) =>
    remove.mutate(
      { params: { directoryId, anchor, kind: member.kind, member: member.anchor } },
      { onSuccess: () => notify(texts.removed(member.name)), onError: showProblem },
    );

  const columns: readonly Column<MemberView>[] = [
    {
      id: 'name',
      heading: texts.member,
      cell: (member) => (
        <span className={styles.member}>
          {member.kind === 'group' ? (
            <PeopleTeamRegular aria-label={texts.kind.group} />
          ) : (
            <PersonRegular aria-label={texts.kind.user} />
          )}
          <PlaceLink
            to={`/${member.kind}s/${encodeURIComponent(directoryId)}/${encodeURIComponent(member.anchor)}`}
          >
            {member.name}
          </PlaceLink>
        </span>
      ),
    },
    ...(writable
      ? [
          {
            id: 'remove',
            heading: t.common.actions,
            headingHidden: true,
            width: '3.5rem',
            align: 'end' as const,
            cell: (member: MemberView) => (
              <Tooltip content={texts.removeMember(member.name)} relationship="label">
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<DismissRegular />}
                  onClick={() => takeOut(member)}
                />
              </Tooltip>
            ),
          },
        ]
      : []),
  ];

  return (
    <section>
      <div className={styles.head}>
        <h3 className={styles.heading}>{texts.membersTitle}</h3>
        {writable ? (
          <Button icon={<PersonAddRegular />} onClick={() => setAdding(true)}>
            {texts.addMembers}
          </Button>
        ) : null}
      </div>
      {members.isError ? (
        <Problem error={members.error} retry={() => void members.refetch()} />
      ) : null}
      <Surface>
        <DataTable
          label={texts.membersTitle}
          columns={columns}
          items={members.data?.items}
          keyOf={(member) => `${member.kind}/${member.anchor}`}
          empty={texts.noMembers}
        />
        <Pager cursors={cursors} next={members.data?.next} />
      </Surface>
      {adding ? <AddMembersDialog group={group} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}
