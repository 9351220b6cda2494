/** Crockford's Base32: 5 bits a sign, without I, L, O and U, which are taken for 1, 0 or an insult. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bitsPerSign = 5;

/** What a person or a program puts between groups of signs: blanks, dashes, invisible marks. */
const between = /[\s\p{Z}\p{Pd}\p{Cf}\u2212]/gu;
const longestTyped = 128;

/** @param bytes read from the first bit on; at least `length` × 5 bits of them. */
export function lettersOf(bytes: Uint8Array, length: number): string {
  if (bytes.length * 8 < length * bitsPerSign) throw new RangeError('there are not enough bytes');
  return signsOf(bytes, alphabet).slice(0, length);
}

/** Base32 of RFC 4648 §6 without padding, as authenticators write their seeds. */
export function base32Of(bytes: Uint8Array): string {
  return signsOf(bytes, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
}

function signsOf(bytes: Uint8Array, signs: string): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= bitsPerSign) {
      bits -= bitsPerSign;
      text += signs[(held >> bits) & 31] ?? '';
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + (signs[(held << (bitsPerSign - bits)) & 31] ?? '');
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
