import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Registration campaigns: what runs, whom it reminds, and how many mails left on a day. */
export function campaignTables(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('campaigns')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('ended_at', 'bigint')
        .addColumn('sweep_cursor', 'text')
        .addColumn('sweep_due_at', 'bigint', (column) => column.notNull())
        .addColumn('sweep_leased_until', 'bigint')
        .addPrimaryKeyConstraint('campaigns_pk', ['id', 'tenant_id'])
        .execute();
      // One that is not stopped for each tenant, whoever starts one in the same instant.
      await sql`create unique index campaigns_open on campaigns (tenant_id) where ended_at is null`.execute(
        db,
      );
      await db.schema
        .createTable('campaign_people')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('campaign_id', 'text', (column) => column.notNull())
        .addColumn('directory_id', 'text', (column) => column.notNull())
        .addColumn('anchor', 'text', (column) => column.notNull())
        .addColumn('standing', 'text', (column) => column.notNull())
        .addColumn('reminders', 'integer', (column) => column.notNull())
        .addColumn('last_reminded_at', 'bigint')
        .addColumn('next_due_at', 'bigint')
        .addPrimaryKeyConstraint('campaign_people_pk', [
          'anchor',
          'directory_id',
          'campaign_id',
          'tenant_id',
        ])
        .execute();
      await db.schema
        .createIndex('campaign_people_due')
        .on('campaign_people')
        .columns(['tenant_id', 'campaign_id', 'standing', 'next_due_at'])
        .execute();
      await db.schema
        .createTable('campaign_days')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('campaign_id', 'text', (column) => column.notNull())
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('sent', 'integer', (column) => column.notNull())
        .addColumn('registered', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('campaign_days_pk', ['campaign_id', 'day', 'tenant_id'])
        .execute();
    },
  };
}
