import type { Kysely } from 'kysely';
import { PosternError } from '../domain/errors.ts';
import { canonicalForm } from '../domain/identifier.ts';
import type { LocalGroupRow, LocalGroups } from '../ports/storage/local-groups.ts';
import type { StoreContext } from './context.ts';
import { createMemberships } from './local-memberships.ts';
import type { LocalGroupsTable, Tables } from './schema.ts';
import { startsWith } from './text-range.ts';

type Profile = Omit<LocalGroupRow, 'directMembers'>;

export function createLocalGroups(context: StoreContext): LocalGroups {
  const { db, dialect, atomically } = context;

  const groupsOf = (tenantId: string, directoryId: string) =>
    db
      .selectFrom('local_groups')
      .selectAll()
      .select((group) => [
        group
          .selectFrom('local_user_memberships as users')
          .select((member) => member.fn.countAll<number>().as('users'))
          .whereRef('users.tenant_id', '=', 'local_groups.tenant_id')
          .whereRef('users.directory_id', '=', 'local_groups.directory_id')
          .whereRef('users.group_id', '=', 'local_groups.id')
          .as('direct_users'),
        group
          .selectFrom('local_group_memberships as groups')
          .select((member) => member.fn.countAll<number>().as('groups'))
          .whereRef('groups.tenant_id', '=', 'local_groups.tenant_id')
          .whereRef('groups.directory_id', '=', 'local_groups.directory_id')
          .whereRef('groups.group_id', '=', 'local_groups.id')
          .as('direct_groups'),
      ])
      .where('tenant_id', '=', tenantId)
      .where('directory_id', '=', directoryId);

  return {
    ...createMemberships(context),
    add(row) {
      return atomically(async (transaction) => {
        const added = await transaction
          .insertInto('local_groups')
          .values(toColumns(row))
          .onConflict((conflict) =>
            conflict.columns(['tenant_id', 'directory_id', 'name_key']).doNothing(),
          )
          .returning('id')
          .executeTakeFirst();
        if (added === undefined) return false;
        await addTerms(transaction, row);
        return true;
      });
    },
    async get(tenantId, directoryId, id) {
      const row = await groupsOf(tenantId, directoryId).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async search(tenantId, directoryId, { query, limit, after }) {
      const start = canonicalForm(query);
      const rows = await groupsOf(tenantId, directoryId)
        .$if(start === '' && after !== null, (groups) => groups.where('name_key', '>', after ?? ''))
        .$if(start !== '', (groups) =>
          groups.where('name_key', 'in', (terms) =>
            terms
              .selectFrom('local_group_terms')
              .select('local_group_terms.name_key')
              .distinct()
              .where('local_group_terms.tenant_id', '=', tenantId)
              .where('local_group_terms.directory_id', '=', directoryId)
              .where(startsWith('local_group_terms.term_key', start))
              .where('local_group_terms.name_key', '>', after ?? '')
              .orderBy('local_group_terms.name_key')
              .limit(limit),
          ),
        )
        .orderBy('name_key')
        .limit(limit)
        .execute();
      return rows.map(toRow);
    },
    async count(tenantId, directoryId) {
      const { groups } = await db
        .selectFrom('local_groups')
        .select((group) => group.fn.countAll<number>().as('groups'))
        .where('tenant_id', '=', tenantId)
        .where('directory_id', '=', directoryId)
        .executeTakeFirstOrThrow();
      return groups;
    },
    async update(row) {
      try {
        return await atomically((transaction) => updateProfile(transaction, row));
      } catch (error) {
        if (dialect.faultOf(error) !== 'duplicate') throw error;
        throw new PosternError('name-taken', { cause: error });
      }
    },
    remove(tenantId, directoryId, id) {
      return atomically(async (transaction) => {
        // Memberships go with it by their foreign keys.
        const removed = await transaction
          .deleteFrom('local_groups')
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

async function updateProfile(db: Kysely<Tables>, row: Profile): Promise<boolean> {
  const { name, name_key, description } = toColumns(row);
  const taken = await db
    .selectFrom('local_groups')
    .select('id')
    .where('tenant_id', '=', row.tenantId)
    .where('directory_id', '=', row.directoryId)
    .where('name_key', '=', name_key)
    .where('id', '!=', row.id)
    .executeTakeFirst();
  // Asked first because a refused statement would end a transaction of the caller's on PostgreSQL.
  if (taken !== undefined) throw new PosternError('name-taken');
  const updated = await db
    .updateTable('local_groups')
    .set({ name, name_key, description })
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

/** The name from its start and from each later word on, so that `pilot gr` finds `SSPR pilot group`. */
function termsOf(name: string): string[] {
  const key = canonicalForm(name);
  const starts = [...key.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map((word) => word.index);
  return [...new Set([0, ...starts].map((start) => key.slice(start)))];
}

async function removeTerms(
  db: Kysely<Tables>,
  row: Pick<Profile, 'tenantId' | 'directoryId' | 'id'>,
): Promise<void> {
  await db
    .deleteFrom('local_group_terms')
    .where('tenant_id', '=', row.tenantId)
    .where('directory_id', '=', row.directoryId)
    .where('group_id', '=', row.id)
    .execute();
}

async function addTerms(db: Kysely<Tables>, row: Profile): Promise<void> {
  await db
    .insertInto('local_group_terms')
    .values(
      termsOf(row.name).map((term) => ({
        tenant_id: row.tenantId,
        directory_id: row.directoryId,
        term_key: term,
        name_key: canonicalForm(row.name),
        group_id: row.id,
      })),
    )
    .execute();
}

function toColumns(row: Profile): LocalGroupsTable {
  return {
    tenant_id: row.tenantId,
    directory_id: row.directoryId,
    id: row.id,
    name: row.name,
    name_key: canonicalForm(row.name),
    description: row.description,
    created_at: row.createdAt,
  };
}

function toRow(
  row: LocalGroupsTable & {
    readonly direct_users: number | null;
    readonly direct_groups: number | null;
  },
): LocalGroupRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    directoryId: row.directory_id,
    name: row.name,
    description: row.description,
    directMembers: (row.direct_users ?? 0) + (row.direct_groups ?? 0),
    createdAt: row.created_at,
  };
}
