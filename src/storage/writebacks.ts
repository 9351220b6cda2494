import type { WritebackRow, Writebacks } from '../ports/storage/writebacks.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { WritebacksTable } from './schema.ts';

const unsettledOutcomes = ['pending', 'uncertain'] as const;

const added = onceCompiled((db, at: WritebacksTable) => db.insertInto('writebacks').values(at));

const moved = onceCompiled(
  (
    db,
    at: {
      tenantId: string;
      id: string;
      outcome: string;
      reason: string | null;
      settledAt: number | null;
    },
  ) =>
    db
      .updateTable('writebacks')
      .set({ outcome: at.outcome, reason: at.reason, settled_at: at.settledAt })
      .where('tenant_id', '=', at.tenantId)
      .where('id', '=', at.id)
      .where('settled_at', 'is', null)
      .returning('id'),
);

export function createWritebacks(context: StoreContext): Writebacks {
  const { db } = context;
  return {
    async add(row) {
      await added(context, toColumns(row));
    },
    async get(tenantId, id) {
      const row = await db
        .selectFrom('writebacks')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async settle(tenantId, id, outcome, reason, at) {
      const settled = unsettledOutcomes.every((unsettled) => unsettled !== outcome);
      const rows = await moved(context, {
        tenantId,
        id,
        outcome,
        reason,
        settledAt: settled ? at : null,
      });
      return rows.length > 0;
    },
    async countRefused(tenantId, sessionId) {
      const { refused } = await db
        .selectFrom('writebacks')
        .select((row) => row.fn.countAll<number | string>().as('refused'))
        .where('tenant_id', '=', tenantId)
        .where('session_id', '=', sessionId)
        .where('outcome', '=', 'refused')
        .executeTakeFirstOrThrow();
      return Number(refused);
    },
    async lastResetAt(user) {
      const { last } = await db
        .selectFrom('writebacks')
        .select((row) => row.fn.max<number | null>('settled_at').as('last'))
        .where('tenant_id', '=', user.tenantId)
        .where('directory_id', '=', user.directoryId)
        .where('anchor', '=', user.anchor)
        .where('kind', '=', 'reset')
        .where('outcome', '=', 'applied')
        .executeTakeFirstOrThrow();
      return last;
    },
    async unsettled(intendedBefore, limit) {
      const rows = await db
        .selectFrom('writebacks')
        .selectAll()
        .where('settled_at', 'is', null)
        .where('intended_at', '<', intendedBefore)
        .orderBy('intended_at')
        .limit(limit)
        .execute();
      return rows.map(toRow);
    },
    async purge(settledBefore, limit) {
      const { numDeletedRows } = await db
        .deleteFrom('writebacks')
        .where((row) =>
          row(
            'id',
            'in',
            db
              .selectFrom('writebacks')
              .select('id')
              .where('settled_at', '<', settledBefore)
              .limit(limit),
          ),
        )
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function toColumns(row: WritebackRow): WritebacksTable {
  return {
    tenant_id: row.tenantId,
    id: row.id,
    directory_id: row.user.directoryId,
    anchor: row.user.anchor,
    session_id: row.sessionId,
    kind: row.kind,
    password_changed_at_before: row.passwordChangedAtBefore,
    intended_at: row.intendedAt,
    outcome: row.outcome,
    reason: row.reason,
    settled_at: row.settledAt,
  };
}

function toRow(row: WritebacksTable): WritebackRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    user: { tenantId: row.tenant_id, directoryId: row.directory_id, anchor: row.anchor },
    sessionId: row.session_id,
    kind: row.kind as WritebackRow['kind'],
    passwordChangedAtBefore: row.password_changed_at_before,
    intendedAt: row.intended_at,
    outcome: row.outcome as WritebackRow['outcome'],
    reason: row.reason,
    settledAt: row.settled_at,
  };
}
