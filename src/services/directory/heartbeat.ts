import { CERTIFICATE_WARNING_MS } from '../../domain/directory-concerns.ts';
import type { Directories, Directory } from '../../ports/directory.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Log } from '../../ports/log.ts';
import type { DirectoryAlarmRow } from '../../ports/storage/directory-alarms.ts';
import { type DirectoryAlarmsDesk, judgeDirectory } from './alarms.ts';
import { answerOf, connectionOf } from './find-person.ts';

export interface HeartbeatDesk extends DirectoryAlarmsDesk {
  readonly directories: Directories;
  readonly log: Log;
  readonly signal: JobSignal;
}

/**
 * Asks every connected directory for a sign of life, so that what is shown of it is of the last minute, a failed one
 * is found before a person runs into it, and one that is back serves the next person at once.
 */
export async function feelPulse(desk: HeartbeatDesk, tenantId: string): Promise<void> {
  const { directoryAlarms } = desk.storage;
  const [directories, standing] = await Promise.all([
    desk.directories.all(tenantId),
    directoryAlarms.standing(tenantId),
  ]);
  const ids = directories.map(({ id }) => id);
  if (standing.some(({ directoryId }) => !ids.includes(directoryId)))
    await directoryAlarms.forgetOthers(tenantId, ids);
  const told = await Promise.all(directories.map((one) => look(desk, one, standing)));
  if (told.some(Boolean)) desk.signal.wake();
}

/** True when administrators are told of it. */
async function look(
  desk: HeartbeatDesk,
  directory: Directory,
  standing: readonly DirectoryAlarmRow[],
): Promise<boolean> {
  const connection = connectionOf(directory);
  if (!connection) return false;
  const { silent } = await answerOf(() => directory.ping());
  if (!silent) await answerOf(() => connection.lookAround());
  const { state, server, lastError, certificateExpiresAt, certificateServer } = connection.health();
  const fields = { directory: directory.id, state, server };
  if (silent) {
    desk.log.error({ ...fields, lastError }, 'a directory does not serve');
  } else if (
    certificateExpiresAt !== null &&
    certificateExpiresAt - desk.clock.now() < CERTIFICATE_WARNING_MS
  ) {
    desk.log.warn(
      { ...fields, certificateServer, certificateExpiresAt },
      'a directory’s certificate is about to end',
    );
  }
  return judgeDirectory(desk, connection, silent, standing);
}
