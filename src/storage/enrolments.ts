import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { EnrolmentRow, Enrolments } from '../ports/storage/enrolments.ts';
import type { StoreContext } from './context.ts';
import type { EnrolmentsTable, Tables } from './schema.ts';

export function createEnrolments({ db }: StoreContext): Enrolments {
  return {
    async add(row) {
      await db.insertInto('enrolments').values(toColumns(row)).execute();
    },
    async get(tenantId, id) {
      const row = await db
        .selectFrom('enrolments')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async countAttempt(tenantId, id, now) {
      const row = await db
        .updateTable('enrolments')
        .set((enrolment) => ({ attempts: enrolment('attempts', '+', 1) }))
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where(liveAt(now))
        .whereRef('attempts', '<', 'max_attempts')
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async consume(tenantId, id, now) {
      const used = await db
        .updateTable('enrolments')
        .set({ used_at: now, kept_sealed: '' })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where(liveAt(now))
        .returning('id')
        .executeTakeFirst();
      return used !== undefined;
    },
    async voidOf(tenantId, sessionId, methodId, now) {
      const { numUpdatedRows } = await db
        .updateTable('enrolments')
        .set({ used_at: now, kept_sealed: '' })
        .where('tenant_id', '=', tenantId)
        .where('session_id', '=', sessionId)
        .where('method_id', '=', methodId)
        .where(liveAt(now))
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
    async purge(expiredBefore, limit) {
      const { numDeletedRows } = await db
        .deleteFrom('enrolments')
        .where((row) =>
          row(
            'id',
            'in',
            db
              .selectFrom('enrolments')
              .select('id')
              .where('expires_at', '<', expiredBefore)
              .orderBy('expires_at')
              .limit(limit),
          ),
        )
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function liveAt(now: number) {
  return (row: ExpressionBuilder<Tables, 'enrolments'>): Expression<SqlBool> =>
    row.and([row('used_at', 'is', null), row('expires_at', '>', now)]);
}

function toColumns(row: EnrolmentRow): EnrolmentsTable {
  return {
    tenant_id: row.user.tenantId,
    directory_id: row.user.directoryId,
    anchor: row.user.anchor,
    id: row.id,
    method_id: row.methodId,
    session_id: row.sessionId,
    kept_sealed: row.keptSealed,
    attempts: row.attempts,
    max_attempts: row.maxAttempts,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
    used_at: row.usedAt,
  };
}

function toRow(row: EnrolmentsTable): EnrolmentRow {
  return {
    user: { tenantId: row.tenant_id, directoryId: row.directory_id, anchor: row.anchor },
    id: row.id,
    methodId: row.method_id,
    sessionId: row.session_id,
    keptSealed: row.kept_sealed,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}
