import { sql } from 'kysely';
import type { ThrottleHit, ThrottleRow, Throttles } from '../ports/storage/throttles.ts';
import type { StoreContext } from './context.ts';
import type { ThrottlesTable } from './schema.ts';

export function createThrottles({ db }: StoreContext): Throttles {
  /**
   * One statement, so that the count is exact however many hits meet: the row's lock orders them. A new
   * window starts at one; a block that still runs is kept, and one that ended comes back with the next
   * hit at or over `max`, because nothing but the window's end lowers a count.
   */
  function count(tenantId: string, hit: ThrottleHit, now: number, onlyUnblocked: boolean) {
    const windowEndsAt = now + hit.windowSeconds * 1000;
    const blockEndsAt = hit.blockSeconds === null ? null : now + hit.blockSeconds * 1000;
    const windowIsOver = sql<boolean>`throttles.window_ends_at <= ${now}`;
    const hits = sql<number>`case when ${windowIsOver} then 1 else throttles.hits + 1 end`;
    const endsAt = sql<number>`case when ${windowIsOver} then cast(${windowEndsAt} as bigint) else throttles.window_ends_at end`;
    return db
      .insertInto('throttles')
      .values({
        tenant_id: tenantId,
        limit_name: hit.limit,
        key_mac: hit.keyMac,
        hits: 1,
        window_ends_at: windowEndsAt,
        blocked_until: hit.max <= 1 ? (blockEndsAt ?? windowEndsAt) : null,
      })
      .onConflict((conflict) => {
        const counted = conflict.columns(['tenant_id', 'limit_name', 'key_mac']).doUpdateSet({
          hits,
          window_ends_at: endsAt,
          blocked_until: sql<number | null>`case
            when throttles.blocked_until > ${now} then throttles.blocked_until
            when ${hits} >= ${hit.max} then coalesce(cast(${blockEndsAt} as bigint), ${endsAt})
            else null end`,
        });
        return onlyUnblocked
          ? counted.where(sql<boolean>`coalesce(throttles.blocked_until, 0) <= ${now}`)
          : counted;
      })
      .returningAll();
  }

  return {
    async hit(tenantId, hit, now) {
      return toRow(await count(tenantId, hit, now, false).executeTakeFirstOrThrow());
    },
    async admit(tenantId, hit, now) {
      const row = await count(tenantId, hit, now, true).executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async blockedUntil(tenantId, limit, keyMac, now) {
      const row = await db
        .selectFrom('throttles')
        .select('blocked_until')
        .where('tenant_id', '=', tenantId)
        .where('limit_name', '=', limit)
        .where('key_mac', '=', keyMac)
        .where('blocked_until', '>', now)
        .executeTakeFirst();
      return row?.blocked_until ?? null;
    },
    async clear(tenantId, limit, keyMac) {
      await db
        .deleteFrom('throttles')
        .where('tenant_id', '=', tenantId)
        .where('limit_name', '=', limit)
        .where('key_mac', '=', keyMac)
        .execute();
    },
    async purge(endedBefore) {
      const { numDeletedRows } = await db
        .deleteFrom('throttles')
        .where('window_ends_at', '<', endedBefore)
        .where((row) =>
          row.or([row('blocked_until', 'is', null), row('blocked_until', '<', endedBefore)]),
        )
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function toRow(row: ThrottlesTable): ThrottleRow {
  return {
    limit: row.limit_name,
    keyMac: row.key_mac,
    count: row.hits,
    windowEndsAt: row.window_ends_at,
    blockedUntil: row.blocked_until,
  };
}
