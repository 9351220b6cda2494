import type { GroupRef } from '../../domain/identity.ts';
import type { Scope } from '../../domain/policy/policy.ts';
import type { Directory } from '../../ports/directory.ts';

/** How many persons there are, and how many of them a scope names. */
export interface Affected {
  readonly users: number;
  readonly inScope: (scope: Scope) => Promise<number>;
}

/**
 * Counts persons, not memberships: a member of two included groups is one, and a member of an excluded
 * group is none. Exact for every directory whose `countMembers` is.
 */
export async function affectedIn(directories: readonly Directory[]): Promise<Affected> {
  const users = sum(await Promise.all(directories.map((directory) => directory.countUsers())));
  return {
    users,
    inScope: async (scope) =>
      sum(await Promise.all(directories.map((directory) => inScopeOf(directory, scope)))),
  };
}

async function inScopeOf(directory: Directory, scope: Scope): Promise<number> {
  const own = (groups: readonly GroupRef[]) =>
    groups.filter(({ directoryId }) => directoryId === directory.id);
  const excluded = own(scope.excludeGroups);
  switch (scope.mode) {
    case 'none':
      return 0;
    case 'all': {
      const [all, out] = await Promise.all([directory.countUsers(), count(directory, excluded)]);
      return all - out;
    }
    case 'selected': {
      // Members of included groups who are in no excluded one: |I ∪ E| − |E|.
      const included = own(scope.includeGroups);
      const [either, out] = await Promise.all([
        count(directory, [...included, ...excluded]),
        count(directory, excluded),
      ]);
      return either - out;
    }
  }
}

function count(directory: Directory, groups: readonly GroupRef[]): Promise<number> {
  return groups.length === 0 ? Promise.resolve(0) : directory.countMembers(groups);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
