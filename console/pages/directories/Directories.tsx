import { Button, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { AddRegular, ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { DirectoryView } from '../../../src/contract/directories.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { isProblem } from '../../api/problem.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { useNotify, useProblemNotice } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Surface } from '../../parts/Surface.tsx';
import { bodyOf, useRefreshDirectories } from './acts.ts';
import { certificateUrgency } from './certificate.ts';
import { CertificateEnd } from './CertificateEnd.tsx';
import { HealthBadge } from './HealthBadge.tsx';

const useStyles = makeStyles({
  muted: { color: tokens.colorNeutralForeground2 },
  error: { color: tokens.colorPaletteRedForeground1 },
  order: { whiteSpace: 'nowrap' },
});

/** How often the page looks again while it is open: the state is of connections, which tell nobody of themselves. */
const LOOK_AGAIN_MS = 30_000;

/** Every directory in the order they are asked, with what its connection is at. */
export function Directories() {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = usePageTexts('directories');
  const api = useApi();
  const can = useCan();
  const navigate = useNavigate();
  const notify = useNotify();
  const showProblem = useProblemNotice();
  const refresh = useRefreshDirectories();
  const directories = useQuery({
    ...endpointQuery(api, endpoints.listDirectories),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const [switchingOff, setSwitchingOff] = useState<DirectoryView | null>(null);
  const [busy, setBusy] = useState(false);
  const items = directories.data?.items ?? [];
  const writable = can('directories.write');
  const placeOf = ({ id }: DirectoryView) => `/directories/${encodeURIComponent(id)}`;

  const use = async ({ id, name }: DirectoryView, enabled: boolean) => {
    const detail = await api.call(endpoints.getDirectory, { params: { id } });
    await api.call(endpoints.replaceDirectory, {
      params: { id },
      body: { ...bodyOf(detail), enabled },
    });
    await refresh();
    notify(enabled ? texts.switchedOn(name) : texts.switchedOff(name));
  };
  const act = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (!isProblem(error, 'reauthentication-required')) showProblem(error);
      await refresh();
    } finally {
      setBusy(false);
    }
  };
  const move = (directory: DirectoryView, by: -1 | 1) =>
    act(async () => {
      const ids = items.map(({ id }) => id);
      const from = ids.indexOf(directory.id);
      const other = ids[from + by];
      if (other === undefined || directories.data === undefined) return;
      await api.call(endpoints.orderDirectories, {
        body: {
          version: directories.data.version,
          ids: ids.with(from, other).with(from + by, directory.id),
        },
      });
      await refresh();
      notify(texts.moved(directory.name, from + by + 1));
    });

  const columns: readonly Column<DirectoryView>[] = [
    {
      id: 'name',
      heading: texts.columns.name,
      cell: (one) => (
        <>
          {one.managed ? (
            <Text weight="semibold" block>
              {one.name}
            </Text>
          ) : (
            <PlaceLink to={placeOf(one)}>{one.name}</PlaceLink>
          )}
          <Text size={200} block className={styles.muted}>
            {[texts.kindName(one.kind), one.users === null ? '' : texts.count(one.users)]
              .filter((part) => part !== '')
              .join(' · ')}
          </Text>
          <Text size={200} block className={styles.muted}>
            {one.managed
              ? texts.managed
              : one.realms.length === 0
                ? texts.everyRealm
                : texts.realms(format.list(one.realms))}
          </Text>
        </>
      ),
    },
    {
      id: 'state',
      heading: texts.columns.state,
      hidden: 'on-phone',
      cell: (one) => <Standing directory={one} />,
    },
    {
      id: 'last-worked',
      heading: texts.columns.lastWorked,
      hidden: 'when-narrow',
      cell: ({ health }) => {
        if (health === null) return '–';
        const { lastWorkedAt, lastFailedAt, lastError } = health;
        return (
          <>
            <Text block>
              {lastWorkedAt === null ? t.common.never : format.dateTime(lastWorkedAt)}
            </Text>
            {lastFailedAt === null ? null : (
              <Text
                size={200}
                block
                className={lastFailedAt > (lastWorkedAt ?? 0) ? styles.error : styles.muted}
              >
                {texts.failedSince(format.dateTime(lastFailedAt))}
                {lastError === null ? '' : `: ${lastError}`}
              </Text>
            )}
          </>
        );
      },
    },
    {
      id: 'certificate',
      heading: texts.columns.certificate,
      hidden: 'when-narrow',
      cell: ({ health }) =>
        health === null ? '–' : <CertificateEnd endsAt={health.certificateExpiresAt} />,
    },
    ...(writable && items.length > 1
      ? [
          {
            id: 'enabled',
            heading: texts.columns.enabled,
            width: '4rem',
            cell: (one: DirectoryView) =>
              one.managed ? null : (
                <Switch
                  checked={one.enabled}
                  disabled={busy}
                  aria-label={texts.use(one.name)}
                  onChange={(_, data) => {
                    if (data.checked) void act(() => use(one, true));
                    else setSwitchingOff(one);
                  }}
                />
              ),
          },
          {
            id: 'order',
            heading: texts.columns.order,
            width: '5.5rem',
            align: 'end' as const,
            cell: (one: DirectoryView) => (
              <span className={styles.order}>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowUpRegular />}
                  aria-label={texts.moveUp(one.name)}
                  disabledFocusable={one.id === items[0]?.id}
                  onClick={() => void move(one, -1)}
                />
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowDownRegular />}
                  aria-label={texts.moveDown(one.name)}
                  disabledFocusable={one.id === items.at(-1)?.id}
                  onClick={() => void move(one, 1)}
                />
              </span>
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
          <Button
            appearance="primary"
            icon={<AddRegular />}
            onClick={() => void navigate('/directories/add')}
          >
            {texts.add}
          </Button>
        ) : undefined
      }
    >
      {directories.isError ? (
        <Problem error={directories.error} retry={() => void directories.refetch()} />
      ) : null}
      <Surface>
        <DataTable
          label={texts.title}
          columns={columns}
          items={directories.data?.items}
          keyOf={({ id }) => id}
          onOpen={(one) => {
            if (!one.managed) void navigate(placeOf(one));
          }}
          summary={(one) => <Standing directory={one} whole />}
          empty={texts.none}
        />
      </Surface>
      {switchingOff === null ? null : (
        <ConfirmDialog
          title={texts.switchOffTitle(switchingOff.name)}
          confirm={texts.switchOff}
          onClose={() => setSwitchingOff(null)}
          onConfirm={() => use(switchingOff, false)}
        >
          <Text>{texts.switchOffText(switchingOff.users)}</Text>
        </ConfirmDialog>
      )}
    </Page>
  );
}

interface StandingProps {
  readonly directory: DirectoryView;
  /** With what has a column of its own where there is room: what went wrong, and a certificate that ends soon. */
  readonly whole?: boolean;
}

/** The state, and which server serves how fast. */
function Standing({ directory, whole = false }: StandingProps) {
  const styles = useStyles();
  const texts = usePageTexts('directories');
  const { health } = directory;
  const server = health?.server ?? null;
  const latencyMs = health?.latencyMs ?? null;
  const endsAt = health?.certificateExpiresAt ?? null;
  const failsNow =
    health !== null && health.lastError !== null && health.lastFailedAt !== null
      ? health.lastFailedAt > (health.lastWorkedAt ?? 0)
      : false;
  return (
    <>
      <HealthBadge directory={directory} />
      {server === null ? null : (
        <Text size={200} block className={styles.muted}>
          {latencyMs === null ? server : `${server} · ${texts.latencyMs(latencyMs)}`}
        </Text>
      )}
      {health?.failingServers.map((one) => (
        <Text key={one.server} size={200} block className={styles.error}>
          {texts.failingServer(one.server)}
        </Text>
      ))}
      {whole && failsNow ? (
        <Text size={200} block className={styles.error}>
          {health?.lastError}
        </Text>
      ) : null}
      {whole && endsAt !== null && certificateUrgency(endsAt, Date.now()) !== 'far' ? (
        <div>
          <CertificateEnd endsAt={endsAt} />
        </div>
      ) : null}
    </>
  );
}
