import type { PasswordPolicy } from '../policy/policy.ts';

/** What a directory holds one person's passwords to, as far as it says. */
interface DirectoryRules {
  readonly minLength: number | null;
  readonly historyLength: number | null;
  readonly complexity: boolean;
  readonly minAgeSeconds: number | null;
}

/** Our rules and the directory's for one person, the stricter of each: what is shown before anybody types. */
export interface PasswordRules extends PasswordPolicy {
  /** Former passwords that are refused; null where the directory says nothing of them. */
  readonly historyLength: number | null;
  /** Three of four kinds of character and nothing of the name, as Active Directory means it. */
  readonly complexity: boolean;
  /** How long a password has to be kept before it can be changed; null where there is no such rule. */
  readonly minAgeSeconds: number | null;
  /** When the password of now can be changed, in epoch ms; null for at once. A reset does not wait for it. */
  readonly changeableFrom: number | null;
}

/** @param directory null where a directory has no rules, or shows none. */
export function rulesFor(
  own: PasswordPolicy,
  directory: DirectoryRules | null,
  passwordChangedAt: number | null,
): PasswordRules {
  const { minLength = null, historyLength = null, complexity = false } = directory ?? {};
  const minAgeSeconds = directory?.minAgeSeconds ?? 0;
  const kept = minAgeSeconds > 0 ? minAgeSeconds : null;
  return {
    ...own,
    minLength: Math.max(own.minLength, minLength ?? 0),
    historyLength: historyLength !== null && historyLength > 0 ? historyLength : null,
    complexity,
    minAgeSeconds: kept,
    changeableFrom:
      kept === null || passwordChangedAt === null ? null : passwordChangedAt + kept * 1000,
  };
}
