import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../../ports/random.ts';

/** Digits and capitals without those that are read as one another: 0 O, 1 I L, and U (as V). */
const referenceAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const referenceHalf = 4;

function letters(length: number): string {
  return Array.from({ length }, () => referenceAlphabet[randomInt(referenceAlphabet.length)]).join(
    '',
  );
}

/** Randomness from the operating system's generator, through node:crypto. */
export function createRandom(): Random {
  return {
    token: () => randomBytes(32).toString('base64url'),
    // randomInt draws again instead of taking a remainder, so that every digit is equally likely.
    digits: (length) => Array.from({ length }, () => randomInt(10)).join(''),
    id: (prefix) => `${prefix}_${randomBytes(16).toString('hex')}`,
    reference: () => `${letters(referenceHalf)}-${letters(referenceHalf)}`,
  };
}
