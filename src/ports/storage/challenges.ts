/** One issued attempt to prove one method. Made when the person chooses, armed when the code is known. */
export interface ChallengeRow {
  readonly id: string;
  readonly tenantId: string;
  readonly sessionId: string;
  readonly methodId: string;
  /** Digest of the code that was sent; null while none was, and for a method that sends none. */
  readonly codeMac: string | null;
  /** Sealed and bound to this row. */
  readonly destinationSealed: string | null;
  /** What is shown with it, as JSON, sealed and bound to this row; null when nothing is. */
  readonly promptSealed: string | null;
  /** The number that was typed to be asked there, sealed and bound to this row. */
  readonly askedSealed: string | null;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly voidedAt: number | null;
  /** Null until the look-up found a person who may be asked; a challenge that is never armed accepts nothing. */
  readonly armedAt: number | null;
  /** When the look-up was over, whatever it found. */
  readonly resolvedAt: number | null;
}

export interface Challenges {
  add(row: ChallengeRow): Promise<void>;
  get(tenantId: string, id: string): Promise<ChallengeRow | null>;
  /**
   * Closes the look-up of a live challenge, once: true for exactly one caller. From then on it accepts the right
   * answer if `armed`. A prompt of null keeps the one it was made with.
   */
  resolve(
    tenantId: string,
    id: string,
    found: {
      readonly armed: boolean;
      readonly codeMac: string | null;
      readonly destinationSealed: string | null;
      readonly promptSealed: string | null;
    },
    now: number,
  ): Promise<boolean>;
  /**
   * Raises the counter before anything is compared (R070, A034): one statement, committed by itself.
   * Null when the challenge is used, void, expired or has no attempt left.
   */
  countAttempt(tenantId: string, id: string, now: number): Promise<ChallengeRow | null>;
  /**
   * Marks it used, once: true for exactly one caller however many race.
   * @param answerMac kept as the digest of the right answer; null leaves the one that is there.
   */
  consume(tenantId: string, id: string, now: number, answerMac: string | null): Promise<boolean>;
  /** Voids every live challenge of a session; returns how many. */
  voidOf(tenantId: string, sessionId: string, now: number): Promise<number>;
}
