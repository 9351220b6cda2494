import { maskDestination } from '../../domain/mask.ts';
import { completeness, type OfferedMethod } from '../../domain/registration/completeness.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import type { Method } from '../../ports/method.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { SignedInUser } from '../access/access-service.ts';
import { isHeld } from '../reset/eligibility-facts.ts';
import { needsEarlierProof } from '../reset/offered-methods.ts';
import type {
  AddableMethod,
  OrganisationContact,
  RegisteredMethod,
  RegistrationOverview,
} from './registration-service.ts';
import {
  addableMethods,
  isFrozen,
  mustProve,
  mustVouch,
  type RegistrationDesk,
  type Standing,
  standingOf,
} from './standing.ts';
import { vouchers } from './vouchers.ts';

/** Everything a person may know of how they get back in. */
export async function overview(
  desk: RegistrationDesk,
  signedIn: SignedInUser,
): Promise<RegistrationOverview> {
  const standing = await standingOf(desk, signedIn);
  const state = await desk.storage.registrationStates.get(signedIn.user.ref);
  const { registration } = standing.policy;
  const hasVouched = signedIn.vouchedAt !== null;
  return {
    registered: standing.person.registrations.map((one) => registeredOf(desk, standing, one)),
    contacts: contactsOf(signedIn.user),
    addable: addableMethods(standing).flatMap(addableOf),
    ...whatIsMissing(standing),
    lastConfirmedAt: state?.lastConfirmedAt ?? null,
    holdHours: hasVouched ? 0 : registration.holdHours,
    mayVouch: !hasVouched && registration.holdHours > 0 && vouchers(standing).length > 0,
    mustProve: mustProve(standing, signedIn, desk.clock.now()),
    mustVouch: mustVouch(standing, signedIn),
    isFrozen: isFrozen(standing),
    heldUntil: standing.heldUntil,
  };
}

export function addableOf({ id, enrolment }: Method): AddableMethod[] {
  return enrolment === null ? [] : [{ methodId: id, page: enrolment.page }];
}

/** By the rule that holds for this person; what is held back counts as theirs already. */
export function whatIsMissing(standing: Standing): ReturnType<typeof completeness> {
  const { eligibility, offered, person, policy, reach } = standing;
  const addable = new Set(addableMethods(standing).map(({ id }) => id));
  const methods = offered.map(
    (method): OfferedMethod => ({
      id: method.id,
      methodClass: method.methodClass,
      fills: method.fills,
      needsAnother: needsEarlierProof(method, policy),
      has: isHeld(method, person, policy, reach),
      registrable: addable.has(method.id),
    }),
  );
  return completeness(eligibility.gatesRequired, methods);
}

function registeredOf(
  desk: RegistrationDesk,
  { offered, person }: Standing,
  registration: Registration,
): RegisteredMethod {
  const { id, methodId, label, source, isDefault, usableFrom, createdAt, lastUsedAt } =
    registration;
  const method = desk.methods.get(methodId);
  const sentTo =
    method?.kind === 'sent-code'
      ? method.destinationOf({ user: nameOnly(person.user), registrations: [registration] })
      : null;
  const destination = sentTo === null ? null : maskDestination(sentTo);
  const left = registration.data['left'];
  return {
    id,
    methodId,
    label,
    destination: destination === label ? null : destination,
    source,
    isDefault,
    enabled: offered.some((one) => one.id === methodId),
    usableFrom,
    createdAt,
    lastUsedAt,
    left: typeof left === 'number' ? left : null,
  };
}

/** So that a method answers for a registration alone, and not for what the directory knows. */
function nameOnly(user: DirectoryUser): DirectoryUser {
  return { ...user, mail: null, alternateMail: null, mobile: null, officePhone: null };
}

const contactKinds = ['mail', 'alternateMail', 'mobile', 'officePhone'] as const;

function contactsOf(user: DirectoryUser): OrganisationContact[] {
  return contactKinds.flatMap((kind) => {
    const value = user[kind]?.trim() ?? '';
    return value === '' ? [] : [{ kind, value: maskDestination(value) }];
  });
}
