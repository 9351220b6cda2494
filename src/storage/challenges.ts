import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { ChallengeRow, Challenges } from '../ports/storage/challenges.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { ChallengesTable, Tables } from './schema.ts';

const byId = onceCompiled((db, at: { tenantId: string; id: string }) =>
  db
    .selectFrom('challenges')
    .selectAll()
    .where('tenant_id', '=', at.tenantId)
    .where('id', '=', at.id),
);

export function createChallenges(context: StoreContext): Challenges {
  const { db } = context;
  return {
    async add(row) {
      await db.insertInto('challenges').values(toColumns(row)).execute();
    },
    async get(tenantId, id) {
      const [row] = await byId(context, { tenantId, id });
      return row === undefined ? null : toRow(row);
    },
    async resolve(tenantId, id, { armed, codeMac, destinationSealed, promptSealed }, now) {
      const resolved = await db
        .updateTable('challenges')
        .set({
          code_mac: codeMac,
          destination_sealed: destinationSealed,
          armed_at: armed ? now : null,
          resolved_at: now,
          ...(promptSealed === null ? {} : { prompt_sealed: promptSealed }),
        })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('resolved_at', 'is', null)
        .where(liveAt(now))
        .returning('id')
        .executeTakeFirst();
      return resolved !== undefined;
    },
    async countAttempt(tenantId, id, now) {
      const row = await db
        .updateTable('challenges')
        .set((challenge) => ({ attempts: challenge('attempts', '+', 1) }))
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where(liveAt(now))
        .whereRef('attempts', '<', 'max_attempts')
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async consume(tenantId, id, now, answerMac) {
      const used = await db
        .updateTable('challenges')
        .set({ used_at: now, ...(answerMac === null ? {} : { code_mac: answerMac }) })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('armed_at', 'is not', null)
        .where(liveAt(now))
        .returning('id')
        .executeTakeFirst();
      return used !== undefined;
    },
    async voidOf(tenantId, sessionId, now) {
      const { numUpdatedRows } = await db
        .updateTable('challenges')
        .set({ voided_at: now })
        .where('tenant_id', '=', tenantId)
        .where('session_id', '=', sessionId)
        .where(liveAt(now))
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
  };
}

function liveAt(now: number) {
  return (row: ExpressionBuilder<Tables, 'challenges'>): Expression<SqlBool> =>
    row.and([
      row('used_at', 'is', null),
      row('voided_at', 'is', null),
      row('expires_at', '>', now),
    ]);
}

function toColumns(row: ChallengeRow): ChallengesTable {
  return {
    tenant_id: row.tenantId,
    id: row.id,
    session_id: row.sessionId,
    method_id: row.methodId,
    code_mac: row.codeMac,
    destination_sealed: row.destinationSealed,
    attempts: row.attempts,
    max_attempts: row.maxAttempts,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
    used_at: row.usedAt,
    voided_at: row.voidedAt,
    prompt_sealed: row.promptSealed,
    asked_sealed: row.askedSealed,
    armed_at: row.armedAt,
    resolved_at: row.resolvedAt,
  };
}

function toRow(row: ChallengesTable): ChallengeRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    sessionId: row.session_id,
    methodId: row.method_id,
    codeMac: row.code_mac,
    destinationSealed: row.destination_sealed,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    voidedAt: row.voided_at,
    promptSealed: row.prompt_sealed,
    askedSealed: row.asked_sealed,
    armedAt: row.armed_at,
    resolvedAt: row.resolved_at,
  };
}
