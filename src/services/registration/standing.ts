import { PosternError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import { heldUntil } from '../../domain/registration/asking.ts';
import { rankOf } from '../../domain/registration/completeness.ts';
import type { Method, Person } from '../../ports/method.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { SignedInUser } from '../access/access-service.ts';
import type { Reach } from '../carriers/carriers.ts';
import type { PersonsEligibility } from '../reset/eligibility-facts.ts';
import { enabledMethods } from '../reset/offered-methods.ts';
import type { ResolveDesk } from '../reset/resolve.ts';
import { hasRunOut } from './registration-reader.ts';
import { vouchers } from './vouchers.ts';

/** What the use cases of this folder work with: what a reset works with. */
export type RegistrationDesk = ResolveDesk;

/** Somebody with a method they can use proves again who they are for every change (RG-21, spec §5.4). */
const FRESH_PROOF_MS = 5 * 60 * 1000;
/** How long somebody without one may register after they signed in (RG-20). */
const REGISTRATION_SESSION_MS = 15 * 60 * 1000;

/** How one person stands, read at this moment. */
export interface Standing {
  readonly policy: Policy;
  readonly eligibility: PersonsEligibility;
  /** With everything they registered, held back or not, that has not run out. */
  readonly person: Person;
  /** Until when nothing of theirs may be changed because their password was reset; null when nothing keeps them. */
  readonly heldUntil: number | null;
  /** The methods the policy lets this person use, whoever rules them, in the registry's order. */
  readonly offered: readonly Method[];
  /** What carriers could carry. */
  readonly reach: Reach;
}

export async function standingOf(
  desk: RegistrationDesk,
  { user }: Pick<SignedInUser, 'user'>,
  stores: Stores = desk.storage,
): Promise<Standing> {
  const { policy } = await desk.policies.current(stores, user.ref.tenantId);
  const eligibility = await desk.eligibility.decide(stores, user, policy);
  const registrations = await desk.registrations.all(stores, user.ref);
  const now = desk.clock.now();
  const resetAt = await stores.writebacks.lastResetAt(user.ref);
  return {
    policy,
    heldUntil: heldUntil(policy.registration, resetAt, now),
    eligibility,
    person: { user, registrations: registrations.filter((one) => !hasRunOut(one, now)) },
    reach: await desk.reach(stores, user.ref.tenantId),
    offered: enabledMethods(
      desk.methods,
      policy,
      eligibility.isAdministrator ? 'administrator' : 'user',
    ),
  };
}

/** Whether who they are has to be proved again before anything is changed. */
export function mustProve(standing: Standing, signedIn: SignedInUser, now: number): boolean {
  const { usableMethods } = standing.eligibility;
  const passwordAt = mustVouch(standing, signedIn) ? 0 : signedIn.authenticatedAt;
  const provedAt = Math.max(passwordAt, signedIn.vouchedAt ?? 0);
  const within = usableMethods.length > 0 ? FRESH_PROOF_MS : REGISTRATION_SESSION_MS;
  return now - provedAt > within;
}

/** Another page's word for the password is not enough where a method of theirs can vouch. */
export function mustVouch(
  standing: Standing,
  { handOverId }: Pick<SignedInUser, 'handOverId'>,
): boolean {
  return handOverId !== null && vouchers(standing).length > 0;
}

export function isFrozen({ eligibility }: Standing): boolean {
  return eligibility.rules.some(({ rule, passed }) => rule === 'freeze' && !passed);
}

/** Whether the policy wants anything of this person at all. */
export function isGoverned({ eligibility }: Standing): boolean {
  return holds(eligibility, 'scope') && mayUseSelfService({ eligibility });
}

/** Whether they could use self-service if the policy let them: neither disabled nor frozen. */
export function mayUseSelfService({ eligibility }: Pick<Standing, 'eligibility'>): boolean {
  return holds(eligibility, 'account') && holds(eligibility, 'freeze');
}

function holds({ rules }: PersonsEligibility, name: string): boolean {
  return rules.every(({ rule, passed }) => passed || rule !== name);
}

/**
 * Throws `not-offered` where self-service is off for the account, `methods-held` for a while after a reset, and
 * `reauthentication-required` after too long.
 */
export function requireMayChange(
  desk: RegistrationDesk,
  standing: Standing,
  signedIn: SignedInUser,
): void {
  requireUnheld(standing);
  if (mustProve(standing, signedIn, desk.clock.now())) {
    throw new PosternError('reauthentication-required');
  }
}

/** The part of {@link requireMayChange} that no proof changes. */
export function requireUnheld(standing: Standing): void {
  if (isFrozen(standing)) throw new PosternError('not-offered');
  if (standing.heldUntil !== null) throw new PosternError('methods-held');
}

/** Methods that can still be registered, the strongest first. A set of codes or of questions can be made anew. */
export function addableMethods(standing: Standing): Method[] {
  const { offered, policy, person } = standing;
  return offered
    .filter((method) => {
      const settings = method.settings.safeParse(policy.methods[method.id]);
      if (method.enrolment === null || !settings.success) return false;
      const { page } = method.enrolment;
      const isSet = page === 'codes' || page === 'questions';
      return isSet || countOf(person, method.id) < method.enrolment.max(settings.data);
    })
    .toSorted((a, b) => rankOf(a.id) - rankOf(b.id));
}

export function countOf(
  { registrations }: Pick<Person, 'registrations'>,
  methodId: string,
): number {
  return registrations.filter((one) => one.methodId === methodId).length;
}

/** The one of theirs by that id; throws `not-found`. */
export function ownRegistration({ person }: Standing, id: string): Registration {
  const found = person.registrations.find((one) => one.id === id);
  if (!found) throw new PosternError('not-found');
  return found;
}
