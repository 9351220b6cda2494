import { authorize } from '../../domain/access/actor.ts';
import type { Role } from '../../domain/access/permissions.ts';
import { userKey } from '../../domain/identity.ts';
import { gatesRequired } from '../../domain/policy/policy.ts';
import type { IneligibilityReason } from '../../domain/reset/eligibility.ts';
import { gatesOf } from '../../domain/reset/gates.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { MethodRegistry } from '../../ports/method.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { RoleAssignment } from '../../ports/storage/role-assignments.ts';
import type { Caller } from '../access/caller.ts';
import type { Carriers } from '../carriers/carriers.ts';
import { readUser } from '../people/read-user.ts';
import { type EligibilityReader, isHeld } from '../reset/eligibility-facts.ts';
import { needsEarlierProof } from '../reset/offered-methods.ts';
import type { PolicyReader } from './policy-reader.ts';

/** One person whom the administrators' own rule governs, with the evidence. */
export interface GovernedAdministratorDetail {
  readonly user: DirectoryUser;
  readonly roles: readonly { readonly role: Role; readonly assignedAt: number }[];
  /** Of what the rule allows, in the registry's order. */
  readonly methods: readonly { readonly id: string; readonly held: boolean }[];
  readonly gatesRequired: number;
  readonly gatesFillable: number;
  readonly ready: boolean;
  readonly reason: IneligibilityReason | null;
}

export interface AdministratorsDetail {
  /** By username; somebody who is gone from their directory is left out. */
  readonly items: readonly GovernedAdministratorDetail[];
  readonly breakGlassCodes: number;
}

export interface AdministratorsService {
  /** Who counts as an administrator, and why: whoever holds a role (AD-12). */
  list(caller: Caller): Promise<AdministratorsDetail>;
}

export function createAdministratorsService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly policies: PolicyReader;
  readonly methods: MethodRegistry;
  readonly eligibility: EligibilityReader;
  /** What carriers could carry, as they are set up now. */
  readonly reach: Carriers['reach'];
}): AdministratorsService {
  const { storage, directories } = deps;
  return {
    async list({ actor }) {
      authorize(actor, 'policy.read');
      const { tenantId } = actor;
      const { policy } = await deps.policies.current(storage, tenantId);
      const allowed = [...deps.methods.values()].filter(({ id }) =>
        policy.administrators.methods.includes(id),
      );
      const reach = await deps.reach(storage, tenantId);
      const people = byPerson(await storage.roleAssignments.list(tenantId));
      const items = await Promise.all(
        people.map(async (held): Promise<GovernedAdministratorDetail[]> => {
          const [first] = held;
          const user = first ? await readUser(directories, first.user) : null;
          if (!user) return [];
          const { person, eligible, reason } = await deps.eligibility.decide(storage, user, policy);
          const usable = allowed.filter((method) => isHeld(method, person, policy, reach));
          return [
            {
              user,
              roles: held.map(({ role, assignedAt }) => ({ role, assignedAt })),
              methods: allowed.map((method) => ({ id: method.id, held: usable.includes(method) })),
              gatesRequired: gatesRequired(policy, true),
              gatesFillable: gatesOf(usable, (method) => needsEarlierProof(method, policy)),
              ready: eligible,
              reason,
            },
          ];
        }),
      );
      return {
        items: items.flat().toSorted((a, b) => a.user.username.localeCompare(b.user.username)),
        breakGlassCodes: await storage.breakGlassCodes.countSealed(tenantId),
      };
    },
  };
}

/** Roles come oldest first, and stay in that order. */
function byPerson(assignments: readonly RoleAssignment[]): RoleAssignment[][] {
  const people = new Map<string, RoleAssignment[]>();
  for (const assignment of assignments) {
    const key = userKey(assignment.user);
    people.set(key, [...(people.get(key) ?? []), assignment]);
  }
  return [...people.values()];
}
