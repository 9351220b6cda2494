import type { Role } from '../../domain/access/permissions.ts';
import { PosternError } from '../../domain/errors.ts';
import { sameUser, type UserRef } from '../../domain/identity.ts';
import type { ManagedDirectory } from '../../ports/managed-directory.ts';
import type { Stores } from '../../ports/storage/index.ts';

/** The role somebody must always hold. */
export const KEPT_ROLE: Role = 'global-administrator';

/**
 * Throws `last-administrator` unless somebody whom Postern itself keeps, and who can sign in, keeps the role without
 * these people: whoever is kept in a connected directory cannot set it right again when that cannot be reached. Run it in
 * the transaction that takes the role, the account or its being enabled away, after its audit event: appending
 * waits for every other act of the tenant to end, so what is read here is how things stand then.
 */
export async function requireOtherAdministrator(
  stores: Stores,
  managed: ManagedDirectory,
  without: readonly UserRef[],
): Promise<void> {
  const { tenantId } = managed;
  const held = await stores.roleAssignments.list(tenantId);
  const others = held
    .filter(({ role, user }) => role === KEPT_ROLE && !without.some((one) => sameUser(one, user)))
    .map(({ user }) => user);
  for (const other of others) {
    if (other.directoryId !== managed.id) continue;
    const found = await managed.within(stores).readUser(other.anchor);
    if (found?.enabled === true) return;
  }
  throw new PosternError('last-administrator');
}
