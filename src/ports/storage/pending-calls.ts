/** What a call will say once a key is pressed. */
export interface PendingCallRow {
  readonly id: string;
  readonly tenantId: string;
  readonly tokenMac: string;
  /** Sealed and bound to this row (`pending-call/<tenant>/<id>`). */
  readonly callSealed: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface PendingCalls {
  add(row: PendingCallRow): Promise<void>;
  /** Looks without using it; null when used or expired. The token is all a carrier has to show, so no tenant is asked. */
  peek(tokenMac: string, now: number): Promise<PendingCallRow | null>;
  /** True for exactly one caller, before it expires; what the call says is gone with it. */
  consume(tokenMac: string, now: number): Promise<boolean>;
  /** Deletes what ran out before the given time; returns how many. */
  purge(expiredBefore: number, limit: number): Promise<number>;
}
