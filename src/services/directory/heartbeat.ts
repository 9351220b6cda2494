import type { Clock } from '../../ports/clock.ts';
import type { Directories } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import { answerOf, connectionOf } from './find-person.ts';

const DAY_MS = 24 * 3600 * 1000;
/** From when on an operator is told, with every beat, that a certificate is about to end (F37). */
const CERTIFICATE_WARNING_MS = 30 * DAY_MS;

/**
 * Asks every connected directory for a sign of life, so that what is shown of it is of the last minute, a failed one
 * is found before a person runs into it, and one that is back serves the next person at once.
 */
export async function feelPulse(
  deps: { readonly directories: Directories; readonly clock: Clock; readonly log: Log },
  tenantId: string,
): Promise<void> {
  for (const directory of await deps.directories.all(tenantId)) {
    const connection = connectionOf(directory);
    if (!connection) continue;
    const { silent } = await answerOf(() => directory.ping());
    const { state, server, lastError, certificateExpiresAt } = connection.health();
    const fields = { directory: directory.id, state, server };
    if (silent) {
      deps.log.error({ ...fields, lastError }, 'a directory does not serve');
    } else if (
      certificateExpiresAt !== null &&
      certificateExpiresAt - deps.clock.now() < CERTIFICATE_WARNING_MS
    ) {
      deps.log.warn(
        { ...fields, certificateExpiresAt },
        'a directory’s certificate is about to end',
      );
    }
  }
}
