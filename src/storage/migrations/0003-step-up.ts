import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When an older method vouched for a sign-in, and what a person was asked about their registrations. */
export function stepUpTables(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('sign_in_sessions').addColumn('vouched_at', 'bigint').execute();
      await db.schema
        .createTable('registration_states')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('directory_id', 'text', (column) => column.notNull())
        .addColumn('anchor', 'text', (column) => column.notNull())
        .addColumn('changes', 'integer', (column) => column.notNull())
        .addColumn('skips', 'integer', (column) => column.notNull())
        .addColumn('first_asked_at', 'bigint')
        .addColumn('last_confirmed_at', 'bigint')
        .addPrimaryKeyConstraint('registration_states_pk', ['anchor', 'directory_id', 'tenant_id'])
        .execute();
    },
  };
}
