import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { PasswordPolicy } from '../policy/policy.ts';
import { checkPassword, type PasswordContext } from './index.ts';
import { refusalReasons } from './refusals.ts';
import { passwordRules } from './rules/index.ts';

// Many runs, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const policy: PasswordPolicy = {
  minLength: 8,
  maxLength: 128,
  characterClasses: 0,
  refuseCommon: true,
  refuseContextWords: true,
  customWords: [],
};
const context: PasswordContext = {
  username: 'alice.poll@corp.example',
  displayName: 'Alice Poll',
  givenName: 'Alice',
  surname: 'Poll',
  mail: 'ap1980@mail.example',
  organisation: 'Contoso Ltd.',
};
const listed = new Set(['passwordl', 'correct horse']);
const commonPasswords = { has: (comparable: string) => listed.has(comparable) };

const check = (
  typed: string,
  rules: Partial<PasswordPolicy> = {},
  person: Partial<PasswordContext> = {},
) => checkPassword(typed, { ...policy, ...rules }, { ...context, ...person }, commonPasswords);
const reasons = (...args: Parameters<typeof check>) => check(...args).map(({ reason }) => reason);

test('has nothing against a long phrase of unrelated words', () => {
  expect(check('marmalade under seven bridges', { minLength: 15 })).toEqual([]);
});

test('accepts exactly the shortest and the longest that the policy names, in code points', () => {
  expect(reasons('🗝2345678')).toEqual([]);
  expect(check('🗝234567')).toEqual([{ reason: 'too-short', params: { min: 8 } }]);
  const longest = 'abcdefgh'.repeat(32).slice(1);
  expect(reasons(longest, { maxLength: 255 })).toEqual([]);
  expect(check(longest, { maxLength: 254 })).toEqual([
    { reason: 'too-long', params: { max: 254, maxBytes: 512 } },
  ]);
});

test('counts a decomposed accent once', () => {
  expect(reasons('cafe\u0301 1x')).toEqual(['too-short']);
  expect(reasons('cafe\u0301 12x')).toEqual([]);
});

test('refuses more than 512 bytes whatever the count of characters', () => {
  const fits = `${'🗝 ,'.repeat(85)}ab`;
  expect(new TextEncoder().encode(fits)).toHaveLength(512);
  expect(reasons(fits, { maxLength: 256 })).toEqual(['too-long']);
  const keys = Array.from({ length: 128 }, (_, index) => String.fromCodePoint(0x1f300 + index));
  expect(reasons(keys.join(''), { maxLength: 256 })).toEqual([]);
  expect(reasons(`${keys.join('')}a`, { maxLength: 256 })).toEqual(['too-long']);
});

test('says nothing else of a password that is too long', () => {
  expect(reasons('passwordl'.repeat(100), { customWords: ['pass'] })).toEqual(['too-long']);
});

test.each([
  ['NUL', 'seven\u0000bridges'],
  ['line feed', 'seven\nbridges'],
  ['carriage return', 'seven\r\nbridges'],
  ['escape', 'seven\u001bbridges'],
  ['C1 control', 'seven\u0085bridges'],
  ['half a surrogate pair', 'seven\ud83dbridges'],
])('refuses %s', (_what, typed) => {
  expect(check(typed)).toEqual([{ reason: 'forbidden-characters', params: {} }]);
});

test.each([
  'سبعة جسور قديمة',
  'seven bridges 🗝',
  'sept ponts dorés',
  '$(rm -rf) "quoted\'',
  '七座旧桥下的果酱',
])('accepts what people write anywhere: %s', (typed) => {
  expect(check(typed)).toEqual([]);
});

describe('character classes', () => {
  test.each([
    ['onlylower', 1],
    ['Lower Upper', 3],
    ['Lower4Upper', 3],
    ['lower 4 ', 3],
    ['Lower 4 Upper', 4],
    ['ΑΒΓαβγ٣!', 4],
    ['七座旧桥下的果酱', 1],
  ])('of %s are %d', (typed, found) => {
    expect(reasons(typed, { characterClasses: found })).toEqual([]);
    if (found < 4) {
      expect(check(typed, { characterClasses: found + 1 })).toEqual([
        { reason: 'too-few-classes', params: { required: found + 1, found } },
      ]);
    }
  });

  test('are not asked for by default', () => {
    expect(reasons('onlylower')).toEqual([]);
  });
});

