import { randomFillSync, randomInt } from 'node:crypto';
import type { Random } from '../../ports/random.ts';

/** Digits and capitals without those that are read as one another: 0 O, 1 I L, and U (as V). */
const referenceAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const referenceHalf = 4;

function letters(length: number): string {
  return Array.from({ length }, () => referenceAlphabet[randomInt(referenceAlphabet.length)]).join(
    '',
  );
}

/** Drawn ahead: one token costs as much as a hundred. */
const poolBytes = 4096;

/** Bytes of the operating system's generator; each is handed out once and does not stay in memory. */
function createPool(): (bytes: number, encoding: 'base64url' | 'hex') => string {
  const pool = Buffer.alloc(poolBytes);
  let used = poolBytes;
  return (bytes, encoding) => {
    if (used + bytes > poolBytes) {
      randomFillSync(pool);
      used = 0;
    }
    const drawn = pool.toString(encoding, used, used + bytes);
    pool.fill(0, used, used + bytes);
    used += bytes;
    return drawn;
  };
}

/** 48 bits of milliseconds, which last until the year 10889. */
function timeInHex(): string {
  return Date.now().toString(16).padStart(12, '0');
}

/** Randomness from the operating system's generator, through node:crypto. */
export function createRandom(): Random {
  const draw = createPool();
  return {
    token: () => draw(32, 'base64url'),
    // randomInt draws again instead of taking a remainder, so that every digit is equally likely.
    digits: (length) => Array.from({ length }, () => randomInt(10)).join(''),
    id: (prefix) => `${prefix}_${timeInHex()}${draw(10, 'hex')}`,
    reference: () => `${letters(referenceHalf)}-${letters(referenceHalf)}`,
  };
}
