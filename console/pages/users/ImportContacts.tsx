import { MessageBar, MessageBarBody, MessageBarTitle, Text } from '@fluentui/react-components';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import type { CallResult } from '../../api/types.ts';
import { useWording } from '../../locales/context.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { ImportFile } from './ImportFile.tsx';

type Report = CallResult<typeof endpoints.importContacts>;
type Kept = Report['kept'][number];

const columns = ['username', 'mobile', 'officePhone', 'alternateMail'] as const;
const KEPT_SHOWN = 200;

/** Numbers and addresses that people can prove themselves with, registered for many of them at once. */
export function ImportContacts() {
  const { t } = useWording();
  const api = useApi();
  const texts = t.contacts;
  return (
    <ImportFile
      kind={{
        title: texts.title,
        description: texts.description,
        about: texts.about,
        columns,
        template: 'contacts.csv',
        send: (csv, dryRun) => api.call(endpoints.importContacts, { body: { csv, dryRun } }),
        counts: ({ added, replaced, unchanged, kept }) => [
          [texts.added, added],
          [texts.replaced, replaced],
          [texts.unchanged, unchanged],
          [texts.kept, kept.length],
        ],
        changes: ({ added, replaced }) => added + replaced,
        importText: texts.import,
        remarks: (report) => <Remarks report={report} />,
      }}
    />
  );
}

function Remarks({ report }: { readonly report: Report }) {
  const { t, format } = useWording();
  const texts = t.contacts;
  const { added, replaced, kept, notOffered, usableFrom } = report;
  const keptColumns: readonly Column<Kept>[] = [
    {
      id: 'row',
      heading: t.users.importing.row,
      width: '5rem',
      cell: (one) => format.number(one.row),
    },
    { id: 'user', heading: texts.person, cell: (one) => one.username },
    {
      id: 'column',
      heading: t.users.importing.column,
      hidden: 'on-phone',
      cell: (one) => one.column,
    },
    { id: 'has', heading: texts.has, cell: (one) => one.has },
  ];
  return (
    <>
      {added + replaced === 0 ? null : <Text>{texts.usable(format.dateTime(usableFrom))}</Text>}
      {notOffered.length === 0 ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{texts.notOfferedTitle}</MessageBarTitle>
            {texts.notOffered(notOffered.map((column) => texts.columns[column]).join(', '))}
          </MessageBarBody>
        </MessageBar>
      )}
      {kept.length === 0 ? null : (
        <>
          <Text>{texts.keptHelp}</Text>
          <DataTable
            label={texts.keptTable}
            columns={keptColumns}
            items={kept.slice(0, KEPT_SHOWN)}
            keyOf={(one) => `${one.row}/${one.column}`}
            empty=""
          />
          {kept.length > KEPT_SHOWN ? (
            <Text>{t.users.importing.more(kept.length - KEPT_SHOWN)}</Text>
          ) : null}
        </>
      )}
    </>
  );
}
