/** Further off than any clock goes: the end of a window or block that has none. */
export const NEVER = 8_640_000_000_000_000;

/** One counter: a limit of domain/throttle/limits.ts for one keyed digest of what is counted. */
export interface ThrottleRow {
  readonly limit: string;
  readonly keyMac: string;
  readonly count: number;
  readonly windowEndsAt: number;
  readonly blockedUntil: number | null;
}

export interface DescribedThrottle extends ThrottleRow {
  readonly aboutSealed: string | null;
}

export interface ThrottleHit {
  readonly limit: string;
  readonly keyMac: string;
  /** Null counts without an end. */
  readonly windowSeconds: number | null;
  /** On reaching this count the key is blocked. */
  readonly max: number;
  /** Null blocks to the end of the window. */
  readonly blockSeconds: number | null;
}

export interface Throttles {
  /** Counts one hit atomically and returns the counter as it stands after it. A new window starts at one. */
  hit(tenantId: string, hit: ThrottleHit, now: number): Promise<ThrottleRow>;
  /** Counts one hit only while the key is not blocked; null when it is (nothing is counted). */
  admit(tenantId: string, hit: ThrottleHit, now: number): Promise<ThrottleRow | null>;
  /** The end of the block, or null. */
  blockedUntil(
    tenantId: string,
    limit: string,
    keyMac: string,
    now: number,
  ): Promise<number | null>;
  /** Of these digests, which no two limits share, those that are blocked, each with the end of its block. */
  blocksAmong(
    tenantId: string,
    keyMacs: readonly string[],
    now: number,
  ): Promise<ReadonlyMap<string, number>>;
  /** Keeps with a counter what it counts, sealed, so that a block can be shown to an administrator. */
  describe(tenantId: string, limit: string, keyMac: string, aboutSealed: string): Promise<void>;
  /** Every key that is blocked, the longest first. */
  blocked(
    tenantId: string,
    now: number,
    limit: number,
  ): Promise<{ readonly rows: readonly DescribedThrottle[]; readonly total: number }>;
  /** By its digest alone, which no two limits share; null when it is not blocked. */
  blockedByKey(tenantId: string, keyMac: string, now: number): Promise<DescribedThrottle | null>;
  /** Forgets the counters with these digests, which no two limits share. */
  clear(tenantId: string, keyMacs: readonly string[]): Promise<void>;
  purge(endedBefore: number): Promise<number>;
}
