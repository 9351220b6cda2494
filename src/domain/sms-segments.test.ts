import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGsm7, encodeUcs2, smsSegments } from './sms-segments.ts';

const sizes = (text: string): [string, number[]] => {
  const { encoding, parts } = smsSegments(text);
  return [encoding, parts.map((part) => part.length)];
};

describe('a text message', () => {
  it('fits 160 signs of the GSM alphabet alone and 153 in each of several', () => {
    expect(sizes('a'.repeat(160))).toEqual(['gsm7', [160]]);
    expect(sizes('a'.repeat(161))).toEqual(['gsm7', [153, 8]]);
    expect(sizes('a'.repeat(307))).toEqual(['gsm7', [153, 153, 1]]);
  });

  it('counts two for a sign behind an escape, and keeps it whole', () => {
    expect(sizes('€'.repeat(80))).toEqual(['gsm7', [80]]);
    expect(sizes('€'.repeat(81))).toEqual(['gsm7', [76, 5]]);
    expect(sizes(`${'a'.repeat(152)}€${'a'.repeat(10)}`)).toEqual(['gsm7', [152, 11]]);
  });

  it('fits 70 units alone and 67 in each of several once one sign is outside the alphabet', () => {
    expect(sizes(`${'a'.repeat(69)}ê`)).toEqual(['ucs2', [70]]);
    expect(sizes(`${'a'.repeat(70)}ê`)).toEqual(['ucs2', [67, 4]]);
    expect(sizes('رمزك هو 1234')).toEqual(['ucs2', [12]]);
  });

  it('never cuts a sign that takes two units', () => {
    expect(sizes(`${'a'.repeat(66)}😀${'a'.repeat(10)}`)).toEqual(['ucs2', [66, 12]]);
  });

  it('is one empty part when it is empty', () => {
    expect(smsSegments('')).toEqual({ encoding: 'gsm7', parts: [''] });
  });

  it('is whole again when its parts are put together, and no part is too large', () => {
    const signs = fc.constantFrom('a', '0', '€', '[', 'ß', '\n', '😀', 'ع', '語');
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 500 }), (drawn) => {
        const text = drawn.join('');
        const { encoding, parts } = smsSegments(text);
        expect(parts.join('')).toBe(text);
        const most =
          encoding === 'gsm7' ? (parts.length > 1 ? 153 : 160) : parts.length > 1 ? 134 : 140;
        for (const part of parts) {
          const octets = encoding === 'gsm7' ? encodeGsm7(part) : encodeUcs2(part);
          expect(octets?.length).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});

describe('the GSM alphabet', () => {
  it('has its own codes for signs that look like ASCII', () => {
    expect(encodeGsm7('@£$_ Az~')).toEqual(
      Uint8Array.from([0x00, 0x01, 0x02, 0x11, 0x20, 0x41, 0x7a, 0x1b, 0x3d]),
    );
    expect(encodeGsm7('Ä§à€')).toEqual(Uint8Array.from([0x5b, 0x5f, 0x7f, 0x1b, 0x65]));
  });

  it('has no escape, grave accent or cedilla to be written', () => {
    for (const sign of ['\u001B', '`', 'ç', '\t', '😀']) expect(encodeGsm7(sign)).toBeNull();
  });
});

describe('UCS-2', () => {
  it('puts the high octet first', () => {
    expect(encodeUcs2('A€😀')).toEqual(
      Uint8Array.from([0x00, 0x41, 0x20, 0xac, 0xd8, 0x3d, 0xde, 0x00]),
    );
  });
});
