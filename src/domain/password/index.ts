import type { PasswordPolicy } from '../policy/policy.ts';
import type { CommonPasswords } from './common-passwords.ts';
import { comparable, normalisePassword } from './normalise.ts';
import type { RefusalReason } from './refusals.ts';
import type { Candidate, PasswordContext, PasswordRule, Refusal } from './rule.ts';
import { passwordRules } from './rules/index.ts';

export type { CommonPasswords } from './common-passwords.ts';
export { normalisePassword } from './normalise.ts';
export type { PasswordContext, Refusal } from './rule.ts';

/** After one of these nothing else is said: the rest would be guesswork, or too much work. */
const conclusive: ReadonlySet<RefusalReason> = new Set(['too-long', 'forbidden-characters']);

/**
 * Every reason not to take this password, each with what explains it; an empty list when there is
 * none. The same rules hold for reset, change and first password (R093).
 * Parameters by reason: `too-short {min}`, `too-long {max, maxBytes}`,
 * `too-few-classes {required, found}`, `context-word {word}`, `custom-word {words, points, pointsNeeded}`.
 * @param typed as received; it is brought to NFC here, as it must be where it is hashed.
 */
export function checkPassword(
  typed: string,
  policy: PasswordPolicy,
  context: PasswordContext,
  commonPasswords: CommonPasswords,
): readonly Refusal[] {
  const password = normalisePassword(typed);
  const candidate: Candidate = {
    password,
    comparable: comparable(password),
    policy,
    context,
    commonPasswords,
  };
  const refusals: Refusal[] = [];
  for (const [reason, rule] of Object.entries(passwordRules) as [RefusalReason, PasswordRule][]) {
    const params = rule(candidate);
    if (params === null) continue;
    refusals.push({ reason, params });
    if (conclusive.has(reason)) break;
  }
  return refusals;
}
