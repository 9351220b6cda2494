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
import { readDirectories } from '../directory/directories-document.ts';
import { answerOf } from '../directory/find-person.ts';
import { within } from '../directory/within.ts';
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

/** Members are counted, directly or through groups; null where the directory does not say in time. */
export interface AdministratorGroupDetail {
  readonly directoryId: string;
  readonly directory: string;
  readonly anchor: string;
  readonly name: string | null;
  readonly role: Role;
  readonly members: number | null;
}

export interface AdministratorsDetail {
  /** By username; somebody who is gone from their directory is left out. */
  readonly items: readonly GovernedAdministratorDetail[];
  /** Groups of connected directories that give a role. */
  readonly groups: readonly AdministratorGroupDetail[];
  /** People with a role whose directory does not answer now. */
  readonly unread: number;
  readonly breakGlassCodes: number;
}

export interface AdministratorsService {
  /** Who counts as an administrator, and why: whoever holds a role, or is in a group that gives one (AD-12). */
  list(caller: Caller): Promise<AdministratorsDetail>;
}

const COUNTED_WITHIN_MS = 1500;

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

  async function groupsWithRoles(tenantId: string): Promise<AdministratorGroupDetail[]> {
    const [{ directories: stored }, open] = await Promise.all([
      readDirectories(storage, tenantId),
      directories.all(tenantId),
    ]);
    const mapped = stored.flatMap((one) => one.groupRoles.map((given) => ({ one, ...given })));
    return Promise.all(
      mapped.map(async ({ one: { id, name }, group: anchor, role }) => {
        const directory = open.find((each) => each.id === id);
        const found = directory && (await answerOf(() => directory.readGroup(anchor)));
        const group = found && !found.silent ? found.value : null;
        const members =
          directory && group
            ? await within(COUNTED_WITHIN_MS, () => directory.countMembers([group.ref]))
            : null;
        return {
          directoryId: id,
          directory: name,
          anchor,
          name: group?.name ?? null,
          role,
          members,
        };
      }),
    );
  }

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
      let unread = 0;
      const items = await Promise.all(
        people.map(async (held): Promise<GovernedAdministratorDetail[]> => {
          const [first] = held;
          const answer = await answerOf(async () =>
            first ? readUser(directories, first.user) : null,
          );
          if (answer.silent) unread += 1;
          const user = answer.silent ? null : answer.value;
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
        groups: await groupsWithRoles(tenantId),
        unread,
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
