import type { Role } from '../../domain/access/permissions.ts';
import type { GroupRef, UserRef } from '../../domain/identity.ts';
import type { Directories } from '../../ports/directory.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { type GroupRole, readDirectories } from '../directory/directories-document.ts';

type Read = Pick<Stores, 'roleAssignments' | 'settings'>;

/** Every group somebody is in. It is asked of a directory, and only where a group could decide something. */
export type Membership = () => Promise<readonly GroupRef[]>;

/**
 * Which roles somebody holds: those they were given, and those of the groups they are in now. What comes by a group is
 * read from the directory at each question, so that leaving the group ends it. Not for use in a transaction, where no
 * directory is asked. Throws `unavailable` when groups decide and the directory does not answer.
 */
export function rolesOf(
  directories: Directories,
  stores: Read,
  user: UserRef,
): Promise<readonly Role[]> {
  return rolesWithin(stores, user, membershipOf(directories, user));
}

/** The same for somebody whose groups are asked for elsewhere as well. */
export async function rolesWithin(
  stores: Read,
  user: UserRef,
  memberOf: Membership,
): Promise<readonly Role[]> {
  const [assigned, grouped] = await Promise.all([
    stores.roleAssignments.of(user),
    rolesOfGroups(stores, user, memberOf),
  ]);
  return [...new Set([...assigned, ...grouped])];
}

/** Those that come by groups alone: to be read before a transaction that reads the others. */
export function rolesByGroup(
  directories: Directories,
  stores: Pick<Read, 'settings'>,
  user: UserRef,
): Promise<readonly Role[]> {
  return rolesOfGroups(stores, user, membershipOf(directories, user));
}

function membershipOf(directories: Directories, user: UserRef): Membership {
  return async () => (await directories.get(user.tenantId, user.directoryId)).memberOf(user.anchor);
}

async function rolesOfGroups(
  stores: Pick<Read, 'settings'>,
  user: UserRef,
  memberOf: Membership,
): Promise<readonly Role[]> {
  const mapped = await mappedBy(stores, user);
  if (mapped.length === 0) return [];
  const anchors = new Set((await memberOf()).map(({ anchor }) => anchor));
  return mapped.filter(({ group }) => anchors.has(group)).map(({ role }) => role);
}

async function mappedBy(
  stores: Pick<Read, 'settings'>,
  user: UserRef,
): Promise<readonly GroupRole[]> {
  const { directories } = await readDirectories(stores, user.tenantId);
  const stored = directories.find(({ id, enabled }) => enabled && id === user.directoryId);
  return stored?.groupRoles ?? [];
}
