import { type Actor, authorize } from '../../domain/access/actor.ts';
import type { Role } from '../../domain/access/permissions.ts';
import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { ManagedDirectories, ManagedDirectory } from '../../ports/managed-directory.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { readUser } from './read-user.ts';

/**
 * The directory that Postern itself writes. Throws `not-found` for one that is unknown and `method-not-allowed`
 * for one that is kept elsewhere.
 */
export async function writable(
  deps: { readonly directories: Directories; readonly managed: ManagedDirectories },
  tenantId: string,
  directoryId: string,
): Promise<ManagedDirectory> {
  const managed = deps.managed.of(tenantId);
  if (managed.id === directoryId) return managed;
  await deps.directories.get(tenantId, directoryId);
  throw new PosternError('method-not-allowed');
}

/** Throws `not-found`. */
export async function readKnown(directories: Directories, ref: UserRef): Promise<DirectoryUser> {
  const user = await readUser(directories, ref);
  if (!user) throw new PosternError('not-found');
  return user;
}

/**
 * Whoever may change people but give no roles must not reach one through the account of somebody who holds
 * one: by its mail address, or by letting it reset again (A130). Throws `forbidden`.
 *
 * @param byGroup the roles that groups of their directory give, which no transaction can read.
 */
export async function requireMayTouch(
  stores: Stores,
  actor: Actor,
  user: UserRef,
  byGroup: readonly Role[],
): Promise<void> {
  const held = await stores.roleAssignments.of(user);
  if (held.length + byGroup.length > 0) authorize(actor, 'roles.write');
}