describe('the common list', () => {
  test.each(['password1', 'PassWord1', 'P@$$w0rd1', 'Correct Horse', 'password1password1'])(
    'refuses %s',
    (typed) => {
      expect(check(typed)).toEqual([{ reason: 'common', params: {} }]);
    },
  );

  test.each(['aaaaaaaaaaaaaaa', 'abcabcabcabc', '123456 123456 '])(
    'refuses a short piece over and over: %s',
    (typed) => {
      expect(reasons(typed)).toEqual(['common']);
    },
  );

  test('is compared with the whole password, not with parts of it', () => {
    expect(reasons('password1 and more')).toEqual([]);
    expect(reasons('marmalade marmalade')).toEqual([]);
  });

  test('can be switched off', () => {
    expect(reasons('password1', { refuseCommon: false })).toEqual([]);
    expect(reasons('aaaaaaaaaaaa', { refuseCommon: false })).toEqual([]);
  });
});

describe('context words', () => {
  test.each([
    ['p0LL23fb', 'Poll'],
    ['xx-ALICE-2026', 'Alice'],
    ['i love c0nt0s0', 'Contoso'],
    ['ap1980 forever', 'ap1980'],
    ['the alicepoll way', 'Alice'],
  ])('refuse %s for %s (BL-12, BL-13)', (typed, word) => {
    expect(check(typed)).toEqual([{ reason: 'context-word', params: { word } }]);
  });

  test('shorter than four characters are no reason', () => {
    const person = { givenName: 'Ann', surname: 'Ng', displayName: 'Ann Ng', username: 'ang' };
    expect(reasons('ann ng ltd 77', {}, person)).toEqual([]);
  });

  test('put together from short ones are a reason', () => {
    const person = { givenName: 'Jo-Ann', surname: null, displayName: null, username: 'x' };
    expect(check('we are joann!', {}, person)).toEqual([
      { reason: 'context-word', params: { word: 'JoAnn' } },
    ]);
  });

  test('do not come from the domain of an address', () => {
    expect(reasons('corp mail example')).toEqual([]);
  });

  test('are seen through accents written either way', () => {
    const person = { surname: 'Ma\u0308rz' };
    expect(reasons('am 3. M\u00c4RZ 1980', {}, person)).toEqual(['context-word']);
  });

  test('are left out when a directory knows no names', () => {
    const person = { givenName: null, surname: null, displayName: null, mail: null, username: '' };
    expect(reasons('alice has a poll', {}, { ...person, organisation: '' })).toEqual([]);
  });

  test('can be switched off', () => {
    expect(reasons('alice poll 99', { refuseContextWords: false })).toEqual([]);
  });
});

describe('custom words', () => {
  const customWords = ['Fabrikam', 'blank'];

  test('refuse what has too little besides them, and say why', () => {
    expect(check('FabrikamBlank12', { customWords })).toEqual([
      {
        reason: 'custom-word',
        params: { words: 'Fabrikam, blank', points: 4, pointsNeeded: 5 },
      },
    ]);
  });

  test('accept what has enough besides them (BL-15)', () => {
    expect(check('FabrikamBl@nkf9!', { customWords })).toEqual([]);
  });

  test('say nothing of a short password without them', () => {
    expect(reasons('abc', { customWords })).toEqual(['too-short']);
  });
});

test('gives every reason at once, in the order of the rules', () => {
  expect(
    reasons('Alice1!', { minLength: 15, characterClasses: 4, customWords: ['alice1!x'] }),
  ).toEqual(['too-short', 'context-word', 'custom-word']);
  expect(Object.keys(passwordRules)).toEqual([
    'too-long',
    'forbidden-characters',
    'too-short',
    'too-few-classes',
    'common',
    'context-word',
    'custom-word',
  ]);
});

test('answers for any text whatever, and alike for both of its Unicode forms', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );
  const rules = fc.record({
    minLength: fc.integer({ min: 8, max: 64 }),
    maxLength: fc.integer({ min: 64, max: 256 }),
    characterClasses: fc.integer({ min: 0, max: 4 }),
    refuseCommon: fc.boolean(),
    refuseContextWords: fc.boolean(),
    customWords: fc.array(fc.string({ unit: 'grapheme', minLength: 4, maxLength: 8 })),
  });
  fc.assert(
    fc.property(text, rules, (typed, given) => {
      const refusals = check(typed, given);
      for (const { reason } of refusals) expect(refusalReasons).toContain(reason);
      expect(check(typed.normalize('NFD'), given)).toEqual(refusals);
      const length = [...typed.normalize('NFC')].length;
      const named = refusals.map(({ reason }) => reason);
      if (length > given.maxLength) expect(named).toEqual(['too-long']);
      else if (!named.includes('forbidden-characters') && !named.includes('too-long')) {
        expect(named.includes('too-short')).toBe(length < given.minLength);
      }
    }),
    { numRuns: 1000 },
  );
});
