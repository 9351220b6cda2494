import type { RefusalReason } from '../../domain/password/refusals.ts';
import { type LdapAnswer, resultCodes } from './faults.ts';
import type { PolicyError } from './policy-answer.ts';

const byPolicyError: Readonly<Partial<Record<PolicyError, RefusalReason>>> = {
  accountLocked: 'account-locked',
  passwordModNotAllowed: 'not-permitted',
  mustSupplyOldPassword: 'wrong-current-password',
  passwordTooShort: 'too-short',
  passwordTooYoung: 'too-young',
  passwordInHistory: 'in-history',
  passwordTooLong: 'too-long',
};

/** In the words of OpenLDAP, 389 Directory Server and its heirs; they come with result 19 or 53. */
const byWords: readonly (readonly [RegExp, RefusalReason])[] = [
  [/history|not being changed|reus/i, 'in-history'],
  [/too young|minimum age|within .* minimum/i, 'too-young'],
  [/at least \d+ characters|too short|minimum length|min(?:imum)?[ _]?len/i, 'too-short'],
  [/too long|maximum length|at most \d+ characters/i, 'too-long'],
  [/dictionary|palindrome|bad ?word|common/i, 'common'],
  [/based off of user|user(?:'s)? (?:entry|name|attribute)/i, 'context-word'],
  [/non-?ascii|7-?bit|invalid character/i, 'forbidden-characters'],
  [/inactivated|disabled/i, 'account-disabled'],
  [/old ?passwd|old password/i, 'wrong-current-password'],
];

const byCode: Readonly<Record<number, RefusalReason>> = {
  [resultCodes.noSuchObject]: 'unknown',
  // The old password was to be taken away, and is not there.
  [resultCodes.noSuchAttribute]: 'wrong-current-password',
  [resultCodes.invalidCredentials]: 'wrong-current-password',
  [resultCodes.inappropriateAuthentication]: 'wrong-current-password',
  [resultCodes.insufficientAccessRights]: 'not-permitted',
  [resultCodes.constraintViolation]: 'complexity',
};

/**
 * Why a server refused a password, from the most exact word it gave to the least: what it says of its policy, its text,
 * its result code. `insufficientPasswordQuality` is said of everything that a quality check found, so the text goes first.
 */
export function refusalOf(answer: LdapAnswer, policyError: PolicyError | null): RefusalReason {
  const said = policyError === null ? undefined : byPolicyError[policyError];
  if (said !== undefined) return said;
  const words = byWords.find(([pattern]) => pattern.test(answer.diagnostic));
  if (words !== undefined) return words[1];
  if (policyError === 'insufficientPasswordQuality') return 'complexity';
  return byCode[answer.code] ?? 'unknown';
}
