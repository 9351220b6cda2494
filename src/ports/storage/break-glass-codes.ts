/** One sealed code, kept as its keyed digest. It opens one reset, once. */
export interface BreakGlassCodeRow {
  readonly id: string;
  readonly tenantId: string;
  /** Where it is kept, or by whom: what was said when it was made. */
  readonly label: string;
  readonly codeMac: string;
  readonly createdAt: number;
  readonly usedAt: number | null;
  /** The reset it opened. */
  readonly usedIn: string | null;
  readonly revokedAt: number | null;
}

export interface BreakGlassCodes {
  add(row: BreakGlassCodeRow): Promise<void>;
  /** Every one of a tenant, oldest first. */
  list(tenantId: string): Promise<readonly BreakGlassCodeRow[]>;
  /** Those that are neither used nor revoked. */
  countSealed(tenantId: string): Promise<number>;
  /** Uses up the code of this digest for one reset; null when there is none that is neither used nor revoked. */
  consume(
    tenantId: string,
    codeMac: string,
    sessionId: string,
    now: number,
  ): Promise<BreakGlassCodeRow | null>;
  /** Whether a code was used up for this very reset. */
  opened(tenantId: string, sessionId: string): Promise<boolean>;
  /** Null when it is used or revoked already, or there is none. */
  revoke(tenantId: string, id: string, now: number): Promise<BreakGlassCodeRow | null>;
}
