import { sql } from 'kysely';
import { PosternError } from '../domain/errors.ts';
import type { LocalGroups, LocalMember } from '../ports/storage/local-groups.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';

type Memberships = Pick<
  LocalGroups,
  'members' | 'addMember' | 'removeMember' | 'transitiveOf' | 'countTransitiveMembers'
>;

const groupsOf = onceCompiled((db, at: { tenantId: string; directoryId: string; userId: string }) =>
  db
    .withRecursive('held(group_id)', (cte) =>
      cte
        .selectFrom('local_user_memberships')
        .select('group_id')
        .where('tenant_id', '=', at.tenantId)
        .where('directory_id', '=', at.directoryId)
        .where('user_id', '=', at.userId)
        // UNION drops groups that were found before, so that a cycle ends.
        .union(
          cte
            .selectFrom('held')
            .crossJoin('local_group_memberships as outer')
            .select('outer.group_id')
            .where('outer.tenant_id', '=', at.tenantId)
            .where('outer.directory_id', '=', at.directoryId)
            .whereRef('outer.member_group_id', '=', 'held.group_id'),
        ),
    )
    .selectFrom('held')
    .select('group_id'),
);

/**
 * Users and groups are held in one table each, so that foreign keys keep both from pointing nowhere. Cross
 * joins, because SQLite keeps their order: it would else start from every membership of the directory.
 */
export function createMemberships(context: StoreContext): Memberships {
  const { db, dialect } = context;
  async function insert(
    tenantId: string,
    directoryId: string,
    groupId: string,
    member: LocalMember,
  ): Promise<boolean> {
    const place = { tenant_id: tenantId, directory_id: directoryId, group_id: groupId };
    const added =
      member.kind === 'user'
        ? await db
            .insertInto('local_user_memberships')
            .values({ ...place, user_id: member.id })
            .onConflict((conflict) => conflict.doNothing())
            .returning('group_id')
            .executeTakeFirst()
        : await db
            .insertInto('local_group_memberships')
            .values({ ...place, member_group_id: member.id })
            .onConflict((conflict) => conflict.doNothing())
            .returning('group_id')
            .executeTakeFirst();
    return added !== undefined;
  }

  async function exists(
    table: 'local_users' | 'local_groups',
    tenantId: string,
    directoryId: string,
    id: string,
  ): Promise<boolean> {
    const row = await db
      .selectFrom(table)
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('directory_id', '=', directoryId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row !== undefined;
  }

  return {
    async members(tenantId, directoryId, groupId, limit, after) {
      const groups = await db
        .selectFrom('local_group_memberships as membership')
        .innerJoin('local_groups as member', (join) =>
          join
            .onRef('member.tenant_id', '=', 'membership.tenant_id')
            .onRef('member.directory_id', '=', 'membership.directory_id')
            .onRef('member.id', '=', 'membership.member_group_id'),
        )
        .select([sql<'group'>`'group'`.as('kind'), 'member.id', 'member.name'])
        .where('membership.tenant_id', '=', tenantId)
        .where('membership.directory_id', '=', directoryId)
        .where('membership.group_id', '=', groupId)
        .where('membership.member_group_id', '>', after ?? '')
        .orderBy('membership.member_group_id')
        .limit(limit)
        .execute();
      const users = await db
        .selectFrom('local_user_memberships as membership')
        .innerJoin('local_users as member', (join) =>
          join
            .onRef('member.tenant_id', '=', 'membership.tenant_id')
            .onRef('member.directory_id', '=', 'membership.directory_id')
            .onRef('member.id', '=', 'membership.user_id'),
        )
        .select([sql<'user'>`'user'`.as('kind'), 'member.id', 'member.display_name as name'])
        .where('membership.tenant_id', '=', tenantId)
        .where('membership.directory_id', '=', directoryId)
        .where('membership.group_id', '=', groupId)
        .where('membership.user_id', '>', after ?? '')
        .orderBy('membership.user_id')
        .limit(limit)
        .execute();
      return [...groups, ...users].toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    async addMember(tenantId, directoryId, groupId, member) {
      const memberTable = member.kind === 'user' ? 'local_users' : 'local_groups';
      const known =
        (await exists('local_groups', tenantId, directoryId, groupId)) &&
        (await exists(memberTable, tenantId, directoryId, member.id));
      if (!known) throw new PosternError('not-found');
      try {
        return await insert(tenantId, directoryId, groupId, member);
      } catch (error) {
        // One of the two was deleted between the look and the insert.
        if (dialect.faultOf(error) !== 'dangling') throw error;
        throw new PosternError('not-found', { cause: error });
      }
    },
    async removeMember(tenantId, directoryId, groupId, member) {
      const table = member.kind === 'user' ? 'local_user_memberships' : 'local_group_memberships';
      const column = member.kind === 'user' ? 'user_id' : 'member_group_id';
      const removed = await db
        .deleteFrom(table)
        .where('tenant_id', '=', tenantId)
        .where('directory_id', '=', directoryId)
        .where('group_id', '=', groupId)
        .where(sql.ref(column), '=', member.id)
        .returning('group_id')
        .executeTakeFirst();
      return removed !== undefined;
    },
    async transitiveOf(tenantId, directoryId, userId) {
      const rows = await groupsOf(context, { tenantId, directoryId, userId });
      return rows.map((row) => row.group_id);
    },
    async countTransitiveMembers(tenantId, directoryId, groupIds) {
      if (groupIds.length === 0) return 0;
      const { users } = await db
        .withRecursive('inside(group_id)', (cte) =>
          cte
            .selectFrom('local_groups')
            .select('id as group_id')
            .where('tenant_id', '=', tenantId)
            .where('directory_id', '=', directoryId)
            .where('id', 'in', [...groupIds])
            .union(
              cte
                .selectFrom('inside')
                .crossJoin('local_group_memberships as inner')
                .select('inner.member_group_id as group_id')
                .where('inner.tenant_id', '=', tenantId)
                .where('inner.directory_id', '=', directoryId)
                .whereRef('inner.group_id', '=', 'inside.group_id'),
            ),
        )
        .selectFrom('inside')
        .crossJoin('local_user_memberships as membership')
        .select((row) => row.fn.count<number>('membership.user_id').distinct().as('users'))
        .where('membership.tenant_id', '=', tenantId)
        .where('membership.directory_id', '=', directoryId)
        .whereRef('membership.group_id', '=', 'inside.group_id')
        .executeTakeFirstOrThrow();
      return users;
    },
  };
}
