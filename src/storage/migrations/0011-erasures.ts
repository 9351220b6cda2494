import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who was erased, until nothing names them any more, and what vouches for the records that did. */
export function erasureTables(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('audit_records').addColumn('redaction_mac', 'text').execute();
      await db.schema
        .createTable('erasures')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('directory_id', 'text', (column) => column.notNull())
        .addColumn('anchor', 'text', (column) => column.notNull())
        .addColumn('pseudonym', 'text', (column) => column.notNull())
        .addColumn('erased_at', 'bigint', (column) => column.notNull())
        .addColumn('settled_at', 'bigint')
        .addPrimaryKeyConstraint('erasures_pk', ['anchor', 'directory_id', 'tenant_id'])
        .execute();
    },
  };
}
