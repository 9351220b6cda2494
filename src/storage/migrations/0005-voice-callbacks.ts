import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What calls that are under way will say once a key is pressed. */
export function voiceCallbackTables(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('pending_calls')
        .addColumn('token_mac', 'text', (column) => column.notNull().primaryKey())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('call_sealed', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('pending_calls_by_expiry')
        .on('pending_calls')
        .column('expires_at')
        .execute();
    },
  };
}
