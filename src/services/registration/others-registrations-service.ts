import { authorize } from '../../domain/access/actor.ts';
import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import { confirmationDue } from '../../domain/registration/asking.ts';
import { registeredMailboxes } from '../../domain/registration/mailboxes.ts';
import { type Caller, record, requireFreshProof } from '../access/caller.ts';
import { subjectOf } from '../audit/entries.ts';
import { rolesByGroup } from '../access/roles-of.ts';
import { readKnown, requireMayTouch } from '../people/managed.ts';
import { whatIsMissing } from './overview.ts';
import { type RegistrationDesk, standingOf } from './standing.ts';

/** What an administrator sees of it: that it is there, and never what answers it (RG-24, QN-17). */
export type SeenRegistration = Omit<Registration, 'data'>;

/** How far somebody has come with registering, for another sign-in page that asks before it lets them in. */
export interface RegistrationState {
  /** Registration is asked for at sign-in (RG-01). */
  readonly required: boolean;
  /** What they have is enough for a reset, once none of it is held back any more. */
  readonly complete: boolean;
  /** The fewest methods that would make it complete, the strongest first. */
  readonly missing: readonly string[];
  readonly confirmationDue: boolean;
  /** Epoch ms; null when they never said that everything is right. */
  readonly lastConfirmedAt: number | null;
}

/** What other people registered, for whoever looks after their accounts. */
export interface OthersRegistrationsService {
  /** Throws `not-found` for nobody's reference. */
  list(caller: Caller, user: UserRef): Promise<readonly SeenRegistration[]>;
  state(caller: Caller, user: UserRef): Promise<RegistrationState>;
  /**
   * Takes one away, such as a lost phone's (R068); the person is told at every address. Throws `not-found`,
   * `forbidden` for what only a Global Administrator may touch, `reauthentication-required` and `conflict`.
   */
  remove(caller: Caller, user: UserRef, id: string): Promise<void>;
}

export function createOthersRegistrationsService(
  deps: RegistrationDesk,
): OthersRegistrationsService {
  const { storage, directories, registrations } = deps;
  return {
    async list({ actor }, ref) {
      authorize(actor, 'users.read');
      await readKnown(directories, ref);
      const all = await registrations.all(storage, ref);
      return all.map(({ data: _secret, ...seen }) => seen);
    },
    async state({ actor }, ref) {
      authorize(actor, 'users.read');
      const user = await readKnown(directories, ref);
      const standing = await standingOf(deps, { user });
      const asked = await storage.registrationStates.get(ref);
      const { registration } = standing.policy;
      const lastConfirmedAt = asked?.lastConfirmedAt ?? null;
      return {
        required: registration.requiredAtSignIn,
        ...whatIsMissing(standing),
        confirmationDue: confirmationDue(registration, { lastConfirmedAt }, deps.clock.now()),
        lastConfirmedAt,
      };
    },
    async remove(caller, ref, id) {
      authorize(caller.actor, 'methods.assign');
      const at = deps.clock.now();
      requireFreshProof(caller.actor, at);
      const user = await readKnown(directories, ref);
      const byGroup = await rolesByGroup(directories, storage, ref);
      await storage.transaction(async (stores) => {
        await requireMayTouch(stores, caller.actor, ref, byGroup);
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
