import { type Kysely, sql } from 'kysely';
import type { UserRef } from '../domain/identity.ts';
import type { ResetSession } from '../domain/reset/session.ts';
import type { ResetSessionRow, ResetSessions } from '../ports/storage/reset-sessions.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { ResetSessionsTable, Tables } from './schema.ts';

const byToken = onceCompiled((db, at: { tenantId: string; tokenMac: string }) =>
  db
    .selectFrom('reset_sessions')
    .selectAll()
    .where('tenant_id', '=', at.tenantId)
    .where('token_mac', '=', at.tokenMac)
    .limit(1),
);

type Move = ResetSessionsTable & { readonly seenVersion: number };

const movedWithTokens = onceCompiled((db, at: Move) =>
  moving(db, at).set({ token_mac: at.token_mac, previous_token_mac: at.previous_token_mac }),
);

/** A column that is named in an update has its index written anew, whether or not it changed. */
const movedAsBefore = onceCompiled((db, at: Move) => moving(db, at));

function moving(db: Kysely<Tables>, at: Move) {
  return db
    .updateTable('reset_sessions')
    .set({
      version: at.version,
      sends: at.sends,
      kind: at.kind,
      state: at.state,
      subject_directory_id: at.subject_directory_id,
      subject_anchor: at.subject_anchor,
      open_challenge_id: at.open_challenge_id,
      passed: at.passed,
      writeback_id: at.writeback_id,
      expires_at: at.expires_at,
      grant_expires_at: at.grant_expires_at,
      overdue_at: at.overdue_at,
      ended_at: at.ended_at,
    })
    .where('tenant_id', '=', at.tenant_id)
    .where('id', '=', at.id)
    .where('version', '=', at.seenVersion)
    .returningAll();
}

const added = onceCompiled((db, at: ResetSessionsTable) =>
  db.insertInto('reset_sessions').values(at),
);

const byId = onceCompiled((db, at: { tenantId: string; value: string }) =>
  lastWith(db, at.tenantId, 'id', at.value),
);
const byPreviousToken = onceCompiled((db, at: { tenantId: string; value: string }) =>
  lastWith(db, at.tenantId, 'previous_token_mac', at.value),
);
const byReference = onceCompiled((db, at: { tenantId: string; value: string }) =>
  lastWith(db, at.tenantId, 'reference', at.value),
);

