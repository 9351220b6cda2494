import { Badge, Button } from '@fluentui/react-components';
import { ArrowUploadRegular, ContactCardRegular, PersonAddRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Outlet, useNavigate, useParams, useSearchParams } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import type { UserView } from '../../../src/contract/users.ts';
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
import { NewUserDialog } from './UserForm.tsx';

export function Users() {
  const { t } = useWording();
  const can = useCan();
  const navigate = useNavigate();
  const directoryName = useDirectoryName();
  const { anchor } = useParams();
  const [search, setSearch] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const query = search.get('query') ?? '';
  const cursors = useCursors(query);
  const users = useQuery({
    ...endpointQuery(useApi(), endpoints.listUsers, {
      query: { query, ...(cursors.cursor === undefined ? {} : { cursor: cursors.cursor }) },
    }),
    placeholderData: keepPreviousData,
  });
  const searchFor = useCallback(
    (next: string) => setSearch(next === '' ? {} : { query: next }, { replace: true }),
    [setSearch],
  );
  const placeOf = (user: UserView) => ({
    pathname: `/users/${encodeURIComponent(user.directoryId)}/${encodeURIComponent(user.anchor)}`,
    search: search.toString(),
  });
  const texts = t.users.columns;
  const columns: readonly Column<UserView>[] = [
    {
      id: 'name',
      heading: texts.name,
      cell: (user) => <PlaceLink to={placeOf(user)}>{user.displayName}</PlaceLink>,
    },
    { id: 'username', heading: texts.username, hidden: 'on-phone', cell: (user) => user.username },
    { id: 'mail', heading: texts.mail, hidden: 'when-narrow', cell: (user) => user.mail ?? '–' },
    ...(users.data?.items.some(({ directoryId }) => directoryName(directoryId) !== undefined)
      ? [
          {
            id: 'directory',
            heading: texts.directory,
            hidden: 'when-narrow' as const,
            cell: (user: UserView) => directoryName(user.directoryId),
          },
        ]
      : []),
    {
      id: 'status',
      heading: texts.status,
      width: '7rem',
      cell: (user) => (
        <Badge appearance="tint" color={user.enabled ? 'success' : 'danger'}>
          {user.enabled ? t.users.enabled : t.users.disabled}
        </Badge>
      ),
    },
  ];
  return (
    <Page
      title={t.users.title}
      description={t.users.description}
      actions={
        <>
          {can('users.write') ? (
            <>
              <Button
                appearance="primary"
                icon={<PersonAddRegular />}
                onClick={() => setAdding(true)}
              >
                {t.users.add}
              </Button>
              <Button icon={<ArrowUploadRegular />} onClick={() => void navigate('/users/import')}>
                {t.users.import}
              </Button>
            </>
          ) : null}
          {can('methods.assign') ? (
            <Button icon={<ContactCardRegular />} onClick={() => void navigate('/users/contacts')}>
              {t.contacts.button}
            </Button>
          ) : null}
        </>
      }
    >
      <SearchField
        label={t.users.search}
        placeholder={t.users.searchPlaceholder}
        value={query}
        onSearch={searchFor}
      />
      {users.isError ? <Problem error={users.error} retry={() => void users.refetch()} /> : null}
      <SilentDirectories names={users.data?.silent} />
      <Surface>
        <DataTable
          label={t.users.title}
          columns={columns}
          items={users.data?.items}
          keyOf={(user) => `${user.directoryId}/${user.anchor}`}
          isOpen={(user) => user.anchor === anchor}
          onOpen={(user) => void navigate(placeOf(user))}
          summary={(user) => user.username}
          empty={query === '' ? t.users.none : t.users.noneFound}
        />
        <Pager cursors={cursors} next={users.data?.next} />
      </Surface>
      <Outlet />
      {adding ? (
        <NewUserDialog
          onClose={() => setAdding(false)}
          onCreated={(user) => void navigate(placeOf(user))}
        />
      ) : null}
    </Page>
  );
}
