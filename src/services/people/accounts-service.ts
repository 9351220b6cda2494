import { authorize } from '../../domain/access/actor.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories } from '../../ports/directory.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { type Caller, record } from '../access/caller.ts';
import { subjectOf } from '../audit/entries.ts';
import { endEverythingOf } from '../writeback/writeback.ts';
import { rolesByGroup } from '../access/roles-of.ts';
import { readKnown, requireMayTouch } from './managed.ts';

/** What a helpdesk does with an account, without ever touching its password. Throws `not-found`, `forbidden`. */
export interface AccountsService {
  /** Switches self-service off and ends what is under way; freezing twice is fine. */
  freeze(caller: Caller, user: UserRef): Promise<void>;
  /** Lets the person use self-service again; one who is not frozen is fine. */
  unfreeze(caller: Caller, user: UserRef): Promise<void>;
  /** Ends every sign-in session and every open reset of a person. */
  endSessions(caller: Caller, user: UserRef): Promise<void>;
}

export function createAccountsService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly clock: Clock;
}): AccountsService {
  const { storage, directories, clock } = deps;
  return {
    async freeze(caller, ref) {
      authorize(caller.actor, 'users.unfreeze');
      const user = await readKnown(directories, ref);
      const byGroup = await rolesByGroup(directories, storage, ref);
      await storage.transaction(async (stores) => {
        await requireMayTouch(stores, caller.actor, ref, byGroup);
        const at = clock.now();
        const reason = 'administrator';
        if (!(await stores.freezes.freeze({ user: ref, reason, frozenAt: at }))) return;
        await endEverythingOf(stores, ref, null, at);
        await record(stores, caller, 'user.frozen', {
          at,
          subject: subjectOf(user),
          fields: { reason },
        });
      });
    },

    async unfreeze(caller, ref) {
      authorize(caller.actor, 'users.unfreeze');
      const user = await readKnown(directories, ref);
      const byGroup = await rolesByGroup(directories, storage, ref);
      await storage.transaction(async (stores) => {
        await requireMayTouch(stores, caller.actor, ref, byGroup);
        if (!(await stores.freezes.lift(ref))) return;
        await record(stores, caller, 'user.unfrozen', {
          at: clock.now(),
          subject: subjectOf(user),
          fields: { reason: 'administrator' },
        });
      });
    },

    async endSessions(caller, ref) {
      authorize(caller.actor, 'users.unfreeze');
      const user = await readKnown(directories, ref);
      const byGroup = await rolesByGroup(directories, storage, ref);
      await storage.transaction(async (stores) => {
        await requireMayTouch(stores, caller.actor, ref, byGroup);
        const at = clock.now();
        const sessions = await stores.signInSessions.endAllOf(ref);
        const resets = await stores.resetSessions.endOpenOf(ref, null, at);
        if (sessions + resets === 0) return;
        await record(stores, caller, 'sign-in.ended', {
          at,
          subject: subjectOf(user),
          fields: { reason: 'administrator', sessions: sessions + resets },
        });
      });
    },
  };
}
