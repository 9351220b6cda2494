import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Outlet, useNavigate, useParams, useSearchParams } from 'react-router';
import type { GroupView } from '../../../src/contract/common.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { Page } from '../../parts/Page.tsx';
import { Pager, useCursors } from '../../parts/Pager.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { Surface } from '../../parts/Surface.tsx';
import { useDirectoryName } from '../../people/directories.ts';
import { SilentDirectories } from '../../people/SilentDirectories.tsx';
import { NewGroupDialog } from './GroupForm.tsx';

export function Groups() {
  const { t, format } = useWording();
  const can = useCan();
  const navigate = useNavigate();
  const directoryName = useDirectoryName();
  const { anchor } = useParams();
  const [search, setSearch] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const query = search.get('query') ?? '';
  const cursors = useCursors(query);
  const groups = useQuery({
    ...endpointQuery(useApi(), endpoints.listGroups, {
      query: { query, ...(cursors.cursor === undefined ? {} : { cursor: cursors.cursor }) },
    }),
    placeholderData: keepPreviousData,
  });
  const searchFor = useCallback(
    (next: string) => setSearch(next === '' ? {} : { query: next }, { replace: true }),
    [setSearch],
  );
  const placeOf = (group: GroupView) => ({
    pathname: `/groups/${encodeURIComponent(group.directoryId)}/${encodeURIComponent(group.anchor)}`,
    search: search.toString(),
  });
  const texts = t.groups.columns;
  const columns: readonly Column<GroupView>[] = [
    {
      id: 'name',
      heading: texts.name,
      cell: (group) => <PlaceLink to={placeOf(group)}>{group.name}</PlaceLink>,
    },
    {
      id: 'description',
      heading: texts.description,
      hidden: 'on-phone',
      cell: (group) => group.description ?? '–',
    },
    ...(groups.data?.items.some(({ directoryId }) => directoryName(directoryId) !== undefined)
      ? [
          {
            id: 'directory',
            heading: texts.directory,
            hidden: 'when-narrow' as const,
            cell: (group: GroupView) => directoryName(group.directoryId),
          },
        ]
      : []),
    {
      id: 'members',
      heading: texts.members,
      width: '9rem',
      align: 'end',
      cell: (group) => format.number(group.directMembers),
    },
  ];
  return (
    <Page
      title={t.groups.title}
      description={t.groups.description}
      actions={
        can('groups.write') ? (
          <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdding(true)}>
            {t.groups.add}
          </Button>
        ) : undefined
      }
    >
      <SearchField
        label={t.groups.search}
        placeholder={t.groups.searchPlaceholder}
        value={query}
        onSearch={searchFor}
      />
      {groups.isError ? <Problem error={groups.error} retry={() => void groups.refetch()} /> : null}
      <SilentDirectories names={groups.data?.silent} />
      <Surface>
        <DataTable
          label={t.groups.title}
          columns={columns}
          items={groups.data?.items}
          keyOf={(group) => `${group.directoryId}/${group.anchor}`}
          isOpen={(group) => group.anchor === anchor}
          onOpen={(group) => void navigate(placeOf(group))}
          summary={(group) => group.description ?? ''}
          empty={query === '' ? t.groups.none : t.groups.noneFound}
        />
        <Pager cursors={cursors} next={groups.data?.next} />
      </Surface>
      <Outlet />
      {adding ? (
        <NewGroupDialog
          onClose={() => setAdding(false)}
          onCreated={(group) => void navigate(placeOf(group))}
        />
      ) : null}
    </Page>
  );
}
