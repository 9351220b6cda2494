import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What texts and calls cost a day, and how many codes sent to a country came back. */
export function phoneSpendingTables(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('phone_costs')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('day', 'integer', (column) => column.notNull())
        .addColumn('cost', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('phone_costs_pk', ['tenant_id', 'day'])
        .execute();
      await db.schema
        .createTable('phone_countries')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('country', 'text', (column) => column.notNull())
        .addColumn('sent', 'integer', (column) => column.notNull())
        .addColumn('proved', 'integer', (column) => column.notNull())
        .addColumn('paused_at', 'bigint')
        .addPrimaryKeyConstraint('phone_countries_pk', ['tenant_id', 'country'])
        .execute();
    },
  };
}
