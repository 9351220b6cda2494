import { canonicalIdentifier } from '../../domain/identifier.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { Caller } from '../access/caller.ts';
import { rolesOf } from '../access/roles-of.ts';
import { findPerson } from '../directory/find-person.ts';

/** The one person of any directory that a file names; null for nobody, and for a name that two of them share. */
export async function personNamed(
  directories: Directories,
  tenantId: string,
  username: string,
): Promise<DirectoryUser | null> {
  const name = canonicalIdentifier(username);
  if (!name.ok) return null;
  return findPerson(directories, tenantId, name.canonical);
}

/** What is given is a way into an account: into one with a role only for whoever may give roles (A130). */
export async function mayGiveTo(
  { directories, storage }: { readonly directories: Directories; readonly storage: Stores },
  { actor }: Caller,
  { ref }: DirectoryUser,
): Promise<boolean> {
  return (
    actor.permissions.has('roles.write') || (await rolesOf(directories, storage, ref)).length === 0
  );
}
