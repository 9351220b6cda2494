import type { Kysely } from 'kysely';
import { PosternError } from '../domain/errors.ts';
import { canonicalForm } from '../domain/identifier.ts';
import type { LocalUserRow, LocalUsers } from '../ports/storage/local-users.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { LocalUsersTable, Tables } from './schema.ts';
import { startsWith } from './text-range.ts';

interface Place {
  readonly tenantId: string;
  readonly directoryId: string;
}

interface NewPassword extends Place {
  readonly id: string;
  readonly hash: string;
  readonly changedAt: number;
  readonly writebackId: string | null;
}

const byId = onceCompiled((db, at: Place & { id: string }) =>
  db
    .selectFrom('local_users')
    .selectAll()
    .where('tenant_id', '=', at.tenantId)
    .where('directory_id', '=', at.directoryId)
    .where('id', '=', at.id),
);

/** Two look-ups in one statement: with an OR, SQLite walks through the whole directory. */
const named = onceCompiled((db, at: Place & { identifier: string }) => {
  const users = db
    .selectFrom('local_users')
    .selectAll()
    .where('tenant_id', '=', at.tenantId)
    .where('directory_id', '=', at.directoryId);
  return users
    .where('username_key', '=', at.identifier)
    .unionAll(
      db.selectFrom(users.where('mail_key', '=', at.identifier).limit(2).as('by_mail')).selectAll(),
    );
});

const passwordSet = onceCompiled((db, at: NewPassword) => settingPassword(db, at).returning('id'));

const firstPasswordSet = onceCompiled((db, at: NewPassword) =>
  settingPassword(db, at).where('password_hash', 'is', null).returning('id'),
);

const passwordReplaced = onceCompiled((db, at: NewPassword & { expectedHash: string }) =>
  settingPassword(db, at).where('password_hash', '=', at.expectedHash).returning('id'),
);

function settingPassword(db: Kysely<Tables>, at: NewPassword) {
  return db
    .updateTable('local_users')
    .set({
      password_hash: at.hash,
      password_changed_at: at.changedAt,
      last_writeback_id: at.writebackId,
      updated_at: at.changedAt,
    })
    .where('tenant_id', '=', at.tenantId)
    .where('directory_id', '=', at.directoryId)
    .where('id', '=', at.id);
}

export function createLocalUsers(context: StoreContext): LocalUsers {
  const { db, dialect, atomically } = context;
  return {
    add(row) {
      return atomically(async (transaction) => {
        const added = await transaction
          .insertInto('local_users')
          .values(toColumns(row))
          .onConflict((conflict) =>
            conflict.columns(['tenant_id', 'directory_id', 'username_key']).doNothing(),
          )
          .returning('id')
          .executeTakeFirst();
        if (added === undefined) return false;
        await addTerms(transaction, row);
        return true;
      });
    },
    async get(tenantId, directoryId, id) {
      const [row] = await byId(context, { tenantId, directoryId, id });
      return row === undefined ? null : toRow(row);
    },
    async find(tenantId, directoryId, canonicalIdentifier) {
      const rows = await named(context, {
        tenantId,
        directoryId,
        identifier: canonicalIdentifier,
      });
      const byName = rows.find((row) => row.username_key === canonicalIdentifier);
      if (byName !== undefined) return toRow(byName);
      // A mail address that two people have names neither of them.
      const [first, second] = rows;
      return first === undefined || second !== undefined ? null : toRow(first);
    },
    async search(tenantId, directoryId, { query, limit, after }) {
      const start = canonicalForm(query);
      const rows = await db
        .selectFrom('local_users')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('directory_id', '=', directoryId)
        .$if(start === '' && after !== null, (users) =>
          users.where('username_key', '>', after ?? ''),
        )
        .$if(start !== '', (users) =>
          users.where('username_key', 'in', (terms) =>
            terms
              .selectFrom('local_user_terms')
              .select('local_user_terms.username_key')
              .distinct()
              .where('local_user_terms.tenant_id', '=', tenantId)
              .where('local_user_terms.directory_id', '=', directoryId)
              .where(startsWith('local_user_terms.term_key', start))
              .where('local_user_terms.username_key', '>', after ?? '')
              .orderBy('local_user_terms.username_key')
              .limit(limit),
          ),
        )
        .orderBy('username_key')
        .limit(limit)
        .execute();
      return rows.map(toRow);
    },
    async count(tenantId, directoryId) {
      const { users } = await db
        .selectFrom('local_users')
        .select((user) => user.fn.countAll<number>().as('users'))
        .where('tenant_id', '=', tenantId)
        .where('directory_id', '=', directoryId)
        .executeTakeFirstOrThrow();
      return users;
    },
    async update(row) {
      try {
        return await atomically((transaction) => updateProfile(transaction, row));
      } catch (error) {
        if (dialect.faultOf(error) !== 'duplicate') throw error;
        throw new PosternError('name-taken', { cause: error });
      }
    },
    async setPassword(tenantId, directoryId, id, password) {
      const { expectedHash, hash, changedAt, writebackId } = password;
      const wanted = { tenantId, directoryId, id, hash, changedAt, writebackId };
      const set = await (expectedHash === undefined
        ? passwordSet(context, wanted)
        : expectedHash === null
          ? firstPasswordSet(context, wanted)
          : passwordReplaced(context, { ...wanted, expectedHash }));
      return set.length > 0;
    },
    remove(tenantId, directoryId, id) {
      return atomically(async (transaction) => {
        // Memberships go with it by their foreign keys.
        const removed = await transaction
          .deleteFrom('local_users')
          .where('tenant_id', '=', tenantId)
          .where('directory_id', '=', directoryId)
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst();
        if (removed === undefined) return false;
        await removeTerms(transaction, { tenantId, directoryId, id });
        return true;
      });
    },
  };
}

