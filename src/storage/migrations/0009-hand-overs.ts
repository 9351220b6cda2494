import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** People whom another sign-in page sends here to register, and the sessions they do it in. */
export function handOverTables(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('sign_in_sessions').addColumn('hand_over_id', 'text').execute();
      await db.schema
        .createTable('hand_overs')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('token_mac', 'text', (column) => column.notNull())
        .addColumn('directory_id', 'text', (column) => column.notNull())
        .addColumn('anchor', 'text', (column) => column.notNull())
        .addColumn('key_id', 'text', (column) => column.notNull())
        .addColumn('return_url', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('nonce', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('opened_at', 'bigint')
        .addColumn('finished_at', 'bigint')
        .addColumn('outcome', 'text')
        .addColumn('complete', 'integer')
        .addPrimaryKeyConstraint('hand_overs_pk', ['id', 'tenant_id'])
        .execute();
      await db.schema
        .createIndex('hand_overs_by_token')
        .on('hand_overs')
        .columns(['token_mac', 'tenant_id'])
        .unique()
        .execute();
      await db.schema
        .createIndex('hand_overs_by_user')
        .on('hand_overs')
        .columns(['anchor', 'directory_id', 'tenant_id'])
        .execute();
      await db.schema
        .createIndex('hand_overs_by_expiry')
        .on('hand_overs')
        .column('expires_at')
        .execute();
    },
  };
}
