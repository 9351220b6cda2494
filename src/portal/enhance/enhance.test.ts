import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passwordRules } from '../../domain/password/rules/index.ts';
import { cleanCode } from './code-input.ts';
import { isMet } from './password-rules.ts';
import { clockTime } from './resend-timer.ts';

test.each([
  ['1234 5678', '12345678'],
  [' 1234-5678\n', '12345678'],
  ['٠٤٧١٨٣٢٩', '04718329'],
  ['۰۴۷', '047'],
  ['１２３', '123'],
  ['\u206812345678\u2069', '12345678'],
  ['abc', 'abc'],
])('a pasted code %j becomes %s', (typed, clean) => {
  expect(cleanCode(typed)).toBe(clean);
});

test('the rules ticked off in the browser are the rules of the server', () => {
  const policy = {
    minLength: 8,
    maxLength: 64,
    characterClasses: 3,
    refuseCommon: false,
    refuseContextWords: false,
    customWords: [],
  };
  const candidate = (typed: string) => ({
    password: typed.normalize('NFC'),
    comparable: '',
    policy,
    context: {
      username: '',
      displayName: null,
      givenName: null,
      surname: null,
      mail: null,
      organisation: '',
    },
    commonPasswords: { has: () => false },
  });
  const typed = fc.string({ unit: 'grapheme', maxLength: 80 });
  fc.assert(
    fc.property(typed, (password) => {
      const refusedBy = (rule: keyof typeof passwordRules) =>
        passwordRules[rule](candidate(password)) !== null;
      expect(isMet('min-length', policy.minLength, password)).toBe(!refusedBy('too-short'));
      expect(isMet('classes', policy.characterClasses, password)).toBe(
        !refusedBy('too-few-classes'),
      );
      // The server also counts bytes, which nobody reaches by typing.
      if (isMet('max-length', policy.maxLength, password) === false) {
        expect(refusedBy('too-long')).toBe(true);
      }
    }),
  );
});

test('a rule that only the server can check is left alone', () => {
  expect(isMet(undefined, 0, 'password')).toBeNull();
  expect(isMet('constructor', 0, 'password')).toBeNull();
});

test('the countdown reads like a clock', () => {
  expect([0, 9, 60, 125].map(clockTime)).toEqual(['0:00', '0:09', '1:00', '2:05']);
});
