import { sql } from 'kysely';
import { PosternError } from '../domain/errors.ts';
import type { LocalGroups, LocalMember } from '../ports/storage/local-groups.ts';
import type { StoreContext } from './context.ts';

type Memberships = Pick<
  LocalGroups,
  'members' | 'addMember' | 'removeMember' | 'transitiveOf' | 'countTransitiveMembers'
>;

/** Users and groups are held in one table each, so that foreign keys keep both from pointing nowhere. */
export function createMemberships({ db, dialect }: StoreContext): Memberships {
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
      const rows = await db
        .withRecursive('held(group_id)', (cte) =>
          cte
            .selectFrom('local_user_memberships')
            .select('group_id')
            .where('tenant_id', '=', tenantId)
            .where('directory_id', '=', directoryId)
            .where('user_id', '=', userId)
            // UNION drops groups that were found before, so that a cycle ends.
            .union(
              cte
                .selectFrom('held')
                .innerJoin('local_group_memberships as outer', (join) =>
                  join
                    .on('outer.tenant_id', '=', tenantId)
                    .on('outer.directory_id', '=', directoryId)
                    .onRef('outer.member_group_id', '=', 'held.group_id'),
                )
                .select('outer.group_id'),
            ),
        )
        .selectFrom('held')
        .select('group_id')
        .execute();
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
                .innerJoin('local_group_memberships as inner', (join) =>
                  join
                    .on('inner.tenant_id', '=', tenantId)
                    .on('inner.directory_id', '=', directoryId)
                    .onRef('inner.group_id', '=', 'inside.group_id'),
                )
                .select('inner.member_group_id as group_id'),
            ),
        )
        .selectFrom('inside')
        .innerJoin('local_user_memberships as membership', (join) =>
          join
            .on('membership.tenant_id', '=', tenantId)
            .on('membership.directory_id', '=', directoryId)
            .onRef('membership.group_id', '=', 'inside.group_id'),
        )
        .select((row) => row.fn.count<number>('membership.user_id').distinct().as('users'))
        .executeTakeFirstOrThrow();
      return users;
    },
  };
}
