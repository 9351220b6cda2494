import type { PasswordPolicy } from '../policy/policy.ts';
import type { CommonPasswords } from './common-passwords.ts';
import type { RefusalReason } from './refusals.ts';

/** Whose password it will be; names that a stranger would try first. */
export interface PasswordContext {
  readonly username: string;
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  /** The tenant's name. */
  readonly organisation: string;
}

/** A new password as every rule sees it. */
export interface Candidate {
  /** NFC; what will be hashed. */
  readonly password: string;
  /** The password's `comparable()` form. */
  readonly comparable: string;
  readonly policy: PasswordPolicy;
  readonly context: PasswordContext;
  readonly commonPasswords: CommonPasswords;
}

export type RefusalParams = Readonly<Record<string, string | number>>;

/** Why a password was refused, with the numbers and words that make the reason clear to the person. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly params: RefusalParams;
}

/** One rule: null when it has nothing against the password. */
export type PasswordRule = (candidate: Candidate) => RefusalParams | null;
