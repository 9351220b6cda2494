import { z } from 'zod';
import { type UserRef, userKey } from '../identity.ts';

export const TEMPORARY_PASS = 'temporary-pass';
/** 8 signs of 5 bits: 40 bits, as a binding code needs that is asked for beside a name (R066). */
export const PASS_LENGTH = 8;
/** R030, R066. */
export const PASS_LIFETIME_SECONDS = 10 * 60;

/** What is kept of a pass; the pass itself is not. */
export const temporaryPassSchema = z.object({
  /** Keyed digest of {@link passText}. */
  mac: z.string(),
  /** Epoch ms. */
  expiresAt: z.int(),
});

/** What the digest is of: a pass is worth nothing for another person, or at another time. */
export function passText(user: UserRef, expiresAt: number, code: string): string {
  return `${userKey(user)}\n${expiresAt}\n${code}`;
}
