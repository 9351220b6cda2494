import type { Permission } from '../domain/access/permissions.ts';
import type { ApiKeyRow, ApiKeys } from '../ports/storage/api-keys.ts';
import type { StoreContext } from './context.ts';
import type { ApiKeysTable } from './schema.ts';

const NOTE_USE_EVERY_MS = 60_000;

export function createApiKeys({ db }: StoreContext): ApiKeys {
  return {
    async add(row) {
      await db.insertInto('api_keys').values(toColumns(row)).execute();
    },
    async use(keyMac, now) {
      const row = await db
        .selectFrom('api_keys')
        .selectAll()
        .where('key_mac', '=', keyMac)
        .where('revoked_at', 'is', null)
        .where((key) => key.or([key('expires_at', 'is', null), key('expires_at', '>', now)]))
        .executeTakeFirst();
      if (row === undefined) return null;
      if (row.last_used_at !== null && row.last_used_at > now - NOTE_USE_EVERY_MS)
        return toRow(row);
      // Asks again whether it is revoked: the answer is of the moment of the note.
      const noted = await db
        .updateTable('api_keys')
        .set({ last_used_at: now })
        .where('tenant_id', '=', row.tenant_id)
        .where('id', '=', row.id)
        .where('revoked_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
      return noted === undefined ? null : toRow(noted);
    },
    async list(tenantId) {
      const rows = await db
        .selectFrom('api_keys')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toRow);
    },
    async revoke(tenantId, id, at) {
      const revoked = await db
        .updateTable('api_keys')
        .set({ revoked_at: at })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return revoked !== undefined;
    },
  };
}

function toColumns(row: ApiKeyRow): ApiKeysTable {
  return {
    tenant_id: row.tenantId,
    id: row.id,
    name: row.name,
    key_mac: row.keyMac,
    scopes: JSON.stringify(row.scopes),
    created_at: row.createdAt,
    created_by: row.createdBy,
    expires_at: row.expiresAt,
    revoked_at: row.revokedAt,
    last_used_at: row.lastUsedAt,
  };
}

function toRow(row: ApiKeysTable): ApiKeyRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    name: row.name,
    keyMac: row.key_mac,
    scopes: JSON.parse(row.scopes) as Permission[],
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
