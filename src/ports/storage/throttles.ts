/** One counter: a limit of domain/throttle/limits.ts for one keyed digest of what is counted. */
export interface ThrottleRow {
  readonly limit: string;
  readonly keyMac: string;
  readonly count: number;
  readonly windowEndsAt: number;
  readonly blockedUntil: number | null;
}

export interface ThrottleHit {
  readonly limit: string;
  readonly keyMac: string;
  readonly windowSeconds: number;
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
  clear(tenantId: string, limit: string, keyMac: string): Promise<void>;
  purge(endedBefore: number): Promise<number>;
}
