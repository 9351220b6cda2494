import { canonicalIdentifier } from '../../domain/identifier.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { Caller } from '../access/caller.ts';

/** The one person of any directory that a file names; null for nobody, and for a name that two of them share. */
export async function personNamed(
  directories: Directories,
  tenantId: string,
  username: string,
): Promise<DirectoryUser | null> {
  const name = canonicalIdentifier(username);
  if (!name.ok) return null;
  const found = await Promise.all(
    (await directories.all(tenantId)).map((directory) => directory.find(name.canonical)),
  );
  const users = found.filter((user) => user !== null);
  return users.length === 1 ? (users[0] ?? null) : null;
}

/** What is given is a way into an account: into one with a role only for whoever may give roles (A130). */
export async function mayGiveTo(
  { roleAssignments }: Pick<Stores, 'roleAssignments'>,
  { actor }: Caller,
  { ref }: DirectoryUser,
): Promise<boolean> {
  return actor.permissions.has('roles.write') || (await roleAssignments.of(ref)).length === 0;
}
