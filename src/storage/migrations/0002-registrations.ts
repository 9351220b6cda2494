import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people register for each method, and challenges that are answered by it instead of by a code that was sent. */
export function registrationTables(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await registrations(db);
      await enrolments(db);
      for (const column of ['prompt_sealed', 'asked_sealed'])
        await db.schema.alterTable('challenges').addColumn(column, 'text').execute();
      for (const column of ['armed_at', 'resolved_at'])
        await db.schema.alterTable('challenges').addColumn(column, 'bigint').execute();
      await sql`update challenges set armed_at = created_at, resolved_at = created_at where code_mac is not null`.execute(
        db,
      );
      for (const column of ['mobile', 'office_phone'])
        await db.schema.alterTable('local_users').addColumn(column, 'text').execute();
    },
  };
}

async function registrations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('registrations')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('anchor', 'text', (column) => column.notNull())
    .addColumn('method_id', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('data_sealed', 'text', (column) => column.notNull())
    .addColumn('lookup_mac', 'text')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('is_default', 'integer', (column) => column.notNull())
    .addColumn('usable_from', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('confirmed_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .addPrimaryKeyConstraint('registrations_pk', ['id', 'tenant_id'])
    .execute();
  await db.schema
    .createIndex('registrations_by_user')
    .on('registrations')
    .columns(['anchor', 'directory_id', 'tenant_id'])
    .execute();
  await db.schema
    .createIndex('registrations_by_lookup')
    .on('registrations')
    .columns(['lookup_mac', 'method_id', 'tenant_id'])
    .unique()
    .where(sql.ref('lookup_mac'), 'is not', null)
    .execute();
}

async function enrolments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('enrolments')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('anchor', 'text', (column) => column.notNull())
    .addColumn('method_id', 'text', (column) => column.notNull())
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('kept_sealed', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('max_attempts', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .addPrimaryKeyConstraint('enrolments_pk', ['id', 'tenant_id'])
    .execute();
  await db.schema
    .createIndex('enrolments_by_session')
    .on('enrolments')
    .columns(['session_id', 'tenant_id'])
    .execute();
  await db.schema
    .createIndex('enrolments_by_expiry')
    .on('enrolments')
    .column('expires_at')
    .execute();
}
