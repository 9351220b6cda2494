import { Badge, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, DismissCircleFilled } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { useWording } from '../../locales/context.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Surface } from '../../parts/Surface.tsx';

type DirectoryView = CallResult<typeof endpoints.listDirectories>['items'][number];

export function Directories() {
  const { t, format } = useWording();
  const directories = useQuery(endpointQuery(useApi(), endpoints.listDirectories));
  const texts = t.directories;
  const columns: readonly Column<DirectoryView>[] = [
    {
      id: 'name',
      heading: texts.columns.name,
      cell: (one) => (
        <>
          <Text weight="semibold" block>
            {one.name}
          </Text>
          <Text size={200} style={{ color: tokens.colorNeutralForeground2 }}>
            {one.managed ? texts.managed : texts.readOnly}
          </Text>
        </>
      ),
    },
    {
      id: 'kind',
      heading: texts.columns.kind,
      hidden: 'on-phone',
      cell: (one) => texts.kinds[one.kind] ?? one.kind,
    },
    {
      id: 'users',
      heading: texts.columns.users,
      hidden: 'on-phone',
      width: '7rem',
      align: 'end',
      cell: (one) => format.number(one.users),
    },
    {
      id: 'state',
      heading: texts.columns.state,
      width: '10rem',
      cell: (one) => (
        <Badge
          appearance="tint"
          color={one.reachable ? 'success' : 'danger'}
          icon={one.reachable ? <CheckmarkCircleFilled /> : <DismissCircleFilled />}
        >
          {one.reachable ? texts.reachable : texts.unreachable}
        </Badge>
      ),
    },
  ];
  return (
    <Page title={texts.title} description={texts.description}>
      {directories.isError ? (
        <Problem error={directories.error} retry={() => void directories.refetch()} />
      ) : null}
      <Surface>
        <DataTable
          label={texts.title}
          columns={columns}
          items={directories.data?.items}
          keyOf={(one) => one.id}
          summary={(one) => texts.count(one.users)}
          empty={texts.none}
        />
      </Surface>
    </Page>
  );
}
