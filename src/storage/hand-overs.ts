import type { HandOverOutcome } from '../domain/registration/hand-over.ts';
import type { UserRef } from '../domain/identity.ts';
import type { HandOverRow, HandOvers } from '../ports/storage/hand-overs.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { HandOversTable } from './schema.ts';

const voided = onceCompiled((db, at: UserRef & { readonly now: number }) =>
  db
    .updateTable('hand_overs')
    .set({ expires_at: at.now })
    .where('tenant_id', '=', at.tenantId)
    .where('directory_id', '=', at.directoryId)
    .where('anchor', '=', at.anchor)
    .where('opened_at', 'is', null)
    .where('expires_at', '>', at.now)
    .returning('id'),
);

export function createHandOvers(context: StoreContext): HandOvers {
  const { db } = context;
  return {
    async add(row) {
      await db.insertInto('hand_overs').values(toColumns(row)).execute();
    },
    async peek(tenantId, tokenMac, now) {
      const row = await db
        .selectFrom('hand_overs')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('token_mac', '=', tokenMac)
        .where('opened_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async open(tenantId, tokenMac, now) {
      const row = await db
        .updateTable('hand_overs')
        .set({ opened_at: now })
        .where('tenant_id', '=', tenantId)
        .where('token_mac', '=', tokenMac)
        .where('opened_at', 'is', null)
        .where('expires_at', '>', now)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async get(tenantId, id) {
      const row = await db
        .selectFrom('hand_overs')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async finish(tenantId, id, { outcome, complete }, now) {
      const row = await db
        .updateTable('hand_overs')
        .set({ finished_at: now, outcome, complete: complete ? 1 : 0 })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('opened_at', 'is not', null)
        .where('finished_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async finished(tenantId, tokenMac, since) {
      const row = await db
        .selectFrom('hand_overs')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('token_mac', '=', tokenMac)
        .where('finished_at', '>=', since)
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async voidOf(user, now) {
      const { tenantId, directoryId, anchor } = user;
      return (await voided(context, { tenantId, directoryId, anchor, now })).length;
    },
    async purge(expiredBefore, limit) {
      const { numDeletedRows } = await db
        .deleteFrom('hand_overs')
        .where((row) =>
          row(
            'id',
            'in',
            db
              .selectFrom('hand_overs')
              .select('id')
              .where('expires_at', '<', expiredBefore)
              .limit(limit),
          ),
        )
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function toColumns(row: HandOverRow): HandOversTable {
  return {
    tenant_id: row.tenantId,
    id: row.id,
    token_mac: row.tokenMac,
    directory_id: row.user.directoryId,
    anchor: row.user.anchor,
    key_id: row.keyId,
    return_url: row.returnUrl,
    state: row.state,
    nonce: row.nonce,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
    opened_at: row.openedAt,
    finished_at: row.finishedAt,
    outcome: row.outcome,
    complete: row.complete === null ? null : Number(row.complete),
  };
}

function toRow(row: HandOversTable): HandOverRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    tokenMac: row.token_mac,
    user: { tenantId: row.tenant_id, directoryId: row.directory_id, anchor: row.anchor },
    keyId: row.key_id,
    returnUrl: row.return_url,
    state: row.state,
    nonce: row.nonce,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    openedAt: row.opened_at,
    finishedAt: row.finished_at,
    outcome: row.outcome as HandOverOutcome | null,
    complete: row.complete === null ? null : row.complete === 1,
  };
}
