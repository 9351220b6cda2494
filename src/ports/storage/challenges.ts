/** One issued attempt to prove one method. Made when the person chooses, armed when the code is known. */
export interface ChallengeRow {
  readonly id: string;
  readonly tenantId: string;
  readonly sessionId: string;
  readonly methodId: string;
  /** Null until the background look-up found the person; a challenge that is never armed accepts nothing. */
  readonly codeMac: string | null;
  /** Sealed and bound to this row. */
  readonly destinationSealed: string | null;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly voidedAt: number | null;
}

export interface Challenges {
  add(row: ChallengeRow): Promise<void>;
  get(tenantId: string, id: string): Promise<ChallengeRow | null>;
  /** Stores the code's digest if the challenge is live and was not armed before; whether it did. */
  arm(
    tenantId: string,
    id: string,
    armed: { readonly codeMac: string; readonly destinationSealed: string },
    now: number,
  ): Promise<boolean>;
  /**
   * Raises the counter before anything is compared (R070, A034): one statement, committed by itself.
   * Null when the challenge is used, void, expired or has no attempt left.
   */
  countAttempt(tenantId: string, id: string, now: number): Promise<ChallengeRow | null>;
  /** Marks it used, once: true for exactly one caller however many race. */
  consume(tenantId: string, id: string, now: number): Promise<boolean>;
  /** Voids every live challenge of a session; returns how many. */
  voidOf(tenantId: string, sessionId: string, now: number): Promise<number>;
}
