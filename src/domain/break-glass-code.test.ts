import { expect, test } from 'vitest';
import { makeBreakGlassCode, readBreakGlassCode, writeBreakGlassCode } from './break-glass-code.ts';

const bytes = Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256);
const code = makeBreakGlassCode(bytes);

test('is 28 signs, printed in seven groups of four', () => {
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{28}$/);
  expect(writeBreakGlassCode(code).split('-')).toHaveLength(7);
});

test('is read however it was typed', () => {
  const printed = writeBreakGlassCode(code);
  expect(readBreakGlassCode(printed)).toBe(code);
  expect(readBreakGlassCode(printed.toLowerCase().replaceAll('-', ' '))).toBe(code);
  expect(readBreakGlassCode(printed.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
});

test('tells every single sign copied wrongly', () => {
  const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  for (let at = 0; at < code.length; at += 1) {
    for (const sign of signs.replace(code.charAt(at), '')) {
      expect(readBreakGlassCode(code.slice(0, at) + sign + code.slice(at + 1))).toBeNull();
    }
  }
});

test('tells two neighbours that were swapped', () => {
  for (let at = 0; at + 1 < code.length; at += 1) {
    const [a, b] = [code.charAt(at), code.charAt(at + 1)];
    if (a === b) continue;
    expect(readBreakGlassCode(code.slice(0, at) + b + a + code.slice(at + 2))).toBeNull();
  }
});

test('differs in its secret whenever the randomness does', () => {
  const other = makeBreakGlassCode(bytes.map((byte, index) => (index === 0 ? byte ^ 1 : byte)));
  expect(other.slice(0, 26)).not.toBe(code.slice(0, 26));
});

test.each(['', 'short', 'x'.repeat(300), '🔑'.repeat(28)])('takes %j for no code', (typed) => {
  expect(readBreakGlassCode(typed)).toBeNull();
});
