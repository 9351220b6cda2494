import { BerReader } from 'ldapts';
import { describe, expect, test } from 'vitest';
import { askPolicy, policyErrorOf, policyErrors } from './policy-answer.ts';

/** As a server sends it: `PasswordPolicyResponseValue` of the draft, §6.2. */
function answered(hex: string) {
  const control = askPolicy();
  control.parse(new BerReader(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')));
  return control;
}

describe('what a server says of its password rules', () => {
  test.each(policyErrors.map((name, code) => [name, code] as const))('reads %s', (name, code) => {
    const byte = code.toString(16).padStart(2, '0');
    expect(policyErrorOf(answered(`30 03 81 01 ${byte}`))).toBe(name);
  });

  test('is no error when only a warning comes: 86,400 s left, or 3 sign-ins', () => {
    expect(policyErrorOf(answered('30 07 a0 05 80 03 01 51 80'))).toBeNull();
    expect(policyErrorOf(answered('30 05 a0 03 81 01 03'))).toBeNull();
  });

  test('is read behind a warning', () => {
    expect(policyErrorOf(answered('30 08 a0 03 81 01 00 81 01 02'))).toBe('changeAfterReset');
  });

  test('is nothing when the answer is empty, absent or of another draft', () => {
    expect(policyErrorOf(answered('30 00'))).toBeNull();
    expect(policyErrorOf(askPolicy())).toBeNull();
    expect(policyErrorOf(answered('30 03 81 01 63'))).toBeNull();
  });
});
