import { codePoints } from '../normalise.ts';
import type { PasswordRule } from '../rule.ts';

/** Lower case, upper case, digit, and everything else: signs, blanks, letters without case. */
const classes = [/^\p{Ll}$/u, /^\p{Lu}$/u, /^\p{Nd}$/u, /^[^\p{Ll}\p{Lu}\p{Nd}]$/u];

export const tooFewClasses: PasswordRule = ({ password, policy }) => {
  const characters = codePoints(password);
  const found = classes.filter((pattern) => characters.some((one) => pattern.test(one))).length;
  return found < policy.characterClasses ? { required: policy.characterClasses, found } : null;
};
