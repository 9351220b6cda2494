import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { canonicalIdentifier, canonicalForm, IDENTIFIER_MAX_LENGTH } from './identifier.ts';

// Many runs, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const canonical = (typed: string) => {
  const result = canonicalIdentifier(typed);
  return result.ok ? result.canonical : `refused: ${result.fault}`;
};

describe('one identifier in all its variants (A036)', () => {
  test.each([
    'Alice@Corp.example',
    'alice@corp.example ',
    ' ALICE@CORP.EXAMPLE',
    '\talice@corp.example\r\n',
    '\u00a0alice@corp.example\u3000',
    '\ufeffalice@corp.example',
  ])('%j is alice@corp.example', (typed) => {
    expect(canonical(typed)).toBe('alice@corp.example');
  });

  test('a decomposed accent is a composed one', () => {
    expect(canonical('Rene\u0301')).toBe('ren\u00e9');
    expect(canonical('RENE\u0301')).toBe('ren\u00e9');
    expect(canonical('REN\u00c9')).toBe('ren\u00e9');
  });

  test('a capital without a composed form is the small letter that has one', () => {
    expect(canonical('J\u030can')).toBe(canonical('\u01f0an'));
    expect(canonical('J\u030can')).toBe('\u01f0an');
  });

  test('a name before a domain, or after one, is another identifier', () => {
    const forms = ['alice', 'alice@corp', 'CORP\\alice', 'alice@corp.', 'alice.'];
    expect(new Set(forms.map(canonical)).size).toBe(forms.length);
  });
});

describe('names that only look alike stay apart (A084)', () => {
  test.each([
    ['a dotless i', 'm\u0131ke@corp.example', 'mike@corp.example'],
    ['a dotted capital I', 'M\u0130KE@corp.example', 'mike@corp.example'],
    ['an accent', 'mike@c\u00fcre.example', 'mike@cure.example'],
    ['sharp s', 'stra\u00dfe', 'strasse'],
    ['full-width letters', '\uff41lice', 'alice'],
    ['Cyrillic a', '\u0430lice', 'alice'],
    ['a ligature', 'o\ufb03ce', 'office'],
    ['a superscript', 'alice\u00b2', 'alice2'],
  ])('%s', (_what, one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });

  test('but the Kelvin sign is the letter K, as Unicode defines it', () => {
    expect(canonical('\u212aim')).toBe('kim');
  });
});

describe('refuses what a later mapping could turn into something else (A085)', () => {
  test.each([
    ['a full-width at sign', 'v@good.example\uff20evil.example'],
    ['a full-width at sign alone', 'v\uff20good.example'],
    ['a small at sign', 'v\ufe6bgood.example'],
    ['a zero-width space', 'ali\u200bce'],
    ['a zero-width joiner', 'ali\u200dce'],
    ['a soft hyphen', 'ali\u00adce'],
    ['a direction mark', '\u202ealice'],
    ['a mark inside, though it would be trimmed outside', 'ali\ufeffce'],
    ['NUL', 'alice\u0000'],
    ['a line end inside', 'alice\r\nbcc: bob@evil.example'],
    ['a line separator', 'alice\u2028bob'],
    ['half a surrogate pair', 'alice\ud83d'],
    ['a private character', 'alice\ue000'],
  ])('%s', (_what, typed) => {
    expect(canonicalIdentifier(typed)).toEqual({ ok: false, fault: 'forbidden-characters' });
  });

  test.each([
    'adm*',
    '*)(uid=*',
    "o'brien",
    'd"artagnan',
    'a+b@c.example',
    'CORP\\x',
    '=1+1',
    '<b>',
  ])('but leaves signs alone that only other programs find special: %s', (typed) => {
    expect(canonicalIdentifier(typed).ok).toBe(true);
  });
});

test.each(['', ' ', '\t\r\n', '\u3000\ufeff'])('refuses nothing at all: %j', (typed) => {
  expect(canonicalIdentifier(typed)).toEqual({ ok: false, fault: 'empty' });
});

test('counts code points, after blanks at the ends are gone', () => {
  const longest = '𝕏'.repeat(IDENTIFIER_MAX_LENGTH);
  expect(canonicalIdentifier(`  ${longest}  `).ok).toBe(true);
  expect(canonicalIdentifier(`${longest}x`)).toEqual({ ok: false, fault: 'too-long' });
});

test('a canonical name is its own canonical form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (typed) => {
      const name = canonicalForm(typed);
      expect(canonicalForm(name)).toBe(name);
      const result = canonicalIdentifier(typed);
      if (result.ok) expect(canonicalIdentifier(result.canonical)).toEqual(result);
    }),
    { numRuns: 5000 },
  );
});

test('neither case nor composition changes a canonical name', () => {
  const cased = fc.string({
    unit: fc.constantFrom('a', 'J', 'É', 'ü', 'Å', 'ж', 'Ω', '\u030c', '\u0301', ' ', '@', '.'),
    maxLength: 20,
  });
  fc.assert(
    fc.property(cased, (typed) => {
      expect(canonicalForm(typed.normalize('NFD'))).toBe(canonicalForm(typed));
      expect(canonicalForm(typed.toLowerCase())).toBe(canonicalForm(typed));
    }),
    { numRuns: 5000 },
  );
});
