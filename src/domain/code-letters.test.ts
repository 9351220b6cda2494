import { describe, expect, test } from 'vitest';
import { base32Of, inFours, lettersOf, normaliseLetters } from './code-letters.ts';

describe('letters of bytes', () => {
  test('carry every bit once, in order', () => {
    expect(lettersOf(Uint8Array.of(0, 0, 0, 0, 0), 8)).toBe('00000000');
    expect(lettersOf(Uint8Array.of(255, 255, 255, 255, 255), 8)).toBe('ZZZZZZZZ');
    expect(lettersOf(Uint8Array.of(0b00001_000, 0b10_00011_0, 0b0100_0010), 4)).toBe('1234');
  });

  test('are refused when there are fewer bits than they need', () => {
    expect(() => lettersOf(Uint8Array.of(1, 2, 3, 4), 8)).toThrow(RangeError);
  });
});

describe('typed letters', () => {
  test.each([
    ['7K3M-QX01', '7K3MQX01'],
    [' 7k3m qx01\n', '7K3MQX01'],
    ['7K3M–QXOl', '7K3MQX01'],
    ['７Ｋ３Ｍ ＱＸ０１', '7K3MQX01'],
    ['7K3M\u200BQX0I', '7K3MQX01'],
  ])('come in the form they were made in: %j', (typed, made) => {
    expect(normaliseLetters(typed, 8)).toBe(made);
  });

  test.each(['', '7K3MQX0', '7K3MQX011', '7K3MQX0U', '7K3M_QX01', '٧K3MQX01', '0'.repeat(9000)])(
    'are none when they cannot be a code: %j',
    (typed) => expect(normaliseLetters(typed, 8)).toBeNull(),
  );

  test('are shown in fours', () => {
    expect(inFours('7K3MQX01')).toBe('7K3M-QX01');
    expect(normaliseLetters(inFours('0123456789ABCDEF'), 16)).toBe('0123456789ABCDEF');
  });
});

// RFC 4648 §10.
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('the Base32 of %j is that of the standard', (text, expected) => {
  expect(base32Of(new TextEncoder().encode(text))).toBe(expected);
});
