import type { UserRef } from '../domain/identity.ts';
import type { FreezeRow, Freezes } from '../ports/storage/freezes.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { FreezesTable } from './schema.ts';

const ofUser = onceCompiled((db, user: UserRef) =>
  db
    .selectFrom('freezes')
    .selectAll()
    .where('tenant_id', '=', user.tenantId)
    .where('directory_id', '=', user.directoryId)
    .where('anchor', '=', user.anchor),
);

export function createFreezes(context: StoreContext): Freezes {
  const { db } = context;
  return {
    async get(user) {
      const [row] = await ofUser(context, user);
      return row === undefined ? null : toRow(row);
    },
    async list(tenantId) {
      const rows = await db
        .selectFrom('freezes')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('frozen_at')
        .orderBy('directory_id')
        .orderBy('anchor')
        .execute();
      return rows.map(toRow);
    },
    async freeze({ user, reason, frozenAt }) {
      const frozen = await db
        .insertInto('freezes')
        .values({ ...columnsOf(user), reason, frozen_at: frozenAt })
        .onConflict((conflict) => conflict.doNothing())
        .returning('anchor')
        .executeTakeFirst();
      return frozen !== undefined;
    },
    async lift(user) {
      const lifted = await db
        .deleteFrom('freezes')
        .where((freeze) => freeze.and(columnsOf(user)))
        .returning('anchor')
        .executeTakeFirst();
      return lifted !== undefined;
    },
  };
}

function columnsOf(user: UserRef) {
  return { tenant_id: user.tenantId, directory_id: user.directoryId, anchor: user.anchor };
}

function toRow(row: FreezesTable): FreezeRow {
  return {
    user: { tenantId: row.tenant_id, directoryId: row.directory_id, anchor: row.anchor },
    reason: row.reason as FreezeRow['reason'],
    frozenAt: row.frozen_at,
  };
}
