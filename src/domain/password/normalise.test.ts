import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { codePoints, comparable, normalisePassword } from './normalise.ts';

// Many runs, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Any text that JSON or a form can bring, with combining marks and half surrogate pairs among it. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-composite' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'A',
      'e',
      '\u0301',
      '\u0308',
      '\u0327',
      'ß',
      'İ',
      'Σ',
      '0',
      '1',
      '$',
      '@',
      '\ud83d',
      '🗝',
      '가',
      'ㄱ',
    ),
  }),
);

describe('normalisePassword', () => {
  test('makes one password of every canonically equivalent spelling', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalisePassword(text.normalize('NFD'))).toBe(normalisePassword(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('changes nothing when done twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalisePassword(text);
        expect(normalisePassword(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps apart what is not canonically equivalent', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const equivalent = one.normalize('NFD') === other.normalize('NFD');
        expect(normalisePassword(one) === normalisePassword(other)).toBe(equivalent);
      }),
      { numRuns: 2000 },
    );
  });

  test('neither repairs nor breaks surrogate pairs', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalisePassword(text).isWellFormed()).toBe(text.isWellFormed());
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['case', 'Correct Horse', 'Correct Horse'],
    ['blanks at either end', '  spaced out  ', '  spaced out  '],
    ['compatibility forms, which NFKC would fold', 'ﬁve ＡＢＣ ①', 'ﬁve ＡＢＣ ①'],
    ['a composed accent', 'caf\u00e9', 'café'],
    ['a decomposed accent', 'cafe\u0301', 'café'],
  ])('takes exactly what was typed: %s', (_what, typed, expected) => {
    expect(normalisePassword(typed)).toBe(expected);
  });
});

describe('comparable', () => {
  test('changes nothing when done twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = comparable(text);
        expect(comparable(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  test('does not see case or the four substitutions (BL-07, BL-08)', () => {
    expect(comparable('P@$$w0rd1')).toBe('passwordl');
    expect(comparable('Bl@nK')).toBe('blank');
    expect(comparable('ÄRGER')).toBe(comparable('a\u0308rger'));
  });

  test('leaves every other sign in its place', () => {
    expect(comparable('a3!b-5')).toBe('a3!b-5');
  });
});

test('a character counts once however many units it takes', () => {
  expect(codePoints('🗝é가')).toHaveLength(3);
});
