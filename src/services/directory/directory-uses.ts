import type { Role } from '../../domain/access/permissions.ts';
import type { FieldFault } from '../../domain/errors.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';

/** What would point to nothing without a directory. */
export interface DirectoryUses {
  /** Anchors of groups that the policy's scope names. */
  readonly groups: readonly string[];
  readonly roles: readonly { readonly anchor: string; readonly role: Role }[];
  /** What its people registered, all methods together. */
  readonly registrations: number;
}

export async function usesOf(
  stores: Stores,
  policies: PolicyReader,
  tenantId: string,
  directoryId: string,
): Promise<DirectoryUses> {
  const [{ policy }, assignments, registrations] = await Promise.all([
    policies.current(stores, tenantId),
    stores.roleAssignments.list(tenantId),
    stores.registrations.countIn(tenantId, directoryId),
  ]);
  const named = [...policy.scope.includeGroups, ...policy.scope.excludeGroups];
  return {
    groups: [
      ...new Set(
        named.filter((one) => one.directoryId === directoryId).map(({ anchor }) => anchor),
      ),
    ],
    roles: assignments
      .filter(({ user }) => user.directoryId === directoryId)
      .map(({ user, role }) => ({ anchor: user.anchor, role })),
    registrations,
  };
}

/**
 * What stands in the way of a removal. An exclusion that vanishes with its directory lets nobody in by itself, but
 * whoever reads the policy would no longer see whom it was about; roles and groups are taken out first, by hand.
 */
export function usesInTheWay(uses: DirectoryUses, removeRegistrations: boolean): FieldFault[] {
  const counted: readonly (readonly [string, number])[] = [
    ['groups', uses.groups.length],
    ['roles', uses.roles.length],
    ['registrations', removeRegistrations ? 0 : uses.registrations],
  ];
  return counted
    .filter(([, count]) => count > 0)
    .map(([path, count]) => ({ path, code: 'still-used', params: { count } }));
}
