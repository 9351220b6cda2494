import type { UserRef } from '../../domain/identity.ts';
import type { HandOverOutcome } from '../../domain/registration/hand-over.ts';

/** Somebody whom another sign-in page sends here to register: bound to the person and to where they go back to. */
export interface HandOverRow {
  readonly id: string;
  readonly tenantId: string;
  readonly tokenMac: string;
  readonly user: UserRef;
  /** The API key that asked for it. */
  readonly keyId: string;
  readonly returnUrl: string;
  /** The other page's own, handed back to it as it came. */
  readonly state: string;
  /** Known to the other page alone until the result comes back. */
  readonly nonce: string;
  readonly createdAt: number;
  /** It has to be opened before this. */
  readonly expiresAt: number;
  readonly openedAt: number | null;
  readonly finishedAt: number | null;
  /** Null until it is finished. */
  readonly outcome: HandOverOutcome | null;
  /** Whether what the person has is enough for a reset; null until it is finished. */
  readonly complete: boolean | null;
}

export interface HandOvers {
  add(row: HandOverRow): Promise<void>;
  /** Looks without using it: a GET must never consume (A066). Null when it was opened or has run out. */
  peek(tenantId: string, tokenMac: string, now: number): Promise<HandOverRow | null>;
  /** The row for exactly one caller, null for every other. */
  open(tenantId: string, tokenMac: string, now: number): Promise<HandOverRow | null>;
  get(tenantId: string, id: string): Promise<HandOverRow | null>;
  /** Once, and only what was opened; the row as it is then, null for every other caller. */
  finish(
    tenantId: string,
    id: string,
    result: { readonly outcome: HandOverOutcome; readonly complete: boolean },
    now: number,
  ): Promise<HandOverRow | null>;
  /** One that was finished at that time or later. */
  finished(tenantId: string, tokenMac: string, since: number): Promise<HandOverRow | null>;
  /** Whatever a person has not opened yet is worth nothing any more; returns how many. */
  voidOf(user: UserRef, now: number): Promise<number>;
  /** Deletes those that ran out before the given time, used or not; returns how many. */
  purge(expiredBefore: number, limit: number): Promise<number>;
}
