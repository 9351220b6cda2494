import type { PasswordRule } from '../rule.ts';
import { MIN_POINTS, scorePassword } from '../scoring.ts';

/** The organisation's own words cost a password points, not its life: what is left must be enough. */
export const customWord: PasswordRule = ({ comparable, policy }) => {
  if (policy.customWords.length === 0) return null;
  const { points, words } = scorePassword(comparable, policy.customWords);
  return points < MIN_POINTS && words.length > 0
    ? { words: words.join(', '), points, pointsNeeded: MIN_POINTS }
    : null;
};
