import { codePoints } from '../normalise.ts';
import type { PasswordRule } from '../rule.ts';

/** No list holds shorter ones: no policy accepts them. */
const SHORTEST_LISTED = 8;

/**
 * Compares the whole password (NIST SP 800-63B-4 §3.1.1.2), or the piece that it merely repeats:
 * `passwordpassword` is no harder to guess than `password`, and fifteen times `a` than one.
 */
export const common: PasswordRule = ({ comparable, policy, commonPasswords }) => {
  if (!policy.refuseCommon) return null;
  if (commonPasswords.has(comparable)) return {};
  const unit = repeatedUnit(codePoints(comparable));
  if (unit === null) return null;
  return unit.length < SHORTEST_LISTED || commonPasswords.has(unit.join('')) ? {} : null;
};

/** The shortest piece that the text consists of, twice or more; null when there is none. */
function repeatedUnit(text: readonly string[]): readonly string[] | null {
  for (let length = 1; length <= text.length / 2; length += 1) {
    if (text.length % length !== 0) continue;
    if (text.every((one, index) => one === text[index % length])) return text.slice(0, length);
  }
  return null;
}
