import { type Kysely, sql } from 'kysely';
import {
  type DescribedThrottle,
  NEVER,
  type ThrottleHit,
  type ThrottleRow,
  type Throttles,
} from '../ports/storage/throttles.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled, onceCompiledOver } from './once-compiled.ts';
import type { Tables, ThrottlesTable } from './schema.ts';

/** What one hit says of its counter; times are epoch ms. */
interface Count {
  readonly tenantId: string;
  readonly limit: string;
  readonly keyMac: string;
  readonly now: number;
  readonly windowEndsAt: number;
  readonly blockEndsAt: number | null;
  /** The block of a window whose first hit is already one too many. */
  readonly blockedAtOnceUntil: number | null;
  readonly max: number;
}

/**
 * One statement, so that the count is exact however many hits meet: the row's lock orders them. A new
 * window starts at one; a block that still runs is kept, and one that ended comes back with the next
 * hit at or over `max`, because nothing but the window's end lowers a count.
 */
function counting(db: Kysely<Tables>, at: Count, onlyUnblocked: boolean) {
  const windowIsOver = sql<boolean>`throttles.window_ends_at <= ${at.now}`;
  const hits = sql<number>`case when ${windowIsOver} then 1 else throttles.hits + 1 end`;
  const endsAt = sql<number>`case when ${windowIsOver} then cast(${at.windowEndsAt} as bigint) else throttles.window_ends_at end`;
  return db
    .insertInto('throttles')
    .values({
      tenant_id: at.tenantId,
      limit_name: at.limit,
      key_mac: at.keyMac,
      hits: 1,
      window_ends_at: at.windowEndsAt,
      blocked_until: at.blockedAtOnceUntil,
      about_sealed: null,
    })
    .onConflict((conflict) => {
      const counted = conflict.columns(['tenant_id', 'limit_name', 'key_mac']).doUpdateSet({
        hits,
        window_ends_at: endsAt,
        blocked_until: sql<number | null>`case
            when throttles.blocked_until > ${at.now} then throttles.blocked_until
            when ${hits} >= ${at.max} then coalesce(cast(${at.blockEndsAt} as bigint), ${endsAt})
            else null end`,
      });
      return onlyUnblocked
        ? counted.where(sql<boolean>`coalesce(throttles.blocked_until, 0) <= ${at.now}`)
        : counted;
    })
    .returningAll();
}

const countHit = onceCompiled((db, at: Count) => counting(db, at, false));
const countAdmission = onceCompiled((db, at: Count) => counting(db, at, true));

const runningBlock = onceCompiled(
  (db, at: { tenantId: string; limit: string; keyMac: string; now: number }) =>
    db
      .selectFrom('throttles')
      .select('blocked_until')
      .where('tenant_id', '=', at.tenantId)
      .where('limit_name', '=', at.limit)
      .where('key_mac', '=', at.keyMac)
      .where('blocked_until', '>', at.now),
);

const runningBlocks = onceCompiledOver((db, at: { tenantId: string; now: number }, keyMacs) =>
  db
    .selectFrom('throttles')
    .select(['key_mac', 'blocked_until'])
    .where('tenant_id', '=', at.tenantId)
    .where('key_mac', 'in', keyMacs)
    // An expression, so that a few keys are looked up rather than all blocks that run.
    .where(sql`coalesce(blocked_until, 0)`, '>', at.now),
);

const cleared = onceCompiledOver((db, at: { tenantId: string }, keyMacs) =>
  db.deleteFrom('throttles').where('tenant_id', '=', at.tenantId).where('key_mac', 'in', keyMacs),
);

function countOf(tenantId: string, hit: ThrottleHit, now: number): Count {
  const windowEndsAt = hit.windowSeconds === null ? NEVER : now + hit.windowSeconds * 1000;
  const blockEndsAt = hit.blockSeconds === null ? null : now + hit.blockSeconds * 1000;
  return {
    tenantId,
    limit: hit.limit,
    keyMac: hit.keyMac,
    now,
    windowEndsAt,
    blockEndsAt,
    blockedAtOnceUntil: hit.max <= 1 ? (blockEndsAt ?? windowEndsAt) : null,
    max: hit.max,
  };
}

export function createThrottles(context: StoreContext): Throttles {
  const { db } = context;
  return {
    async hit(tenantId, hit, now) {
      const [row] = await countHit(context, countOf(tenantId, hit, now));
      if (row === undefined) throw new Error('an upsert returns the row it wrote');
      return toRow(row);
    },
    async admit(tenantId, hit, now) {
      const [row] = await countAdmission(context, countOf(tenantId, hit, now));
      return row === undefined ? null : toRow(row);
    },
    async blockedUntil(tenantId, limit, keyMac, now) {
      const [row] = await runningBlock(context, { tenantId, limit, keyMac, now });
      return row?.blocked_until ?? null;
    },
    async blocksAmong(tenantId, keyMacs, now) {
      if (keyMacs.length === 0) return new Map();
      const rows = await runningBlocks(context, { tenantId, now }, keyMacs);
      return new Map(
        rows.flatMap((row) =>
          row.blocked_until === null ? [] : [[row.key_mac, row.blocked_until] as const],
        ),
      );
    },
    async describe(tenantId, limit, keyMac, aboutSealed) {
      await db
        .updateTable('throttles')
        .set({ about_sealed: aboutSealed })
        .where('tenant_id', '=', tenantId)
        .where('limit_name', '=', limit)
        .where('key_mac', '=', keyMac)
        .execute();
    },
    async blocked(tenantId, now, limit) {
      const running = db
        .selectFrom('throttles')
        .where('tenant_id', '=', tenantId)
        .where('blocked_until', '>', now);
      const rows = await running
        .selectAll()
        .orderBy('blocked_until', 'desc')
        .orderBy('key_mac')
        .limit(limit)
        .execute();
      const { total } = await running
        .select(({ fn }) => fn.countAll().as('total'))
        .executeTakeFirstOrThrow();
      return { rows: rows.map(toDescribed), total: Number(total) };
    },
    async blockedByKey(tenantId, keyMac, now) {
      const row = await db
        .selectFrom('throttles')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('key_mac', '=', keyMac)
        .where('blocked_until', '>', now)
        .executeTakeFirst();
      return row === undefined ? null : toDescribed(row);
    },
    async clear(tenantId, keyMacs) {
      if (keyMacs.length > 0) await cleared(context, { tenantId }, keyMacs);
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

function toDescribed(row: ThrottlesTable): DescribedThrottle {
  return { ...toRow(row), aboutSealed: row.about_sealed };
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
