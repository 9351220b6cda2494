import type { Kysely } from 'kysely';
import type { DatabaseDialect } from '../dialect.ts';

/**
 * The built-in directory. Its foreign keys hold a tenant and a directory, so no row can point into another.
 * Keys begin with the column that tells rows apart, and where an order is needed with the directory: to a
 * planner without statistics, a tenant and a directory together look like a handful of rows, and it would
 * walk through all of them. Terms have no foreign key for the same reason: PostgreSQL would plan its check once,
 * over the empty table that an import starts with, and keep that plan to the end of the import.
 */
export async function directoryTables(
  db: Kysely<unknown>,
  { orderedText }: DatabaseDialect,
): Promise<void> {
  await userTables(db, orderedText);
  await groupTables(db, orderedText);
  await membershipTables(db, orderedText);
}

async function userTables(
  db: Kysely<unknown>,
  orderedText: DatabaseDialect['orderedText'],
): Promise<void> {
  await db.schema
    .createTable('local_users')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('id', orderedText, (column) => column.notNull())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('username_key', orderedText, (column) => column.notNull())
    .addColumn('display_name', 'text', (column) => column.notNull())
    .addColumn('given_name', 'text')
    .addColumn('surname', 'text')
    .addColumn('mail', 'text')
    .addColumn('mail_key', 'text')
    .addColumn('alternate_mail', 'text')
    .addColumn('locale', 'text')
    .addColumn('enabled', 'integer', (column) => column.notNull())
    .addColumn('password_hash', 'text')
    .addColumn('password_changed_at', 'bigint')
    .addColumn('last_writeback_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('local_users_pk', ['id', 'directory_id', 'tenant_id'])
    .addUniqueConstraint('local_users_username', ['directory_id', 'username_key', 'tenant_id'])
    .execute();
  await db.schema
    .createIndex('local_users_by_mail')
    .on('local_users')
    .columns(['mail_key', 'directory_id', 'tenant_id'])
    .execute();
  await db.schema
    .createTable('local_user_terms')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('term_key', orderedText, (column) => column.notNull())
    .addColumn('username_key', orderedText, (column) => column.notNull())
    .addColumn('user_id', orderedText, (column) => column.notNull())
    .addPrimaryKeyConstraint('local_user_terms_pk', [
      'directory_id',
      'term_key',
      'username_key',
      'user_id',
      'tenant_id',
    ])
    .execute();
  await db.schema
    .createIndex('local_user_terms_by_user')
    .on('local_user_terms')
    .columns(['user_id', 'directory_id', 'tenant_id'])
    .execute();
}

async function groupTables(
  db: Kysely<unknown>,
  orderedText: DatabaseDialect['orderedText'],
): Promise<void> {
  await db.schema
    .createTable('local_groups')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('id', orderedText, (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', orderedText, (column) => column.notNull())
    .addColumn('description', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('local_groups_pk', ['id', 'directory_id', 'tenant_id'])
    .addUniqueConstraint('local_groups_name', ['directory_id', 'name_key', 'tenant_id'])
    .execute();
  await db.schema
    .createTable('local_group_terms')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('term_key', orderedText, (column) => column.notNull())
    .addColumn('name_key', orderedText, (column) => column.notNull())
    .addColumn('group_id', orderedText, (column) => column.notNull())
    .addPrimaryKeyConstraint('local_group_terms_pk', [
      'directory_id',
      'term_key',
      'name_key',
      'group_id',
      'tenant_id',
    ])
    .execute();
  await db.schema
    .createIndex('local_group_terms_by_group')
    .on('local_group_terms')
    .columns(['group_id', 'directory_id', 'tenant_id'])
    .execute();
}

async function membershipTables(
  db: Kysely<unknown>,
  orderedText: DatabaseDialect['orderedText'],
): Promise<void> {
  const tables = [
    { table: 'local_user_memberships', member: 'user_id', of: 'local_users' },
    { table: 'local_group_memberships', member: 'member_group_id', of: 'local_groups' },
  ] as const;
  for (const { table, member, of } of tables) {
    await db.schema
      .createTable(table)
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('directory_id', 'text', (column) => column.notNull())
      .addColumn('group_id', orderedText, (column) => column.notNull())
      .addColumn(member, orderedText, (column) => column.notNull())
      .addPrimaryKeyConstraint(`${table}_pk`, ['group_id', member, 'directory_id', 'tenant_id'])
      .addForeignKeyConstraint(
        `${table}_group`,
        ['group_id', 'directory_id', 'tenant_id'],
        'local_groups',
        ['id', 'directory_id', 'tenant_id'],
        (key) => key.onDelete('cascade'),
      )
      .addForeignKeyConstraint(
        `${table}_member`,
        [member, 'directory_id', 'tenant_id'],
        of,
        ['id', 'directory_id', 'tenant_id'],
        (key) => key.onDelete('cascade'),
      )
      .execute();
    await db.schema
      .createIndex(`${table}_by_member`)
      .on(table)
      .columns([member, 'group_id', 'directory_id', 'tenant_id'])
      .execute();
  }
}
