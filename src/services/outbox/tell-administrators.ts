import { sameUser } from '../../domain/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories } from '../../ports/directory.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Log } from '../../ports/log.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { KEPT_ROLE } from '../access/last-administrator.ts';
import { roleHolders } from '../access/role-holders.ts';
import { answerOf } from '../directory/find-person.ts';
import { addressesOf, type Notices } from '../notify/notices.ts';
import { readUser } from '../people/read-user.ts';
import type { JobHandler } from './handlers.ts';
import { readTellAdministrators } from './jobs.ts';

/** Queues an alert to every address of every enabled administrator, in their own language. */
export function createTellAdministrators(desk: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly notices: Notices;
  readonly signal: JobSignal;
}): JobHandler {
  return async (job) => {
    const { params, everyRole, except, locale, correlationId } = readTellAdministrators(
      desk.vault,
      job,
    );
    const holders = await roleHolders(
      desk,
      job.tenantId,
      (role) => everyRole || role === KEPT_ROLE,
    );
    const told = holders.people.filter((user) => except === null || !sameUser(user, except));
    const answers = await Promise.all(
      told.map((user) => answerOf(() => readUser(desk.directories, user))),
    );
    const silent = answers.filter((answer) => answer.silent).length;
    const { unread, cut } = holders;
    const administrators = answers.flatMap((answer) =>
      !answer.silent && answer.value?.enabled === true ? [answer.value] : [],
    );
    // One silent directory keeps the others from nothing; while nobody can be told, it is tried again.
    const isHeardLater = silent + unread > 0 && administrators.length === 0;
    if (isHeardLater) return { result: 'retry', reason: 'unavailable' };
    if (silent + unread + cut > 0)
      desk.log.error({ job: job.id, silent, unread, cut }, 'administrators could not be told');
    return {
      result: 'done',
      settle: async (stores) => {
        for (const administrator of administrators) {
          for (const to of addressesOf(administrator)) {
            await desk.notices.message(stores, {
              kind: 'administrators-alert',
              params,
              user: administrator,
              to,
              locale: administrator.locale ?? locale,
              at: desk.clock.now(),
              correlationId,
            });
          }
        }
      },
      afterwards: () => desk.signal.wake(),
    };
  };
}
