import { maySkip, confirmationDue } from '../../domain/registration/asking.ts';
import { TEMPORARY_PASS } from '../../domain/registration/temporary-pass.ts';
import type { SignedInUser } from '../access/access-service.ts';
import { entry, subjectOf, userActor } from '../audit/entries.ts';
import type { Visitor } from '../visitor.ts';
import { whatIsMissing } from './overview.ts';
import type { Guidance } from './registration-service.ts';
import {
  isGoverned,
  type RegistrationDesk,
  requireMayChange,
  type Standing,
  standingOf,
} from './standing.ts';

/** The person says that everything is right; what an administrator registered for them is then theirs (RG-23). */
export async function confirm(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
): Promise<void> {
  requireMayChange(desk, await standingOf(desk, signedIn), signedIn);
  const { user } = signedIn;
  const now = desk.clock.now();
  await desk.storage.transaction(async (stores) => {
    await stores.registrationStates.confirmed(user.ref, now);
    for (const row of await stores.registrations.of(user.ref)) {
      await stores.registrations.replace(row.version, { ...row, confirmedAt: now });
    }
    await stores.audit.append(
      user.ref.tenantId,
      entry('registration.confirmed', {
        at: now,
        actor: userActor(user),
        subject: subjectOf(user),
        correlationId: signedIn.sessionId,
        visitor,
      }),
    );
  });
}

/** What a sign-in has to ask for (RG-01, RG-06); notes when it was first asked, from which on the days are counted. */
export async function guidance(
  desk: RegistrationDesk,
  signedIn: SignedInUser,
): Promise<Guidance | null> {
  const standing = await standingOf(desk, signedIn);
  const { registration } = standing.policy;
  const { registrationStates } = desk.storage;
  const { ref } = signedIn.user;
  const now = desk.clock.now();
  if (!registration.requiredAtSignIn || !isGoverned(standing)) return null;
  // Nobody is asked for what they may not do until the hold after a reset is over.
  if (standing.heldUntil !== null) return null;
  const { complete, missing } = whatIsMissing(standing);
  if (complete) {
    await registrationStates.settled(ref);
    const state = await registrationStates.begun(ref, now);
    const due = confirmationDue(registration, state, now) || hasUnseen(standing);
    return due ? { wants: 'confirmation' } : null;
  }
  const state = await registrationStates.asked(ref, now);
  return {
    wants: 'registration',
    missing,
    // Nobody is held up by what they cannot do.
    maySkip: missing.length === 0 || maySkip(registration, state, now),
    skipsLeft: Math.max(0, registration.skipsAllowed - state.skips),
  };
}

/** What somebody else registered for them is shown to them once before it is theirs alone (RG-23). */
function hasUnseen({ person }: Standing): boolean {
  return person.registrations.some(
    ({ methodId, source, confirmedAt }) =>
      source !== 'user' && confirmedAt === null && methodId !== TEMPORARY_PASS,
  );
}

/** Puts off what is missing, if that is still allowed. */
export async function putOff(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
): Promise<boolean> {
  const wanted = await guidance(desk, signedIn);
  if (wanted?.wants !== 'registration') return true;
  if (!wanted.maySkip) return false;
  const { user } = signedIn;
  const { policy } = await desk.policies.current(desk.storage, user.ref.tenantId);
  return desk.storage.transaction(async (stores) => {
    // Where nothing could be registered anyway, putting it off costs none of the times that are allowed.
    if (wanted.missing.length > 0) {
      const counted = await stores.registrationStates.skip(
        user.ref,
        policy.registration.skipsAllowed,
      );
      if (counted === null) return false;
    }
    await stores.audit.append(
      user.ref.tenantId,
      entry('registration.put-off', {
        at: desk.clock.now(),
        actor: userActor(user),
        subject: subjectOf(user),
        correlationId: signedIn.sessionId,
        visitor,
      }),
    );
    return true;
  });
}
