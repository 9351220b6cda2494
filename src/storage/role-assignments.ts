import type { Role } from '../domain/access/permissions.ts';
import type { UserRef } from '../domain/identity.ts';
import type { RoleAssignments } from '../ports/storage/role-assignments.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';

const rolesOf = onceCompiled((db, at: UserRef) =>
  db
    .selectFrom('role_assignments')
    .select('role')
    .where('tenant_id', '=', at.tenantId)
    .where('directory_id', '=', at.directoryId)
    .where('anchor', '=', at.anchor)
    .orderBy('role'),
);

export function createRoleAssignments(context: StoreContext): RoleAssignments {
  const { db, atomically } = context;
  return {
    async of(user) {
      const rows = await rolesOf(context, user);
      return rows.map((row) => row.role as Role);
    },
    async list(tenantId) {
      const rows = await db
        .selectFrom('role_assignments')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('assigned_at')
        .orderBy('directory_id')
        .orderBy('anchor')
        .orderBy('role')
        .execute();
      return rows.map((row) => ({
        user: { tenantId: row.tenant_id, directoryId: row.directory_id, anchor: row.anchor },
        role: row.role as Role,
        assignedAt: row.assigned_at,
      }));
    },
    async assign({ user, role, assignedAt }) {
      const added = await db
        .insertInto('role_assignments')
        .values({ ...columnsOf(user), role, assigned_at: assignedAt })
        .onConflict((conflict) => conflict.doNothing())
        .returning('role')
        .executeTakeFirst();
      return added !== undefined;
    },
    remove(user, role, keepOne) {
      return atomically(async (transaction) => {
        if (role === keepOne) {
          // Two removals of two holders do not see each other until one of them has ended: writing every
          // holder's row makes the second wait here, and then count without the first.
          await transaction
            .updateTable('role_assignments')
            .set((row) => ({ assigned_at: row.ref('assigned_at') }))
            .where('tenant_id', '=', user.tenantId)
            .where('role', '=', keepOne)
            .execute();
        }
        const removed = await transaction
          .deleteFrom('role_assignments')
          .where((row) => row.and({ ...columnsOf(user), role }))
          .where((row) =>
            row.or([
              row('role', '!=', keepOne),
              row.exists(
                row
                  .selectFrom('role_assignments as other')
                  .select('other.role')
                  .where('other.tenant_id', '=', user.tenantId)
                  .where('other.role', '=', keepOne)
                  .where((other) =>
                    other.or([
                      other('other.directory_id', '!=', user.directoryId),
                      other('other.anchor', '!=', user.anchor),
                    ]),
                  ),
              ),
            ]),
          )
          .returning('role')
          .executeTakeFirst();
        if (removed !== undefined) return 'removed';
        const held = await transaction
          .selectFrom('role_assignments')
          .select('role')
          .where((row) => row.and({ ...columnsOf(user), role }))
          .executeTakeFirst();
        return held === undefined ? 'not-held' : 'last-holder';
      });
    },
  };
}

function columnsOf(user: UserRef) {
  return { tenant_id: user.tenantId, directory_id: user.directoryId, anchor: user.anchor };
}
