import { inFours, lettersOf, normaliseLetters } from './code-letters.ts';

/** 130 bits, so that a keyed digest is enough to keep it (R021, R037). */
const SECRET_LENGTH = 26;
const CHECK_LENGTH = 2;
const BYTES = 17;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The largest prime that two signs can write: every single slip and every swap of two signs shows. */
const MODULUS = 1021n;

/** A code as it is kept and compared: 28 signs, the last two of which check the others. */
export function makeBreakGlassCode(bytes: Uint8Array): string {
  const secret = lettersOf(bytes.subarray(0, BYTES), SECRET_LENGTH);
  return `${secret}${checkOf(secret)}`;
}

/** As it is printed: seven groups of four. */
export function writeBreakGlassCode(code: string): string {
  return inFours(code);
}

/** What was typed, as it is kept; null when it is no code or was copied wrongly, which its check tells. */
export function readBreakGlassCode(typed: string): string | null {
  const code = normaliseLetters(typed, SECRET_LENGTH + CHECK_LENGTH);
  if (code === null) return null;
  return checkOf(code.slice(0, SECRET_LENGTH)) === code.slice(SECRET_LENGTH) ? code : null;
}

function checkOf(secret: string): string {
  const sum = [...secret].reduce((value, sign) => value * 32n + BigInt(alphabet.indexOf(sign)), 0n);
  const rest = Number(sum % MODULUS);
  return `${alphabet[rest >> 5] ?? ''}${alphabet[rest & 31] ?? ''}`;
}
