import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DatabaseDialect } from '../dialect.ts';
import { directoryTables } from './0001-directory-tables.ts';

/** The tables of the first release. Keys begin with the column that tells rows apart: see 0001-directory-tables. */
export function firstTables(dialect: DatabaseDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await organisationTables(db);
      await directoryTables(db, dialect);
      await accessTables(db);
      await resetTables(db);
      await throttleTables(db);
      await outboxTables(db);
      await auditTables(db, dialect);
      await db.schema
        .createTable('write_probe')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('writes', 'bigint', (column) => column.notNull())
        .execute();
    },
  };
}

async function organisationTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tenants')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('settings_documents')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('section', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_by', 'text')
    .addPrimaryKeyConstraint('settings_documents_pk', ['tenant_id', 'section'])
    .execute();
}

async function accessTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('role_assignments')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('anchor', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('assigned_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('role_assignments_pk', ['anchor', 'role', 'directory_id', 'tenant_id'])
    .execute();
  await index(db, 'role_assignments_by_tenant', 'role_assignments', ['tenant_id', 'role']);
  await db.schema
    .createTable('api_keys')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('key_mac', 'text', (column) => column.notNull().unique())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('created_by', 'text')
    .addColumn('expires_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .addPrimaryKeyConstraint('api_keys_pk', ['id', 'tenant_id'])
    .execute();
  await index(db, 'api_keys_by_tenant', 'api_keys', ['tenant_id']);
  await db.schema
    .createTable('sign_in_sessions')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('token_mac', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('anchor', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('authenticated_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('idle_seconds', 'integer', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('sign_in_sessions_pk', ['id', 'tenant_id'])
    .addUniqueConstraint('sign_in_sessions_token', ['token_mac', 'tenant_id'])
    .execute();
  await index(db, 'sign_in_sessions_by_user', 'sign_in_sessions', [
    'anchor',
    'directory_id',
    'tenant_id',
  ]);
  await db.schema
    .createTable('one_time_tokens')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text')
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('token_mac', 'text', (column) => column.notNull())
    .addColumn('user_tenant_id', 'text')
    .addColumn('user_directory_id', 'text')
    .addColumn('user_anchor', 'text')
    .addColumn('about', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .addUniqueConstraint('one_time_tokens_token', ['purpose', 'token_mac'])
    .execute();
  await db.schema
    .createTable('freezes')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('anchor', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('frozen_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('freezes_pk', ['anchor', 'directory_id', 'tenant_id'])
    .execute();
  await index(db, 'freezes_by_tenant', 'freezes', ['tenant_id']);
}

async function resetTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reset_sessions')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('token_mac', 'text', (column) => column.notNull())
    .addColumn('previous_token_mac', 'text')
    .addColumn('reference', 'text', (column) => column.notNull())
    .addColumn('identifier_sealed', 'text', (column) => column.notNull())
    .addColumn('identifier_mac', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('ip', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('sends', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('subject_directory_id', 'text')
    .addColumn('subject_anchor', 'text')
    .addColumn('open_challenge_id', 'text')
    .addColumn('passed', 'text', (column) => column.notNull())
    .addColumn('writeback_id', 'text')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('grant_expires_at', 'bigint')
    .addColumn('overdue_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addPrimaryKeyConstraint('reset_sessions_pk', ['id', 'tenant_id'])
    .addUniqueConstraint('reset_sessions_token', ['token_mac', 'tenant_id'])
    .execute();
  await index(
    db,
    'reset_sessions_by_previous_token',
    'reset_sessions',
    ['previous_token_mac', 'tenant_id'],
    'previous_token_mac',
  );
  await index(db, 'reset_sessions_by_reference', 'reset_sessions', ['reference', 'tenant_id']);
  await index(
    db,
    'reset_sessions_open_of',
    'reset_sessions',
    ['subject_anchor', 'subject_directory_id', 'tenant_id'],
    'overdue_at',
  );
  await index(db, 'reset_sessions_overdue', 'reset_sessions', ['overdue_at'], 'overdue_at');
  await index(db, 'reset_sessions_ended', 'reset_sessions', ['ended_at'], 'ended_at');
  await db.schema
    .createTable('challenges')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('method_id', 'text', (column) => column.notNull())
    .addColumn('code_mac', 'text')
    .addColumn('destination_sealed', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('max_attempts', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('voided_at', 'bigint')
    .addPrimaryKeyConstraint('challenges_pk', ['id', 'tenant_id'])
    .execute();
  await index(db, 'challenges_by_session', 'challenges', ['session_id', 'tenant_id']);
  await db.schema
    .createTable('writebacks')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('anchor', 'text', (column) => column.notNull())
    .addColumn('session_id', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('password_changed_at_before', 'bigint')
    .addColumn('intended_at', 'bigint', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('settled_at', 'bigint')
    .addPrimaryKeyConstraint('writebacks_pk', ['id', 'tenant_id'])
    .execute();
  await db.schema
    .createIndex('writebacks_unsettled')
    .on('writebacks')
    .column('intended_at')
    .where(sql.ref('settled_at'), 'is', null)
    .execute();
}

async function throttleTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('throttles')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('limit_name', 'text', (column) => column.notNull())
    .addColumn('key_mac', 'text', (column) => column.notNull())
    .addColumn('hits', 'integer', (column) => column.notNull())
    .addColumn('window_ends_at', 'bigint', (column) => column.notNull())
    .addColumn('blocked_until', 'bigint')
    .addPrimaryKeyConstraint('throttles_pk', ['key_mac', 'limit_name', 'tenant_id'])
    .execute();
  await index(db, 'throttles_by_end', 'throttles', ['window_ends_at']);
}

async function outboxTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox_jobs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('payload_sealed', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('not_before', 'bigint', (column) => column.notNull())
    .addColumn('deadline_at', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('worker_id', 'text')
    .addColumn('leased_until', 'bigint')
    .addColumn('fence', 'integer', (column) => column.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('outcome', 'text')
    .addColumn('reason', 'text')
    .execute();
  await db.schema
    .createIndex('outbox_jobs_open')
    .on('outbox_jobs')
    .columns(['not_before', 'created_at'])
    .where(sql.ref('closed_at'), 'is', null)
    .execute();
  await index(db, 'outbox_jobs_closed', 'outbox_jobs', ['closed_at'], 'closed_at');
}

async function auditTables(db: Kysely<unknown>, { orderedText }: DatabaseDialect): Promise<void> {
  await db.schema
    .createTable('audit_records')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('actor_name', 'text')
    .addColumn('actor_key', orderedText)
    .addColumn('subject_directory_id', 'text')
    .addColumn('subject_anchor', 'text')
    .addColumn('subject_name', 'text')
    .addColumn('subject_key', orderedText)
    .addColumn('target', 'text')
    .addColumn('correlation_id', 'text')
    .addColumn('ip', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('fields', 'text', (column) => column.notNull())
    .addColumn('previous_hash', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_records_pk', ['tenant_id', 'seq'])
    .addUniqueConstraint('audit_records_id', ['id', 'tenant_id'])
    .execute();
  const searched = [
    'actor_id',
    'actor_key',
    'subject_anchor',
    'subject_key',
    'target',
    'correlation_id',
  ];
  for (const column of searched) {
    await index(db, `audit_records_by_${column}`, 'audit_records', ['tenant_id', column], column);
  }
  await index(db, 'audit_records_by_type', 'audit_records', ['tenant_id', 'type', 'seq']);
  await index(db, 'audit_records_by_type_and_time', 'audit_records', ['tenant_id', 'type', 'at']);
  await index(db, 'audit_records_by_time', 'audit_records', ['tenant_id', 'at']);
  await db.schema
    .createTable('audit_heads')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('mac', 'text', (column) => column.notNull())
    .execute();
}

/** @param present the column whose rows alone are indexed: those where it is not null. */
async function index(
  db: Kysely<unknown>,
  name: string,
  table: string,
  columns: readonly string[],
  present?: string,
): Promise<void> {
  const create = db.schema
    .createIndex(name)
    .on(table)
    .columns([...columns]);
  await (present === undefined ? create : create.where(sql.ref(present), 'is not', null)).execute();
}
