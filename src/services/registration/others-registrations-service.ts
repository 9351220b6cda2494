import { authorize } from '../../domain/access/actor.ts';
import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import { registeredMailboxes } from '../../domain/registration/mailboxes.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories } from '../../ports/directory.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { type Caller, record, requireFreshProof } from '../access/caller.ts';
import { subjectOf } from '../audit/entries.ts';
import type { Notices } from '../notify/notices.ts';
import { readKnown, requireMayTouch } from '../people/managed.ts';
import type { RegistrationReader } from './registration-reader.ts';

/** What an administrator sees of it: that it is there, and never what answers it (RG-24, QN-17). */
export type SeenRegistration = Omit<Registration, 'data'>;

/** What other people registered, for whoever looks after their accounts. */
export interface OthersRegistrationsService {
  /** Throws `not-found` for nobody's reference. */
  list(caller: Caller, user: UserRef): Promise<readonly SeenRegistration[]>;
  /**
   * Takes one away, such as a lost phone's (R068); the person is told at every address. Throws `not-found`,
   * `forbidden` for what only a Global Administrator may touch, `reauthentication-required` and `conflict`.
   */
  remove(caller: Caller, user: UserRef, id: string): Promise<void>;
}

export function createOthersRegistrationsService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly registrations: RegistrationReader;
  readonly notices: Notices;
  readonly clock: Clock;
  readonly signal: JobSignal;
}): OthersRegistrationsService {
  const { storage, directories, registrations } = deps;
  return {
    async list({ actor }, ref) {
      authorize(actor, 'users.read');
      await readKnown(directories, ref);
      const all = await registrations.all(storage, ref);
      return all.map(({ data: _secret, ...seen }) => seen);
    },
    async remove(caller, ref, id) {
      authorize(caller.actor, 'methods.assign');
      const at = deps.clock.now();
      requireFreshProof(caller.actor, at);
      const user = await readKnown(directories, ref);
      await storage.transaction(async (stores) => {
        await requireMayTouch(stores, caller.actor, ref);
        const found = (await registrations.all(stores, ref)).find((one) => one.id === id);
        if (!found) throw new PosternError('not-found');
        // The addresses are read before it goes: one that is removed is told for the last time.
        await deps.notices.registrationChanged(stores, {
          user,
          change: 'removed',
          methodId: found.methodId,
          name: found.label,
          reference: found.id,
          at,
          askedFrom: caller.visitor.ip ?? '',
          locale: caller.visitor.locale,
          correlationId: null,
          alsoTo: registeredMailboxes([found]),
        });
        if (!(await stores.registrations.remove(ref, id, found.version))) {
          throw new PosternError('conflict');
        }
        await record(stores, caller, 'registration.removed', {
          at,
          subject: subjectOf(user),
          target: id,
          fields: { method: found.methodId, name: found.label },
        });
      });
      deps.signal.wake();
    },
  };
}
