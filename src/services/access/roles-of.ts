import type { Role } from '../../domain/access/permissions.ts';
import type { GroupRef, UserRef } from '../../domain/identity.ts';
import type { Directories } from '../../ports/directory.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { type GroupRole, readDirectories } from '../directory/directories-document.ts';

type Read = Pick<Stores, 'roleAssignments' | 'settings'>;

/**
 * Which roles somebody holds: those they were given, and those of the groups they are in now. What comes by a group is
 * read from the directory at each question, so that leaving the group ends it. Not for use in a transaction, where no
 * directory is asked. Throws `unavailable` when groups decide and the directory does not answer.
 */
export async function rolesOf(
  directories: Directories,
  stores: Read,
  user: UserRef,
): Promise<readonly Role[]> {
  const [assigned, grouped] = await Promise.all([
    stores.roleAssignments.of(user),
    rolesByGroup(directories, stores, user),
  ]);
  return each(assigned, grouped);
}

/** The same for somebody whose groups are known already. */
export async function rolesWithin(
  stores: Read,
  user: UserRef,
  memberOf: readonly GroupRef[],
): Promise<readonly Role[]> {
  const [assigned, mapped] = await Promise.all([
    stores.roleAssignments.of(user),
    mappedBy(stores, user),
  ]);
  return each(assigned, rolesOfGroups(mapped, memberOf));
}

/** Those that come by groups alone: to be read before a transaction that reads the others. */
export async function rolesByGroup(
  directories: Directories,
  stores: Pick<Read, 'settings'>,
  user: UserRef,
): Promise<readonly Role[]> {
  const mapped = await mappedBy(stores, user);
  if (mapped.length === 0) return [];
  const directory = await directories.get(user.tenantId, user.directoryId);
  return rolesOfGroups(mapped, await directory.memberOf(user.anchor));
}

async function mappedBy(
  stores: Pick<Read, 'settings'>,
  user: UserRef,
): Promise<readonly GroupRole[]> {
  const { directories } = await readDirectories(stores, user.tenantId);
  const stored = directories.find(({ id, enabled }) => enabled && id === user.directoryId);
  return stored?.groupRoles ?? [];
}

function rolesOfGroups(
  mapped: readonly GroupRole[],
  memberOf: readonly GroupRef[],
): readonly Role[] {
  const anchors = new Set(memberOf.map(({ anchor }) => anchor));
  return mapped.filter(({ group }) => anchors.has(group)).map(({ role }) => role);
}

function each(assigned: readonly Role[], grouped: readonly Role[]): readonly Role[] {
  return [...new Set([...assigned, ...grouped])];
}
