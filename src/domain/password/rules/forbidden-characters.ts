import type { PasswordRule } from '../rule.ts';

/**
 * Control characters cut a password short in many programs (A096); half a surrogate pair has no
 * UTF-8 form, so that different passwords would be hashed alike.
 */
export const forbiddenCharacters: PasswordRule = ({ password }) =>
  /\p{Cc}/u.test(password) || !password.isWellFormed() ? {} : null;
