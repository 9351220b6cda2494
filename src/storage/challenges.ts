import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
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

const added = onceCompiled((db, at: ChallengesTable) => db.insertInto('challenges').values(at));

interface At {
  readonly tenantId: string;
  readonly id: string;
  readonly now: number;
}

interface Resolution extends At {
  readonly codeMac: string | null;
  readonly destinationSealed: string | null;
  readonly armedAt: number | null;
}

const resolvedWithPrompt = onceCompiled((db, at: Resolution & { promptSealed: string }) =>
  resolving(db, at).set({ prompt_sealed: at.promptSealed }).returning('id'),
);

const resolvedAsMade = onceCompiled((db, at: Resolution) => resolving(db, at).returning('id'));

function resolving(db: Kysely<Tables>, at: Resolution) {
  return db
    .updateTable('challenges')
    .set({
      code_mac: at.codeMac,
      destination_sealed: at.destinationSealed,
      armed_at: at.armedAt,
      resolved_at: at.now,
    })
    .where('tenant_id', '=', at.tenantId)
    .where('id', '=', at.id)
    .where('resolved_at', 'is', null)
    .where(liveAt(at.now));
}

const attemptCounted = onceCompiled((db, at: At) =>
  db
    .updateTable('challenges')
    .set((challenge) => ({ attempts: challenge('attempts', '+', 1) }))
    .where('tenant_id', '=', at.tenantId)
    .where('id', '=', at.id)
    .where(liveAt(at.now))
    .whereRef('attempts', '<', 'max_attempts')
    .returningAll(),
);

const consumedWithAnswer = onceCompiled((db, at: At & { answerMac: string }) =>
  consuming(db, at).set({ code_mac: at.answerMac }).returning('id'),
);

const consumedAsSent = onceCompiled((db, at: At) => consuming(db, at).returning('id'));

function consuming(db: Kysely<Tables>, at: At) {
  return db
    .updateTable('challenges')
    .set({ used_at: at.now })
    .where('tenant_id', '=', at.tenantId)
    .where('id', '=', at.id)
    .where('armed_at', 'is not', null)
    .where(liveAt(at.now));
}

const voidedOf = onceCompiled((db, at: { tenantId: string; sessionId: string; now: number }) =>
  db
    .updateTable('challenges')
    .set({ voided_at: at.now })
    .where('tenant_id', '=', at.tenantId)
    .where('session_id', '=', at.sessionId)
    .where(liveAt(at.now))
    .returning('id'),
);

export function createChallenges(context: StoreContext): Challenges {
  return {
    async add(row) {
      await added(context, toColumns(row));
    },
    async get(tenantId, id) {
      const [row] = await byId(context, { tenantId, id });
      return row === undefined ? null : toRow(row);
    },
    async resolve(tenantId, id, { armed, codeMac, destinationSealed, promptSealed }, now) {
      const resolution = {
        tenantId,
        id,
        now,
        codeMac,
        destinationSealed,
        armedAt: armed ? now : null,
      };
      const rows = await (promptSealed === null
        ? resolvedAsMade(context, resolution)
        : resolvedWithPrompt(context, { ...resolution, promptSealed }));
      return rows.length > 0;
    },
    async countAttempt(tenantId, id, now) {
      const [row] = await attemptCounted(context, { tenantId, id, now });
      return row === undefined ? null : toRow(row);
    },
    async consume(tenantId, id, now, answerMac) {
      const rows = await (answerMac === null
        ? consumedAsSent(context, { tenantId, id, now })
        : consumedWithAnswer(context, { tenantId, id, now, answerMac }));
      return rows.length > 0;
    },
    async voidOf(tenantId, sessionId, now) {
      const rows = await voidedOf(context, { tenantId, sessionId, now });
      return rows.length;
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
