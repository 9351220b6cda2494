import type { Kysely } from 'kysely';
import type { DatabaseDialect } from '../dialect.ts';

/** The built-in directory. Its foreign keys hold a tenant and a directory, so no row can point into another. */
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
    .addPrimaryKeyConstraint('local_users_pk', ['tenant_id', 'directory_id', 'id'])
    .addUniqueConstraint('local_users_username', ['tenant_id', 'directory_id', 'username_key'])
    .execute();
  await db.schema
    .createIndex('local_users_by_mail')
    .on('local_users')
    .columns(['tenant_id', 'directory_id', 'mail_key'])
    .execute();
  await db.schema
    .createTable('local_user_terms')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('term_key', orderedText, (column) => column.notNull())
    .addColumn('username_key', orderedText, (column) => column.notNull())
    .addColumn('user_id', orderedText, (column) => column.notNull())
    .addPrimaryKeyConstraint('local_user_terms_pk', [
      'tenant_id',
      'directory_id',
      'term_key',
      'username_key',
      'user_id',
    ])
    .addForeignKeyConstraint(
      'local_user_terms_user',
      ['tenant_id', 'directory_id', 'user_id'],
      'local_users',
      ['tenant_id', 'directory_id', 'id'],
      (key) => key.onDelete('cascade'),
    )
    .execute();
  await db.schema
    .createIndex('local_user_terms_by_user')
    .on('local_user_terms')
    .columns(['tenant_id', 'directory_id', 'user_id'])
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
    .addPrimaryKeyConstraint('local_groups_pk', ['tenant_id', 'directory_id', 'id'])
    .addUniqueConstraint('local_groups_name', ['tenant_id', 'directory_id', 'name_key'])
    .execute();
  await db.schema
    .createTable('local_group_terms')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('directory_id', 'text', (column) => column.notNull())
    .addColumn('term_key', orderedText, (column) => column.notNull())
    .addColumn('name_key', orderedText, (column) => column.notNull())
    .addColumn('group_id', orderedText, (column) => column.notNull())
    .addPrimaryKeyConstraint('local_group_terms_pk', [
      'tenant_id',
      'directory_id',
      'term_key',
      'name_key',
      'group_id',
    ])
    .addForeignKeyConstraint(
      'local_group_terms_group',
      ['tenant_id', 'directory_id', 'group_id'],
      'local_groups',
      ['tenant_id', 'directory_id', 'id'],
      (key) => key.onDelete('cascade'),
    )
    .execute();
  await db.schema
    .createIndex('local_group_terms_by_group')
    .on('local_group_terms')
    .columns(['tenant_id', 'directory_id', 'group_id'])
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
      .addPrimaryKeyConstraint(`${table}_pk`, ['tenant_id', 'directory_id', 'group_id', member])
      .addForeignKeyConstraint(
        `${table}_group`,
        ['tenant_id', 'directory_id', 'group_id'],
        'local_groups',
        ['tenant_id', 'directory_id', 'id'],
        (key) => key.onDelete('cascade'),
      )
      .addForeignKeyConstraint(
        `${table}_member`,
        ['tenant_id', 'directory_id', member],
        of,
        ['tenant_id', 'directory_id', 'id'],
        (key) => key.onDelete('cascade'),
      )
      .execute();
    await db.schema
      .createIndex(`${table}_by_member`)
      .on(table)
      .columns(['tenant_id', 'directory_id', member, 'group_id'])
      .execute();
  }
}