/** A reference is short: should two sessions ever share one, the caller means the later. */
function lastWith(
  db: Kysely<Tables>,
  tenantId: string,
  column: 'id' | 'previous_token_mac' | 'reference',
  value: string,
) {
  return db
    .selectFrom('reset_sessions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where(column, '=', value)
    .orderBy('started_at', 'desc')
    .limit(1);
}

/** No id is empty, so that an empty one excepts nobody. */
const openEnded = onceCompiled((db, of: UserRef & { exceptId: string; at: number }) =>
  db
    .updateTable('reset_sessions')
    .set((row) => ({
      state: 'cancelled',
      open_challenge_id: null,
      grant_expires_at: null,
      overdue_at: null,
      ended_at: of.at,
      version: row('version', '+', 1),
    }))
    .where('tenant_id', '=', of.tenantId)
    .where('subject_directory_id', '=', of.directoryId)
    .where('subject_anchor', '=', of.anchor)
    .where('overdue_at', 'is not', null)
    .where('id', '!=', of.exceptId)
    .returning('id'),
);

export function createResetSessions(context: StoreContext): ResetSessions {
  const { db, atomically } = context;
  async function one(by: typeof byId, tenantId: string, value: string) {
    const [row] = await by(context, { tenantId, value });
    return row === undefined ? null : toRow(row);
  }

  return {
    async add(row) {
      await added(context, toColumns(row));
    },
    async byToken(tenantId, tokenMac) {
      const [row] = await byToken(context, { tenantId, tokenMac });
      return row === undefined ? null : toRow(row);
    },
    byPreviousToken: (tenantId, tokenMac) => one(byPreviousToken, tenantId, tokenMac),
    byId: (tenantId, id) => one(byId, tenantId, id),
    byReference: (tenantId, reference) => one(byReference, tenantId, reference),
    async move(seen, next) {
      const keepsTokens =
        seen.tokenMac === next.tokenMac && seen.previousTokenMac === next.previousTokenMac;
      const moved = keepsTokens ? movedAsBefore : movedWithTokens;
      const [row] = await moved(context, {
        ...toColumns(next),
        version: seen.version + 1,
        seenVersion: seen.version,
      });
      return row === undefined ? null : toRow(row);
    },
    async endOpenOf(user, exceptId, at) {
      const ended = await openEnded(context, {
        tenantId: user.tenantId,
        directoryId: user.directoryId,
        anchor: user.anchor,
        exceptId: exceptId ?? '',
        at,
      });
      return ended.length;
    },
    async openOf(user) {
      const rows = await db
        .selectFrom('reset_sessions')
        .selectAll()
        .where('tenant_id', '=', user.tenantId)
        .where('subject_directory_id', '=', user.directoryId)
        .where('subject_anchor', '=', user.anchor)
        .where('overdue_at', 'is not', null)
        .orderBy('started_at')
        .orderBy('id')
        .execute();
      return rows.map(toRow);
    },
    async overdue(now, limit) {
      const rows = await db
        .selectFrom('reset_sessions')
        .selectAll()
        .where('overdue_at', '<=', now)
        .orderBy('overdue_at')
        .limit(limit)
        .execute();
      return rows.map(toRow);
    },
    purge(endedBefore, limit) {
      return atomically(async (transaction) => {
        const purged = await transaction
          .deleteFrom('reset_sessions')
          .where(sql<string>`(tenant_id, id)`, 'in', (row) =>
            row
              .selectFrom('reset_sessions')
              .select(['tenant_id', 'id'])
              .where('ended_at', '<', endedBefore)
              .orderBy('ended_at')
              .limit(limit),
          )
          .returning(['tenant_id', 'id'])
          .execute();
        for (const [tenantId, sessions] of Map.groupBy(purged, (row) => row.tenant_id)) {
          await transaction
            .deleteFrom('challenges')
            .where('tenant_id', '=', tenantId)
            .where(
              'session_id',
              'in',
              sessions.map((row) => row.id),
            )
            .execute();
        }
        return purged.length;
      });
    },
  };
}

/** When an open session runs out. A write under way is not cut off, and an ended session is over (hasExpired). */
function overdueAt({ state, expiresAt, grantExpiresAt }: ResetSession): number | null {
  const waits =
    state === 'choosing' || state === 'proving' || state === 'password' || state === 'unlock';
  if (!waits) return null;
  return Math.min(expiresAt, grantExpiresAt ?? expiresAt);
}

function toColumns(row: ResetSessionRow): ResetSessionsTable {
  const { session } = row;
  return {
    tenant_id: row.tenantId,
    id: row.id,
    version: row.version,
    token_mac: row.tokenMac,
    previous_token_mac: row.previousTokenMac,
    reference: row.reference,
    identifier_sealed: row.identifierSealed,
    identifier_mac: row.identifierMac,
    locale: row.locale,
    ip: row.ip,
    user_agent: row.userAgent,
    sends: JSON.stringify(row.sends),
    kind: session.kind,
    state: session.state,
    subject_directory_id: session.subject?.directoryId ?? null,
    subject_anchor: session.subject?.anchor ?? null,
    open_challenge_id: session.openChallengeId,
    passed: JSON.stringify(session.passed),
    writeback_id: session.writebackId,
    started_at: session.startedAt,
    expires_at: session.expiresAt,
    grant_expires_at: session.grantExpiresAt,
    overdue_at: overdueAt(session),
    ended_at: row.endedAt,
  };
}

function toRow(row: ResetSessionsTable): ResetSessionRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    version: row.version,
    tokenMac: row.token_mac,
    previousTokenMac: row.previous_token_mac,
    reference: row.reference,
    identifierSealed: row.identifier_sealed,
    identifierMac: row.identifier_mac,
    locale: row.locale,
    ip: row.ip,
    userAgent: row.user_agent,
    sends: JSON.parse(row.sends) as ResetSessionRow['sends'],
    session: {
      kind: row.kind as ResetSession['kind'],
      state: row.state as ResetSession['state'],
      subject:
        row.subject_directory_id === null || row.subject_anchor === null
          ? null
          : {
              tenantId: row.tenant_id,
              directoryId: row.subject_directory_id,
              anchor: row.subject_anchor,
            },
      openChallengeId: row.open_challenge_id,
      passed: JSON.parse(row.passed) as ResetSession['passed'],
      writebackId: row.writeback_id,
      startedAt: row.started_at,
      expiresAt: row.expires_at,
      grantExpiresAt: row.grant_expires_at,
    },
    endedAt: row.ended_at,
  };
}
