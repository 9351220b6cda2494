import { gatesRequired, type Policy } from '../../domain/policy/policy.ts';
import { goesByGroups } from '../../domain/policy/scope.ts';
import { decideEligibility, type Eligibility } from '../../domain/reset/eligibility.ts';
import { gatesOf, type PassedGate } from '../../domain/reset/gates.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { Method, MethodRegistry, Person } from '../../ports/method.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { NEVER } from '../../ports/storage/throttles.ts';
import { type Membership, rolesWithin } from '../access/roles-of.ts';
import type { Carriers, Reach } from '../carriers/carriers.ts';
import type { RegistrationReader } from '../registration/registration-reader.ts';
import type { Limiter } from '../throttle/limiter.ts';
import { blocksOf } from './method-blocks.ts';
import { enabledMethods, needsEarlierProof } from './offered-methods.ts';

/** What was decided about one person, with what it rests on. */
export interface PersonsEligibility extends Eligibility {
  readonly isAdministrator: boolean;
  /** Until when wrong answers keep the account from self-service, whatever it is asked by; null when they do not. */
  readonly blockedUntil: number | null;
  readonly person: Person;
  /** Ids of the methods they can be asked by now, in the registry's order. */
  readonly usableMethods: readonly string[];
}

export interface EligibilityReader {
  /**
   * Whether this person can reset now, decided on facts read at this moment.
   * @param passed what they proved in this reset: a pass or a last code is gone then, and counts all the same.
   */
  decide(
    stores: Stores,
    user: DirectoryUser,
    policy: Policy,
    passed?: readonly Pick<PassedGate, 'methodId'>[],
  ): Promise<PersonsEligibility>;
}

export function createEligibility(deps: {
  readonly directories: Directories;
  readonly methods: MethodRegistry;
  readonly registrations: RegistrationReader;
  readonly limiter: Limiter;
  readonly clock: Clock;
  /** What carriers could carry, as they are set up now. */
  readonly reach: Carriers['reach'];
}): EligibilityReader {
  return {
    async decide(stores, user, policy, passed = []) {
      const { tenantId, directoryId } = user.ref;
      const directory = await deps.directories.get(tenantId, directoryId);
      let asked: ReturnType<Membership> | null = null;
      const membership: Membership = () => (asked ??= directory.memberOf(user));
      const [memberOf, roles, freeze, registrations, reach] = await Promise.all([
        goesByGroups(policy.scope) ? membership() : [],
        rolesWithin(stores, user.ref, membership),
        stores.freezes.get(user.ref),
        deps.registrations.usable(stores, user.ref, deps.clock.now()),
        deps.reach(stores, tenantId),
      ]);
      const isAdministrator = roles.length > 0;
      const person: Person = { user, registrations };
      const enabled = enabledMethods(
        deps.methods,
        policy,
        isAdministrator ? 'administrator' : 'user',
      );
      const { accountUntil: blockedUntil, closed } = await blocksOf(
        deps.limiter,
        stores,
        user.ref,
        person,
        enabled,
      );
      const held = enabled.filter((method) => isHeld(method, person, policy, reach));
      const proved = new Set(passed.map(({ methodId }) => methodId));
      const usable = enabled.filter(
        (method) => proved.has(method.id) || (held.includes(method) && !closed.has(method.id)),
      );
      const gatesOfAll = (methods: readonly Method[]) =>
        gatesOf(methods, (method) => needsEarlierProof(method, policy));
      const required = gatesRequired(policy, isAdministrator);
      // What stands in their way is then the wrong answers, not what they have registered.
      const onlyBlocked = gatesOfAll(held) >= required && gatesOfAll(usable) < required;
      const decision = decideEligibility(policy, {
        enabled: user.enabled,
        account: user.account,
        memberOf,
        isAdministrator,
        frozen: freeze !== null,
        blockedUntil: blockedUntil ?? (onlyBlocked ? NEVER : null),
        usableMethods: usable.map((method) => ({
          id: method.id,
          methodClass: method.methodClass,
          fills: method.fills,
          needsAnother: needsEarlierProof(method, policy),
        })),
      });
      return {
        ...decision,
        isAdministrator,
        blockedUntil,
        person,
        usableMethods: usable.map(({ id }) => id),
      };
    },
  };
}

/**
 * Whether a person has what the method asks for, and a code could travel to them: none leaves for a country that nobody
 * allowed, or that no carrier serves.
 */
export function isHeld(method: Method, person: Person, policy: Policy, reach: Reach): boolean {
  if (method.kind === 'sent-code') {
    const destination = method.destinationOf(person);
    return destination !== null && reach(method.carrier, destination);
  }
  const settings = method.settings.safeParse(policy.methods[method.id]);
  return settings.success && method.usable(person, settings.data);
}
