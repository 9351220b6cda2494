import type { OneTimeTokenRow, OneTimeTokens } from '../ports/storage/one-time-tokens.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { OneTimeTokensTable } from './schema.ts';

const added = onceCompiled((db, at: OneTimeTokensTable) =>
  db.insertInto('one_time_tokens').values(at),
);

export function createOneTimeTokens(context: StoreContext): OneTimeTokens {
  const { db } = context;
  return {
    async add(row) {
      await added(context, toColumns(row));
    },
    async peek(purpose, tokenMac, now) {
      const row = await db
        .selectFrom('one_time_tokens')
        .selectAll()
        .where('purpose', '=', purpose)
        .where('token_mac', '=', tokenMac)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async consume(purpose, tokenMac, now) {
      const row = await db
        .updateTable('one_time_tokens')
        .set({ used_at: now })
        .where('purpose', '=', purpose)
        .where('token_mac', '=', tokenMac)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async voidAll(purpose, now) {
      const { numUpdatedRows } = await db
        .updateTable('one_time_tokens')
        .set({ used_at: now })
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
    async purge(expiredBefore, limit) {
      const { numDeletedRows } = await db
        .deleteFrom('one_time_tokens')
        .where((row) =>
          row(
            'id',
            'in',
            db
              .selectFrom('one_time_tokens')
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

function toColumns(row: OneTimeTokenRow): OneTimeTokensTable {
  return {
    id: row.id,
    tenant_id: row.tenantId,
    purpose: row.purpose,
    token_mac: row.tokenMac,
    user_tenant_id: row.user?.tenantId ?? null,
    user_directory_id: row.user?.directoryId ?? null,
    user_anchor: row.user?.anchor ?? null,
    about: row.about,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
    used_at: row.usedAt,
  };
}

function toRow(row: OneTimeTokensTable): OneTimeTokenRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    purpose: row.purpose as OneTimeTokenRow['purpose'],
    tokenMac: row.token_mac,
    user:
      row.user_tenant_id === null || row.user_directory_id === null || row.user_anchor === null
        ? null
        : {
            tenantId: row.user_tenant_id,
            directoryId: row.user_directory_id,
            anchor: row.user_anchor,
          },
    about: row.about,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}
