import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a block is about, for administrators to see, and the sealed codes that are the last way back in. */
export function blocksAndBreakGlass(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('throttles').addColumn('about_sealed', 'text').execute();
      await db.schema
        .createIndex('throttles_blocked')
        .on('throttles')
        .columns(['tenant_id', 'blocked_until'])
        .execute();
      await db.schema
        .createTable('break_glass_codes')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('label', 'text', (column) => column.notNull())
        .addColumn('code_mac', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('used_at', 'bigint')
        .addColumn('used_in', 'text')
        .addColumn('revoked_at', 'bigint')
        .addPrimaryKeyConstraint('break_glass_codes_pk', ['id', 'tenant_id'])
        .execute();
      await db.schema
        .createIndex('break_glass_codes_by_code')
        .on('break_glass_codes')
        .columns(['code_mac', 'tenant_id'])
        .unique()
        .execute();
    },
  };
}
