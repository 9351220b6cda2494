import { PosternError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { type LimitName, timesOf } from '../../domain/throttle/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Meter } from '../../ports/log.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { ThrottleHit } from '../../ports/storage/throttles.ts';
import type { Vault } from '../../ports/vault.ts';

/** One thing to count: a limit of the table and what it is counted for. */
export interface Countable {
  readonly limit: LimitName;
  readonly key: string;
}

export interface Limiter {
  /**
   * Counts each in order and stops at the first that is blocked. Null when all were admitted, else when that
   * block ends. Run it in a transaction that commits either way: what was counted stays counted.
   */
  admit(
    stores: Stores,
    tenantId: string,
    policy: Policy,
    counted: readonly Countable[],
  ): Promise<number | null>;
  /** Counts one hit, blocked or not; the end of the block when it is blocked now. */
  count(
    stores: Stores,
    tenantId: string,
    policy: Policy,
    counted: Countable,
  ): Promise<number | null>;
  /** The same, and whether this hit was the one that began the block: what somebody is told of once. */
  reach(
    stores: Stores,
    tenantId: string,
    policy: Policy,
    counted: Countable,
  ): Promise<{ readonly until: number; readonly justNow: boolean } | null>;
  blockedUntil(stores: Stores, tenantId: string, counted: Countable): Promise<number | null>;
  /** When the block of each of them ends, in the order asked; null for one that is not blocked. One look-up for all. */
  blocksOf(
    stores: Stores,
    tenantId: string,
    counted: readonly Countable[],
  ): Promise<readonly (number | null)[]>;
  clear(stores: Stores, tenantId: string, counted: readonly Countable[]): Promise<void>;
}

export function createLimiter(deps: { vault: Vault; clock: Clock; meter: Meter }): Limiter {
  const keyMac = (counted: Countable) =>
    deps.vault.mac('limit-key', `${counted.limit}\n${counted.key}`);

  function hitOf(policy: Policy, counted: Countable): ThrottleHit {
    const { windowSeconds, blockSeconds } = timesOf(counted.limit, policy.preset);
    return {
      limit: counted.limit,
      keyMac: keyMac(counted),
      windowSeconds,
      blockSeconds,
      max: policy.limits[counted.limit],
    };
  }

  /** What began to be blocked can be named to administrators from then on; a counter alone says nothing of whom. */
  async function describe(stores: Stores, tenantId: string, hit: ThrottleHit, key: string) {
    const about = deps.vault.seal(key, limitBinding(tenantId, hit.keyMac));
    await stores.throttles.describe(tenantId, hit.limit, hit.keyMac, about);
  }

  const reach: Limiter['reach'] = async (stores, tenantId, policy, counted) => {
    const now = deps.clock.now();
    const hit = hitOf(policy, counted);
    const row = await stores.throttles.hit(tenantId, hit, now);
    if (row.blockedUntil === null || row.blockedUntil <= now) return null;
    await describe(stores, tenantId, hit, counted.key);
    deps.meter.count('limits_reached', { limit: counted.limit });
    const begun = hit.blockSeconds === null ? row.windowEndsAt : now + hit.blockSeconds * 1000;
    return {
      until: row.blockedUntil,
      justNow: row.count === hit.max && row.blockedUntil === begun,
    };
  };

  return {
    reach,
    async admit(stores, tenantId, policy, counted) {
      const now = deps.clock.now();
      for (const one of counted) {
        const hit = hitOf(policy, one);
        const row = await stores.throttles.admit(tenantId, hit, now);
        if (row) {
          if (row.blockedUntil !== null) await describe(stores, tenantId, hit, one.key);
          continue;
        }
        deps.meter.count('limits_reached', { limit: one.limit });
        return (
          (await stores.throttles.blockedUntil(tenantId, hit.limit, hit.keyMac, now)) ?? now + 1000
        );
      }
      return null;
    },
    async count(stores, tenantId, policy, counted) {
      return (await reach(stores, tenantId, policy, counted))?.until ?? null;
    },
    blockedUntil(stores, tenantId, counted) {
      return stores.throttles.blockedUntil(
        tenantId,
        counted.limit,
        keyMac(counted),
        deps.clock.now(),
      );
    },
    async blocksOf(stores, tenantId, counted) {
      const macs = counted.map(keyMac);
      const blocked = await stores.throttles.blocksAmong(tenantId, macs, deps.clock.now());
      return macs.map((mac) => blocked.get(mac) ?? null);
    },
    clear(stores, tenantId, counted) {
      return stores.throttles.clear(tenantId, counted.map(keyMac));
    },
  };
}

export function limitBinding(tenantId: string, keyMac: string): string {
  return `limit/${tenantId}/${keyMac}`;
}

/** The error for a caller who must wait, with the wait. */
export function tooManyRequests(until: number, now: number): PosternError {
  const retryAfterSeconds = Math.max(1, Math.ceil((until - now) / 1000));
  return new PosternError('too-many-requests', {
    retryAfterSeconds,
    params: { minutes: Math.max(1, Math.ceil(retryAfterSeconds / 60)) },
  });
}
