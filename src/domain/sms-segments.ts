/** How a text travels: its encoding and the parts it is cut into, in order; each costs as much as a text of its own. */
export interface SmsSegments {
  readonly encoding: 'gsm7' | 'ucs2';
  readonly parts: readonly string[];
}

/** The default alphabet, sign by sign in the order of its codes; the escape stands at 0x1B (3GPP TS 23.038 §6.2.1). */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const escape = 0x1b;
/** Each of these takes an escape before its code (§6.2.1.1). */
const extended: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};
const codes = new Map<string, readonly number[]>([
  ...[...basic]
    .map((sign, code): [string, number[]] => [sign, [code]])
    .filter(([, [code]]) => code !== escape),
  ...Object.entries(extended).map(([sign, code]): [string, number[]] => [sign, [escape, code]]),
]);

/** Room of a text: alone, and as one of several, which gives six octets to saying which (3GPP TS 23.040 §9.2.3.24.1). */
const room = { gsm7: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } } as const;

/** One octet to each code of seven bits, escapes included; null when a sign is not in the alphabet. */
export function encodeGsm7(text: string): Uint8Array | null {
  const found = [...text].map((sign) => codes.get(sign));
  return found.every((one) => one !== undefined) ? Uint8Array.from(found.flat()) : null;
}

/** Two octets to each unit, high one first; a sign outside the basic plane takes two units. */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    octets[index * 2] = unit >> 8;
    octets[index * 2 + 1] = unit & 0xff;
  }
  return octets;
}

/** Never cuts a sign in two. An empty text is one empty part. */
export function smsSegments(text: string): SmsSegments {
  const encoding = encodeGsm7(text) === null ? 'ucs2' : 'gsm7';
  const costOf = (sign: string): number =>
    encoding === 'gsm7' ? (codes.get(sign)?.length ?? 1) : sign.length;
  const signs = [...text];
  const whole = signs.reduce((sum, sign) => sum + costOf(sign), 0);
  if (whole <= room[encoding].alone) return { encoding, parts: [text] };
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const sign of signs) {
    if (used + costOf(sign) > room[encoding].part) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += sign;
    used += costOf(sign);
  }
  return { encoding, parts: [...parts, part] };
}
