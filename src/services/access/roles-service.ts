import { authorize } from '../../domain/access/actor.ts';
import type { Role } from '../../domain/access/permissions.ts';
import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { ManagedDirectories } from '../../ports/managed-directory.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { subjectOf } from '../audit/entries.ts';
import { readKnown } from '../people/managed.ts';
import { readUser } from '../people/read-user.ts';
import { type Caller, record, requireFreshProof } from './caller.ts';
import { KEPT_ROLE, requireOtherAdministrator } from './last-administrator.ts';

export interface HeldRole {
  readonly user: DirectoryUser;
  readonly role: Role;
  readonly assignedAt: number;
}

export interface RolesService {
  /** By username; somebody who is gone from their directory is left out. */
  list(caller: Caller): Promise<readonly HeldRole[]>;
  /** Giving a role that is held is fine. Throws `not-found`, `reauthentication-required`. */
  assign(caller: Caller, user: UserRef, role: Role): Promise<void>;
  /** Taking one that is not held is fine. Throws `last-administrator`, `not-found`. */
  remove(caller: Caller, user: UserRef, role: Role): Promise<void>;
}

export function createRolesService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly managed: ManagedDirectories;
  readonly clock: Clock;
}): RolesService {
  const { storage, directories, clock } = deps;

  return {
    async list({ actor }) {
      authorize(actor, 'users.read');
      const held = await storage.roleAssignments.list(actor.tenantId);
      const rows = await Promise.all(
        held.map(async ({ user: ref, role, assignedAt }) => {
          const user = await readUser(directories, ref);
          return user ? [{ user, role, assignedAt }] : [];
        }),
      );
      return rows.flat().toSorted((a, b) => a.user.username.localeCompare(b.user.username));
    },

    async assign(caller, ref, role) {
      authorize(caller.actor, 'roles.write');
      const at = clock.now();
      requireFreshProof(caller.actor, at);
      const user = await readKnown(directories, ref);
      await storage.transaction(async (stores) => {
        const given = await stores.roleAssignments.assign({ user: ref, role, assignedAt: at });
        if (!given) return;
        await record(stores, caller, 'role.assigned', {
          at,
          subject: subjectOf(user),
          fields: { role },
        });
      });
    },

    async remove(caller, ref, role) {
      authorize(caller.actor, 'roles.write');
      const user = await readKnown(directories, ref);
      await storage.transaction(async (stores) => {
        const outcome = await stores.roleAssignments.remove(ref, role, KEPT_ROLE);
        if (outcome === 'not-held') return;
        if (outcome === 'last-holder') throw new PosternError('last-administrator');
        await record(stores, caller, 'role.removed', {
          at: clock.now(),
          subject: subjectOf(user),
          fields: { role },
        });
        if (role === KEPT_ROLE) {
          const managed = deps.managed.of(ref.tenantId);
          await requireOtherAdministrator(stores, managed, [ref]);
        }
      });
    },
  };
}
