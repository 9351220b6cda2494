import { describe, expect, test } from 'vitest';
import { readPhoneNumber } from './phone-number.ts';

describe('a phone number', () => {
  test.each([
    ['+1 4251234567', '+14251234567', null],
    ['+49 (30) 1234-5678', '+493012345678', null],
    ['  +966 11 234 5678 ', '+966112345678', null],
    ['+44 20 7946 0000 x1234', '+442079460000', '1234'],
    ['+442079460000ext.77', '+442079460000', '77'],
    ['+442079460000;ext=12', '+442079460000', '12'],
  ])('%j is dialled as %s', (text, e164, extension) => {
    expect(readPhoneNumber(text)).toEqual({ ok: true, number: { e164, extension } });
  });

  test.each(['030 12345678', '4251234567', '0049 30 12345678'])(
    'without a country code is refused by that name: %j',
    (text) => {
      expect(readPhoneNumber(text)).toEqual({ ok: false, fault: 'country-code-missing' });
    },
  );

  test.each([
    '',
    '+',
    '+12',
    '+0 425 1234567',
    '+1234567890123456',
    '+1 425 CALL NOW',
    '+1;tel=2',
    '+1\r\n4251234567x1\r\nTo: +2',
    '+1425123４567',
    `+${'1'.repeat(70)}`,
  ])('of another shape is refused: %j', (text) => {
    expect(readPhoneNumber(text)).toEqual({ ok: false, fault: 'wrong-format' });
  });
});
