import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import type { CampaignSettings } from '../../../src/contract/shapes.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { saveFile } from '../../parts/files.ts';
import { Problem } from '../../parts/Problem.tsx';
import { type DryRun, dueTable, useDryRun } from './dry-run.ts';

type Due = DryRun['due'][number];

const DUE_SHOWN = 50;

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    alignItems: 'stretch',
  },
});

interface DryRunReportProps {
  readonly run: ReturnType<typeof useDryRun>;
  readonly settings: CampaignSettings;
  /** The people by name too. */
  readonly withNames: boolean;
}

/** Who would get a mail now: how many, by name, and as a file. */
export function DryRunReport({ run, settings, withNames }: DryRunReportProps) {
  const styles = useStyles();
  const texts = usePageTexts('campaign');
  const { query, examined } = run;
  if (query.isError) return <Problem error={query.error} retry={() => void query.refetch()} />;
  if (query.isFetching || query.data === undefined) {
    return <Spinner size="tiny" label={texts.looking(examined)} />;
  }
  const { due, registered, waiting, unreachable } = query.data;
  return (
    <div className={styles.root}>
      <div role="status">
        <Text block weight="semibold">
          {texts.due(due.length)}
        </Text>
        {due.length > settings.dailyCap ? (
          <Text block>{texts.capped(settings.dailyCap)}</Text>
        ) : null}
        <Text block>{texts.others(registered, waiting, unreachable)}</Text>
      </div>
      {withNames && due.length > 0 ? <Names due={due} /> : null}
    </div>
  );
}

function Names({ due }: { readonly due: readonly Due[] }) {
  const { format } = useWording();
  const texts = usePageTexts('campaign');
  const columns: readonly Column<Due>[] = [
    { id: 'name', heading: texts.person, cell: (one) => one.displayName },
    { id: 'username', heading: texts.username, hidden: 'on-phone', cell: (one) => one.username },
    { id: 'to', heading: texts.to, hidden: 'when-narrow', cell: (one) => one.to },
    {
      id: 'reminders',
      heading: texts.remindersBefore,
      width: '9rem',
      cell: (one) => format.number(one.reminders),
    },
  ];
  return (
    <>
      <DataTable
        label={texts.dueTable}
        columns={columns}
        items={due.slice(0, DUE_SHOWN)}
        keyOf={(one) => `${one.directoryId}/${one.anchor}`}
        summary={(one) => one.username}
        empty=""
      />
      {due.length > DUE_SHOWN ? <Text>{texts.moreDue(due.length - DUE_SHOWN)}</Text> : null}
      <div>
        <Button
          icon={<ArrowDownloadRegular />}
          onClick={() => saveFile(new Blob([dueTable([...due])], { type: 'text/csv' }), texts.file)}
        >
          {texts.export}
        </Button>
      </div>
    </>
  );
}
