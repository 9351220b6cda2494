import { codePoints } from '../normalise.ts';
import type { PasswordRule } from '../rule.ts';

export const tooShort: PasswordRule = ({ password, policy }) =>
  codePoints(password).length < policy.minLength ? { min: policy.minLength } : null;
