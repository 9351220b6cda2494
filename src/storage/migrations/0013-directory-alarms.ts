import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is wrong with a directory, for as long as it lasts: administrators are told once by all processes together. */
export function directoryAlarmTables(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('directory_alarms')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('directory_id', 'text', (column) => column.notNull())
        .addColumn('concern', 'text', (column) => column.notNull())
        .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
        .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
        .addColumn('urgency_told', 'integer', (column) => column.notNull())
        .addColumn('reference', 'text')
        .addPrimaryKeyConstraint('directory_alarms_pk', ['tenant_id', 'directory_id', 'concern'])
        .execute();
    },
  };
}
