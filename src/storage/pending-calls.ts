import type { PendingCallRow, PendingCalls } from '../ports/storage/pending-calls.ts';
import type { StoreContext } from './context.ts';
import type { PendingCallsTable } from './schema.ts';

export function createPendingCalls({ db }: StoreContext): PendingCalls {
  return {
    async add(row) {
      await db.insertInto('pending_calls').values(toColumns(row)).execute();
    },
    async peek(tokenMac, now) {
      const row = await db
        .selectFrom('pending_calls')
        .selectAll()
        .where('token_mac', '=', tokenMac)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async consume(tokenMac, now) {
      const row = await db
        .deleteFrom('pending_calls')
        .where('token_mac', '=', tokenMac)
        .where('expires_at', '>', now)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async purge(expiredBefore, limit) {
      const { numDeletedRows } = await db
        .deleteFrom('pending_calls')
        .where((row) =>
          row(
            'token_mac',
            'in',
            db
              .selectFrom('pending_calls')
              .select('token_mac')
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

function toColumns(row: PendingCallRow): PendingCallsTable {
  return {
    id: row.id,
    tenant_id: row.tenantId,
    token_mac: row.tokenMac,
    call_sealed: row.callSealed,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
  };
}

function toRow(row: PendingCallsTable): PendingCallRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    tokenMac: row.token_mac,
    callSealed: row.call_sealed,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
