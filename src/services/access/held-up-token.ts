import type { Vault } from '../../ports/vault.ts';

/** Of a sign-in with a right password that is good for a new one alone: it opens the page for that, and nothing else. */
export const HELD_UP = 'new-password';

/** Long enough to think of a new password, as long as a grant of a reset. */
export const HELD_UP_LIFETIME_SECONDS = 10 * 60;

export function heldUpMac(vault: Vault, token: string): string {
  return vault.mac('one-time-token', token);
}
