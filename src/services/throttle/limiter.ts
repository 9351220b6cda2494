import { PosternError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { type LimitName, limitTable } from '../../domain/throttle/limits.ts';
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
  blockedUntil(stores: Stores, tenantId: string, counted: Countable): Promise<number | null>;
  clear(stores: Stores, tenantId: string, counted: Countable): Promise<void>;
}

export function createLimiter(deps: { vault: Vault; clock: Clock; meter: Meter }): Limiter {
  const keyMac = (counted: Countable) =>
    deps.vault.mac('limit-key', `${counted.limit}\n${counted.key}`);

  function hitOf(policy: Policy, counted: Countable): ThrottleHit {
    const { windowSeconds, blockSeconds } = limitTable[counted.limit];
    return {
      limit: counted.limit,
      keyMac: keyMac(counted),
      windowSeconds,
      blockSeconds,
      max: policy.limits[counted.limit],
    };
  }

  return {
    async admit(stores, tenantId, policy, counted) {
      const now = deps.clock.now();
      for (const one of counted) {
        const hit = hitOf(policy, one);
        const row = await stores.throttles.admit(tenantId, hit, now);
        if (row) continue;
        deps.meter.count('limits_reached', { limit: one.limit });
        return (
          (await stores.throttles.blockedUntil(tenantId, hit.limit, hit.keyMac, now)) ?? now + 1000
        );
      }
      return null;
    },
    async count(stores, tenantId, policy, counted) {
      const row = await stores.throttles.hit(tenantId, hitOf(policy, counted), deps.clock.now());
      if (row.blockedUntil === null || row.blockedUntil <= deps.clock.now()) return null;
      deps.meter.count('limits_reached', { limit: counted.limit });
      return row.blockedUntil;
    },
    blockedUntil(stores, tenantId, counted) {
      return stores.throttles.blockedUntil(
        tenantId,
        counted.limit,
        keyMac(counted),
        deps.clock.now(),
      );
    },
    clear(stores, tenantId, counted) {
      return stores.throttles.clear(tenantId, counted.limit, keyMac(counted));
    },
  };
}

/** The error for a caller who must wait, with the wait. */
export function tooManyRequests(until: number, now: number): PosternError {
  const retryAfterSeconds = Math.max(1, Math.ceil((until - now) / 1000));
  return new PosternError('too-many-requests', {
    retryAfterSeconds,
    params: { minutes: Math.max(1, Math.ceil(retryAfterSeconds / 60)) },
  });
}
