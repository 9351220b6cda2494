import type { UserRef } from '../../domain/identity.ts';

/** A link or set-up token: 256 bits, kept as a digest, accepted once. */
export interface OneTimeTokenRow {
  readonly id: string;
  readonly tenantId: string | null;
  readonly purpose: 'not-me' | 'set-up' | 'new-password';
  readonly tokenMac: string;
  readonly user: UserRef | null;
  /** What it belongs to, such as a writeback id. */
  readonly about: string | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

export interface OneTimeTokens {
  add(row: OneTimeTokenRow): Promise<void>;
  /** Looks without using it: a GET must never consume (A066). Null when used or expired. */
  peek(
    purpose: OneTimeTokenRow['purpose'],
    tokenMac: string,
    now: number,
  ): Promise<OneTimeTokenRow | null>;
  /** The row for exactly one caller, null for every other. */
  consume(
    purpose: OneTimeTokenRow['purpose'],
    tokenMac: string,
    now: number,
  ): Promise<OneTimeTokenRow | null>;
  /** Voids unused tokens of a purpose; returns how many. */
  voidAll(purpose: OneTimeTokenRow['purpose'], now: number): Promise<number>;
  /** Deletes those that ran out before the given time, used or not; returns how many. */
  purge(expiredBefore: number, limit: number): Promise<number>;
}