async function updateProfile(db: Kysely<Tables>, row: LocalUserRow): Promise<boolean> {
  const key = canonicalForm(row.username);
  const taken = await db
    .selectFrom('local_users')
    .select('id')
    .where('tenant_id', '=', row.tenantId)
    .where('directory_id', '=', row.directoryId)
    .where('username_key', '=', key)
    .where('id', '!=', row.id)
    .executeTakeFirst();
  // Asked first because a refused statement would end a transaction of the caller's on PostgreSQL.
  if (taken !== undefined) throw new PosternError('name-taken');
  const {
    username,
    username_key,
    display_name,
    given_name,
    surname,
    mail,
    mail_key,
    alternate_mail,
    mobile,
    office_phone,
    locale,
    enabled,
    updated_at,
  } = toColumns(row);
  const updated = await db
    .updateTable('local_users')
    .set({
      username,
      username_key,
      display_name,
      given_name,
      surname,
      mail,
      mail_key,
      alternate_mail,
      mobile,
      office_phone,
      locale,
      enabled,
      updated_at,
    })
    .where('tenant_id', '=', row.tenantId)
    .where('directory_id', '=', row.directoryId)
    .where('id', '=', row.id)
    .returning('id')
    .executeTakeFirst();
  if (updated === undefined) return false;
  await removeTerms(db, row);
  await addTerms(db, row);
  return true;
}

async function removeTerms(
  db: Kysely<Tables>,
  row: Pick<LocalUserRow, 'tenantId' | 'directoryId' | 'id'>,
): Promise<void> {
  await db
    .deleteFrom('local_user_terms')
    .where('tenant_id', '=', row.tenantId)
    .where('directory_id', '=', row.directoryId)
    .where('user_id', '=', row.id)
    .execute();
}

async function addTerms(db: Kysely<Tables>, row: LocalUserRow): Promise<void> {
  const searched = [row.username, row.displayName, row.givenName, row.surname, row.mail];
  const terms = new Set(searched.map((text) => canonicalForm(text ?? '')).filter(Boolean));
  await db
    .insertInto('local_user_terms')
    .values(
      [...terms].map((term) => ({
        tenant_id: row.tenantId,
        directory_id: row.directoryId,
        term_key: term,
        username_key: canonicalForm(row.username),
        user_id: row.id,
      })),
    )
    .execute();
}

function toColumns(row: LocalUserRow): LocalUsersTable {
  return {
    tenant_id: row.tenantId,
    directory_id: row.directoryId,
    id: row.id,
    username: row.username,
    username_key: canonicalForm(row.username),
    display_name: row.displayName,
    given_name: row.givenName,
    surname: row.surname,
    mail: row.mail,
    mail_key: row.mail === null ? null : canonicalForm(row.mail),
    alternate_mail: row.alternateMail,
    mobile: row.mobile,
    office_phone: row.officePhone,
    locale: row.locale,
    enabled: row.enabled ? 1 : 0,
    password_hash: row.passwordHash,
    password_changed_at: row.passwordChangedAt,
    last_writeback_id: row.lastWritebackId,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}

function toRow(row: LocalUsersTable): LocalUserRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    directoryId: row.directory_id,
    username: row.username,
    displayName: row.display_name,
    givenName: row.given_name,
    surname: row.surname,
    mail: row.mail,
    alternateMail: row.alternate_mail,
    mobile: row.mobile,
    officePhone: row.office_phone,
    locale: row.locale,
    enabled: row.enabled === 1,
    passwordHash: row.password_hash,
    passwordChangedAt: row.password_changed_at,
    lastWritebackId: row.last_writeback_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
