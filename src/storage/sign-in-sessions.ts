import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { UserRef } from '../domain/identity.ts';
import type { SignInSessionRow, SignInSessions } from '../ports/storage/sign-in-sessions.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { SignInSessionsTable, Tables } from './schema.ts';

const NOTE_VISIT_EVERY_MS = 60_000;

const endedOf = onceCompiled((db, user: UserRef) =>
  db
    .deleteFrom('sign_in_sessions')
    .where('tenant_id', '=', user.tenantId)
    .where('directory_id', '=', user.directoryId)
    .where('anchor', '=', user.anchor)
    .returning('id'),
);

export function createSignInSessions(context: StoreContext): SignInSessions {
  const { db } = context;
  async function renew(
    tenantId: string,
    id: string,
    now: number,
    changes: Partial<SignInSessionsTable>,
  ): Promise<boolean> {
    const renewed = await db
      .updateTable('sign_in_sessions')
      .set({ ...changes, last_seen_at: now })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where(liveAt(now))
      .returning('id')
      .executeTakeFirst();
    return renewed !== undefined;
  }

  return {
    async add(row) {
      await db.insertInto('sign_in_sessions').values(toColumns(row)).execute();
    },
    async touch(tenantId, tokenMac, now) {
      const row = await db
        .selectFrom('sign_in_sessions')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('token_mac', '=', tokenMac)
        .where(liveAt(now))
        .executeTakeFirst();
      if (row === undefined) return null;
      if (row.last_seen_at > now - NOTE_VISIT_EVERY_MS) return toRow(row);
      const noted = await db
        .updateTable('sign_in_sessions')
        .set({ last_seen_at: now })
        .where('tenant_id', '=', tenantId)
        .where('token_mac', '=', tokenMac)
        .where(liveAt(now))
        .returningAll()
        .executeTakeFirst();
      return noted === undefined ? null : toRow(noted);
    },
    reauthenticated: (tenantId, id, tokenMac, now) =>
      renew(tenantId, id, now, { token_mac: tokenMac, authenticated_at: now }),
    vouched: (tenantId, id, tokenMac, now) =>
      renew(tenantId, id, now, { token_mac: tokenMac, vouched_at: now }),
    async end(tenantId, id) {
      const ended = await db
        .deleteFrom('sign_in_sessions')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return ended !== undefined;
    },
    async endAllOf(user) {
      const ended = await endedOf(context, user);
      return ended.length;
    },
    async purge(expiredBefore) {
      const { numDeletedRows } = await db
        .deleteFrom('sign_in_sessions')
        .where((row) => row.not(liveAt(expiredBefore)(row)))
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function liveAt(now: number) {
  return (row: ExpressionBuilder<Tables, 'sign_in_sessions'>): Expression<SqlBool> =>
    row.and([
      row('expires_at', '>', now),
      row(
        'last_seen_at',
        '>',
        sql<number>`cast(${now} as bigint) - 1000 * ${row.ref('idle_seconds')}`,
      ),
    ]);
}

function toColumns(row: SignInSessionRow): SignInSessionsTable {
  return {
    tenant_id: row.tenantId,
    id: row.id,
    token_mac: row.tokenMac,
    directory_id: row.user.directoryId,
    anchor: row.user.anchor,
    place: row.place,
    created_at: row.createdAt,
    authenticated_at: row.authenticatedAt,
    last_seen_at: row.lastSeenAt,
    idle_seconds: row.idleSeconds,
    expires_at: row.expiresAt,
    vouched_at: row.vouchedAt,
    hand_over_id: row.handOverId,
  };
}

function toRow(row: SignInSessionsTable): SignInSessionRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    tokenMac: row.token_mac,
    user: { tenantId: row.tenant_id, directoryId: row.directory_id, anchor: row.anchor },
    place: row.place as SignInSessionRow['place'],
    createdAt: row.created_at,
    authenticatedAt: row.authenticated_at,
    lastSeenAt: row.last_seen_at,
    idleSeconds: row.idle_seconds,
    expiresAt: row.expires_at,
    vouchedAt: row.vouched_at,
    handOverId: row.hand_over_id,
  };
}
