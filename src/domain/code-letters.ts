/** Crockford's Base32: 5 bits a sign, without I, L, O and U, which are taken for 1, 0 or an insult. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bitsPerSign = 5;

/** What a person or a program puts between groups of signs: blanks, dashes, invisible marks. */
const between = /[\s\p{Z}\p{Pd}\p{Cf}\u2212]/gu;
const longestTyped = 128;

/** @param bytes read from the first bit on; at least `length` × 5 bits of them. */
export function lettersOf(bytes: Uint8Array, length: number): string {
  let letters = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= bitsPerSign && letters.length < length) {
      bits -= bitsPerSign;
      letters += alphabet[(held >> bits) & 31] ?? '';
    }
    held &= (1 << bits) - 1;
  }
  if (letters.length < length) throw new RangeError('there are not enough bytes');
  return letters;
}

/** A typed code as it was made, whatever stands between its signs; null when it cannot be one. */
export function normaliseLetters(typed: string, length: number): string | null {
  if (typed.length > longestTyped) return null;
  const letters = typed
    .normalize('NFKC')
    .replace(between, '')
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replaceAll('O', '0');
  return letters.length === length && /^[0-9A-HJKMNP-TV-Z]+$/.test(letters) ? letters : null;
}

/** In fours, to be read and typed. */
export function inFours(letters: string): string {
  return letters.match(/.{1,4}/g)?.join('-') ?? letters;
}
