import { codePoints } from '../normalise.ts';
import type { PasswordRule } from '../rule.ts';

/** In UTF-8, whatever the policy allows in code points: bounds the work of hashing (R105, A097). */
export const MAX_PASSWORD_BYTES = 512;

export const tooLong: PasswordRule = ({ password, policy }) =>
  codePoints(password).length > policy.maxLength ||
  new TextEncoder().encode(password).length > MAX_PASSWORD_BYTES
    ? { max: policy.maxLength, maxBytes: MAX_PASSWORD_BYTES }
    : null;
