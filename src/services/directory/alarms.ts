import {
  concernsOf,
  type DirectoryConcern,
  type HeldConcern,
  OVER_AFTER_MS,
  toldAfterMs,
} from '../../domain/directory-concerns.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectedDirectory } from '../../ports/directory-kind.ts';
import type { AdministratorsAlert } from '../../ports/messages.ts';
import type { Random } from '../../ports/random.ts';
import type { DirectoryAlarmRow } from '../../ports/storage/directory-alarms.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import { entry } from '../audit/entries.ts';
import type { Notices } from '../notify/notices.ts';

export interface DirectoryAlarmsDesk {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  readonly notices: Pick<Notices, 'administrators'>;
}

const alerts: Readonly<Record<DirectoryConcern, AdministratorsAlert>> = {
  unreachable: 'directory-unreachable',
  'not-trusted': 'directory-not-trusted',
  refused: 'directory-refused',
  'certificate-ends': 'directory-certificate-ends',
  'server-failing': 'directory-server-failing',
};

/**
 * Tells the administrators of what a look at a directory brought up: once, by whichever process was first, and once more
 * when it is over. True when there is something to send.
 * @param standing what was told before, by any process; read to spare work, decided on nowhere.
 */
export async function judgeDirectory(
  desk: DirectoryAlarmsDesk,
  directory: ConnectedDirectory,
  silent: boolean,
  standing: readonly DirectoryAlarmRow[],
): Promise<boolean> {
  const held = concernsOf({ silent, ...directory.health() }, desk.clock.now());
  // Of a silent directory nobody knows what is over.
  const over = silent
    ? []
    : standing
        .filter(({ directoryId }) => directoryId === directory.id)
        .map(({ concern }) => concern)
        .filter((concern) => held.every((one) => one.concern !== concern));
  if (held.length === 0 && over.length === 0) return false;
  const { storage } = desk;
  return storage.transaction(async (stores) => {
    let told = false;
    for (const one of held) told = (await tellOf(desk, stores, directory, one)) || told;
    for (const one of over) told = (await tellEnd(desk, stores, directory, one)) || told;
    return told;
  });
}

async function tellOf(
  desk: DirectoryAlarmsDesk,
  stores: Stores,
  directory: ConnectedDirectory,
  held: HeldConcern,
): Promise<boolean> {
  const { tenantId, id } = directory;
  const { concern, urgency } = held;
  const at = desk.clock.now();
  await stores.directoryAlarms.see(tenantId, id, concern, at);
  const reference = await stores.directoryAlarms.raise(
    tenantId,
    id,
    { concern, urgency, reference: desk.random.reference() },
    at - toldAfterMs[concern],
  );
  if (reference === null) return false;
  const detail = detailOf(directory, concern);
  await stores.audit.append(
    tenantId,
    entry('directory.failing', {
      at,
      outcome: 'failure',
      target: id,
      correlationId: reference,
      fields: { name: directory.name, concern, detail },
    }),
  );
  await tell(desk, stores, directory, {
    alert: alerts[concern],
    detail: detail === '' ? directory.name : `${directory.name}: ${detail}`,
    reference,
    at,
  });
  return true;
}

async function tellEnd(
  desk: DirectoryAlarmsDesk,
  stores: Stores,
  directory: ConnectedDirectory,
  concern: DirectoryConcern,
): Promise<boolean> {
  const { tenantId, id, name } = directory;
  const at = desk.clock.now();
  const ended = await stores.directoryAlarms.end(tenantId, id, concern, at - OVER_AFTER_MS);
  // What nobody was told of need not be called off.
  if (ended === null || ended.reference === null) return false;
  const { reference } = ended;
  await stores.audit.append(
    tenantId,
    entry('directory.recovered', {
      at,
      target: id,
      correlationId: reference,
      fields: { name, concern },
    }),
  );
  await tell(desk, stores, directory, {
    alert: 'directory-recovered',
    detail: name,
    reference,
    at,
  });
  return true;
}

function tell(
  { notices }: DirectoryAlarmsDesk,
  stores: Stores,
  { tenantId }: ConnectedDirectory,
  told: {
    readonly alert: AdministratorsAlert;
    readonly detail: string;
    readonly reference: string;
    readonly at: number;
  },
): Promise<void> {
  return notices.administrators(stores, {
    ...told,
    tenantId,
    username: '',
    locale: 'en',
    correlationId: told.reference,
  });
}

/** Technical, and the same in every language. */
function detailOf(directory: ConnectedDirectory, concern: DirectoryConcern): string {
  const { lastError, certificateExpiresAt, certificateServer, failingServers } = directory.health();
  if (concern === 'server-failing')
    return failingServers.map(({ server, error }) => `${server}: ${error}`).join('; ');
  if (concern !== 'certificate-ends') return lastError ?? '';
  const end = certificateExpiresAt === null ? null : new Date(certificateExpiresAt).toISOString();
  return [certificateServer, end].filter((one) => one !== null).join(', ');
}
