import type { RegistrationPolicy } from '../policy/policy.ts';

const DAY_MS = 24 * 3600 * 1000;

/** What is known of what one person was asked; times in epoch ms. */
export interface AskedSoFar {
  readonly skips: number;
  /** When they were first asked for what is missing; null when they never were. */
  readonly firstAskedAt: number | null;
  /** When they last said that everything is right, or registered something. */
  readonly lastConfirmedAt: number | null;
}

/**
 * Whether it is time to ask whether everything is still right (RG-06 to RG-08): only where registration is asked for
 * at all, and never when nobody knows since when.
 */
export function confirmationDue(
  policy: RegistrationPolicy,
  asked: Pick<AskedSoFar, 'lastConfirmedAt'>,
  now: number,
): boolean {
  if (!policy.requiredAtSignIn || policy.reconfirmDays === 0) return false;
  return (
    asked.lastConfirmedAt !== null && now >= asked.lastConfirmedAt + policy.reconfirmDays * DAY_MS
  );
}

/** Whether what is missing may be put off once more: so many times, and so many days from the first time. */
export function maySkip(policy: RegistrationPolicy, asked: AskedSoFar, now: number): boolean {
  if (asked.skips >= policy.skipsAllowed || policy.skipDays === 0) return false;
  return asked.firstAskedAt === null || now < asked.firstAskedAt + policy.skipDays * DAY_MS;
}

/**
 * Until when the methods of somebody are left as they are because their password was reset: whoever got in by a stolen
 * mailbox or telephone must not make it theirs for good. Null when nothing keeps them.
 */
export function heldUntil(
  policy: RegistrationPolicy,
  resetAt: number | null,
  now: number,
): number | null {
  if (resetAt === null) return null;
  const until = resetAt + policy.resetHoldHours * 3600 * 1000;
  return now < until ? until : null;
}

/**
 * When something registered now may first be used for a reset (R065): at once if an older method vouched for the
 * sign-in it is done in, else after the hold.
 */
export function usableFrom(
  policy: RegistrationPolicy,
  vouchedAt: number | null,
  now: number,
): number {
  return vouchedAt === null ? now + policy.holdHours * 3600 * 1000 : now;
}
