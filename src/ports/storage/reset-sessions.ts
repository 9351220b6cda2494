import type { UserRef } from '../../domain/identity.ts';
import type { ResetSession } from '../../domain/reset/session.ts';

/** A reset session as kept: the pure session plus what binds it to a browser and a person. */
export interface ResetSessionRow {
  readonly id: string;
  readonly tenantId: string;
  /** Rises by one with every move; a move names the version it saw. */
  readonly version: number;
  /** Keyed digest of the cookie's token; rotated at every proof. */
  readonly tokenMac: string;
  /**
   * Digest of the token before the last proof. It opens nothing but the very same proof again, for a browser
   * that never got the answer (fault F06).
   */
  readonly previousTokenMac: string | null;
  /** Short reference shown to the person and looked up by support. */
  readonly reference: string;
  /** The canonical identifier, sealed and bound to this row. */
  readonly identifierSealed: string;
  readonly identifierMac: string;
  readonly locale: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** How many challenges of each method were issued in this session. */
  readonly sends: Readonly<Record<string, number>>;
  readonly session: ResetSession;
  readonly endedAt: number | null;
}

export interface ResetSessions {
  add(row: ResetSessionRow): Promise<void>;
  byToken(tenantId: string, tokenMac: string): Promise<ResetSessionRow | null>;
  byPreviousToken(tenantId: string, previousTokenMac: string): Promise<ResetSessionRow | null>;
  byId(tenantId: string, id: string): Promise<ResetSessionRow | null>;
  byReference(tenantId: string, reference: string): Promise<ResetSessionRow | null>;
  /**
   * Writes what may change over a reset of `next` (tokens, sends, session, end) only if the stored version is still that
   * of `seen`; the new row or null.
   */
  move(seen: ResetSessionRow, next: ResetSessionRow): Promise<ResetSessionRow | null>;
  /** Cancels every open session (choosing, proving, password) of a person but one; returns how many ended. */
  endOpenOf(user: UserRef, exceptId: string | null, at: number): Promise<number>;
  /** The open sessions (choosing, proving, password) of a person, oldest first. */
  openOf(user: UserRef): Promise<readonly ResetSessionRow[]>;
  /** Open sessions past their time: oldest first, all tenants. */
  overdue(now: number, limit: number): Promise<readonly ResetSessionRow[]>;
  /** Deletes ended sessions, with their challenges, that ended before the given time; returns how many. */
  purge(endedBefore: number, limit: number): Promise<number>;
}
