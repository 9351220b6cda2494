import { Button, Text, Tooltip } from '@fluentui/react-components';
import { AddRegular, ArrowUploadRegular, DismissRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery, useEndpointMutation } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import type { CallResult } from '../../api/types.ts';
import { useWording } from '../../locales/context.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Pager, useCursors } from '../../parts/Pager.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { Surface } from '../../parts/Surface.tsx';
import { AssignTokenDialog } from './AssignTokenDialog.tsx';

type Token = CallResult<typeof endpoints.listHardwareTokens>['items'][number];
type Holder = NonNullable<Token['user']>;

export function HardwareTokens() {
  const { t, format } = useWording();
  const can = useCan();
  const notify = useNotify();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [assigning, setAssigning] = useState(false);
  const [removing, setRemoving] = useState<(Token & { readonly user: Holder }) | null>(null);
  const query = search.get('query') ?? '';
  const cursors = useCursors(query);
  const tokens = useQuery({
    ...endpointQuery(useApi(), endpoints.listHardwareTokens, {
      query: { query, ...(cursors.cursor === undefined ? {} : { cursor: cursors.cursor }) },
    }),
    placeholderData: keepPreviousData,
  });
  const remove = useEndpointMutation(endpoints.removeRegistration, [
    endpoints.listHardwareTokens,
    endpoints.listRegistrations,
    endpoints.listAuditEvents,
  ]);
  const searchFor = useCallback(
    (next: string) => setSearch(next === '' ? {} : { query: next }, { replace: true }),
    [setSearch],
  );
  const texts = t.hardwareTokens;
  const orNever = (at: number | null) => (at === null ? t.common.never : format.date(at));
  const columns: readonly Column<Token>[] = [
    {
      id: 'serial',
      heading: texts.columns.serial,
      cell: ({ serial }) => <Text weight="semibold">{serial}</Text>,
    },
    {
      id: 'user',
      heading: texts.columns.user,
      cell: ({ user }) => (user === null ? texts.gone : <HolderLink user={user} />),
    },
    {
      id: 'assigned',
      heading: texts.columns.assigned,
      hidden: 'when-narrow',
      cell: ({ assignedAt }) => format.date(assignedAt),
    },
    {
      id: 'used',
      heading: texts.columns.used,
      hidden: 'on-phone',
      cell: ({ lastUsedAt }) => orNever(lastUsedAt),
    },
    {
      id: 'remove',
      heading: t.common.actions,
      headingHidden: true,
      width: '4rem',
      align: 'end',
      cell: (token) => {
        const { user } = token;
        return user !== null && can('methods.assign') ? (
          <Tooltip relationship="label" content={texts.remove(token.serial)}>
            <Button
              size="small"
              appearance="subtle"
              icon={<DismissRegular />}
              onClick={() => setRemoving({ ...token, user })}
            />
          </Tooltip>
        ) : null;
      },
    },
  ];
  return (
    <Page
      title={texts.title}
      description={texts.description}
      actions={
        can('methods.assign') ? (
          <>
            <Button appearance="primary" icon={<AddRegular />} onClick={() => setAssigning(true)}>
              {texts.assign}
            </Button>
            <Button
              icon={<ArrowUploadRegular />}
              onClick={() => void navigate('/password-reset/hardware-tokens/import')}
            >
              {texts.importFile}
            </Button>
          </>
        ) : undefined
      }
    >
      <SearchField
        label={texts.search}
        placeholder={texts.searchPlaceholder}
        value={query}
        onSearch={searchFor}
      />
      {tokens.isError ? <Problem error={tokens.error} retry={() => void tokens.refetch()} /> : null}
      <Surface>
        <DataTable
          label={texts.title}
          columns={columns}
          items={tokens.data?.items}
          keyOf={({ registrationId }) => registrationId}
          summary={({ lastUsedAt }) => `${texts.columns.used}: ${orNever(lastUsedAt)}`}
          empty={query === '' ? texts.none : texts.noneFound}
        />
        <Pager cursors={cursors} next={tokens.data?.next} />
      </Surface>
      {assigning ? <AssignTokenDialog onClose={() => setAssigning(false)} /> : null}
      {removing === null ? null : (
        <ConfirmDialog
          title={texts.removeTitle(removing.serial)}
          confirm={texts.remove(removing.serial)}
          onClose={() => setRemoving(null)}
          onConfirm={async () => {
            const { directoryId, anchor } = removing.user;
            const params = { directoryId, anchor, registrationId: removing.registrationId };
            await remove.mutateAsync({ params });
            notify(texts.removed(removing.serial));
          }}
        >
          <Text>{texts.removeText(removing.user.displayName)}</Text>
        </ConfirmDialog>
      )}
    </Page>
  );
}

function HolderLink({ user }: { readonly user: Holder }) {
  const { directoryId, anchor, displayName, username } = user;
  return (
    <>
      <PlaceLink to={`/users/${encodeURIComponent(directoryId)}/${encodeURIComponent(anchor)}`}>
        {displayName}
      </PlaceLink>
      <Text block size={200}>
        {username}
      </Text>
    </>
  );
}
