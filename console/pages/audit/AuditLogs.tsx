import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Popover,
  PopoverSurface,
  PopoverTrigger,
} from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  ArrowDownloadRegular,
  ShieldCheckmarkRegular,
} from '@fluentui/react-icons';
import { keepPreviousData, useQuery, type UseMutationResult } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Outlet, useParams, useSearchParams } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery, useEndpointMutation } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { useCan } from '../../api/session.ts';
import { EventTable } from '../../audit/EventTable.tsx';
import { useWording } from '../../locales/context.ts';
import { saveFile } from '../../parts/files.ts';
import { useNotify, useProblemNotice } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Pager, useCursors } from '../../parts/Pager.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Surface } from '../../parts/Surface.tsx';
import { AuditFilterBar } from './AuditFilterBar.tsx';
import { type AuditFilter, queryOf, readFilter, writeFilter } from './filter.ts';

const useStyles = makeStyles({
  formats: { display: 'flex', flexDirection: 'column', alignItems: 'stretch' },
});

export function AuditLogs() {
  const { t } = useWording();
  const can = useCan();
  const { id } = useParams();
  const [search, setSearch] = useSearchParams();
  // The end of a relative period moves only when somebody asks for newer events.
  const [now, setNow] = useState(() => Date.now());
  const filter = readFilter(search);
  const query = queryOf(filter, now);
  const cursors = useCursors(JSON.stringify(query));
  const events = useQuery({
    ...endpointQuery(useApi(), endpoints.listAuditEvents, {
      query: {
        ...query,
        ...(cursors.cursor === undefined ? {} : { cursor: cursors.cursor }),
      },
    }),
    placeholderData: keepPreviousData,
  });
  const change = useCallback(
    (next: AuditFilter) => setSearch(writeFilter(next), { replace: true }),
    [setSearch],
  );
  const check = useEndpointMutation(endpoints.verifyAudit, []);
  const filtered = search.size > 0;
  return (
    <Page
      title={t.audit.title}
      description={t.audit.description}
      actions={
        <>
          <Button
            icon={<ArrowClockwiseRegular />}
            onClick={() => {
              setNow(Date.now());
              void events.refetch();
            }}
          >
            {t.common.refresh}
          </Button>
          <Button
            icon={<ShieldCheckmarkRegular />}
            disabledFocusable={check.isPending}
            onClick={() => check.mutate({})}
          >
            {check.isPending ? t.audit.verifying : t.audit.verify}
          </Button>
          {can('audit.export') ? <ExportButton filter={filter} now={now} /> : null}
        </>
      }
    >
      <ChainVerdict check={check} />
      <AuditFilterBar filter={filter} onChange={change} />
      {events.isError ? <Problem error={events.error} retry={() => void events.refetch()} /> : null}
      <Surface>
        <EventTable
          label={t.audit.title}
          events={events.data?.items}
          empty={filtered ? t.audit.noneFound : t.audit.none}
          openId={id}
          keepFilter
        />
        <Pager cursors={cursors} next={events.data?.next} />
      </Surface>
      <Outlet />
    </Page>
  );
}

interface ExportButtonProps {
  readonly filter: AuditFilter;
  readonly now: number;
}

/** What the filter shows, as a file. */
function ExportButton({ filter, now }: ExportButtonProps) {
  const { t } = useWording();
  const api = useApi();
  const notify = useNotify();
  const showProblem = useProblemNotice();
  const styles = useStyles();
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const take = async (format: 'csv' | 'json') => {
    setOpen(false);
    setBusy(true);
    try {
      const file = await api.download(endpoints.exportAuditEvents, {
        query: { ...queryOf(filter, now), format },
      });
      saveFile(file.content, file.name);
      notify(t.audit.exported);
    } catch (error) {
      showProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Popover
      inline
      open={open}
      onOpenChange={(_, data) => setOpen(data.open)}
      positioning="below-end"
    >
      <PopoverTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />} disabledFocusable={busy}>
          {busy ? t.audit.exporting : t.audit.export}
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.formats} aria-label={t.audit.export}>
        <Button appearance="subtle" onClick={() => void take('csv')}>
          {t.audit.exportCsv}
        </Button>
        <Button appearance="subtle" onClick={() => void take('json')}>
          {t.audit.exportJson}
        </Button>
      </PopoverSurface>
    </Popover>
  );
}

interface ChainVerdictProps {
  readonly check: UseMutationResult<CallResult<typeof endpoints.verifyAudit>>;
}

function ChainVerdict({ check }: ChainVerdictProps) {
  const { t } = useWording();
  const { data } = check;
  if (check.isError) return <Problem error={check.error} />;
  if (data === undefined) return null;
  return (
    <MessageBar
      intent={data.intact ? 'success' : 'error'}
      layout="multiline"
      role={data.intact ? 'status' : 'alert'}
    >
      <MessageBarBody>
        {data.firstBad === null
          ? t.audit.intact(data.records)
          : t.audit.broken(data.firstBad.seq, data.firstBad.fault)}
      </MessageBarBody>
    </MessageBar>
  );
}
