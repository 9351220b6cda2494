import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorTable, type ErrorCode } from '../domain/errors.ts';
import { shapeFaults } from '../domain/faults.ts';
import { refusalReasons } from '../domain/password/refusals.ts';
import {
  defaultLanguage,
  describeError,
  describeFault,
  fill,
  fillCounted,
  formatTime,
  languageOf,
  languages,
  negotiateLanguage,
  shippedLanguage,
  type Language,
} from './index.ts';
import { placeholdersOf, type PluralForms } from './text.ts';

type Leaf = string | PluralForms;
const english = defaultLanguage;
const german = languageOf('de');
const arabic = languageOf('ar');

const isPlural = (value: object): value is PluralForms => {
  const keys = Object.keys(value);
  const forms = ['zero', 'one', 'two', 'few', 'many', 'other'];
  return keys.includes('other') && keys.length > 1 && keys.every((key) => forms.includes(key));
};

function leavesOf(value: unknown, path = ''): [path: string, leaf: Leaf][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) throw new Error(`no text at ${path}`);
  if (isPlural(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

function textsOf(language: Language): Map<string, Leaf> {
  const { portal, mails, problems, questions, registration, carriers } = language;
  return new Map(leavesOf({ portal, mails, problems, questions, registration, carriers }));
}

const formsOf = (leaf: Leaf): string[] => (typeof leaf === 'string' ? [leaf] : Object.values(leaf));
const namesIn = (leaf: Leaf): string[] =>
  [...new Set(formsOf(leaf).flatMap(placeholdersOf))].toSorted();

/** Words that are the same in both languages. */
const alike = new Set(['de:portal.securityInfo.name', 'de:registration.names.passkey']);

describe.each(Object.values(languages).map((language) => [language.code, language] as const))(
  'the language %s',
  (code, language) => {
    const texts = textsOf(language);
    const source = textsOf(english);

    test('has every text and no other', () => {
      expect([...texts.keys()].toSorted()).toEqual([...source.keys()].toSorted());
    });

    test('takes the placeholders that the English text takes', () => {
      const names = (of: Map<string, Leaf>) => [...of].map(([path, leaf]) => [path, namesIn(leaf)]);
      expect(Object.fromEntries(names(texts))).toEqual(Object.fromEntries(names(source)));
    });

    test('leaves no English behind', () => {
      const same = [...texts]
        .filter(([path, leaf]) => JSON.stringify(leaf) === JSON.stringify(source.get(path)))
        .map(([path]) => `${code}:${path}`)
        .filter((path) => !alike.has(path));
      expect(code === 'en' ? [] : same).toEqual([]);
    });

    test('has a text for every plural form that its grammar tells apart from the rest', () => {
      const rules = new Intl.PluralRules(code);
      const missing = [...texts].flatMap(([path, leaf]) => {
        if (typeof leaf === 'string') return [];
        // The numbers that occur: characters, minutes, seconds, tries.
        const counts =
          path.includes('classes') || path.includes('Classes')
            ? [1, 2, 3, 4]
            : [1, 2, 3, 10, 11, 60];
        return counts
          .filter((count) => leaf[rules.select(count)] === undefined)
          .map((count) => `${path} for ${count}`);
      });
      expect(missing).toEqual([]);
    });

    test('names the number in every form that stands for several', () => {
      const silent = [...texts].flatMap(([path, leaf]) =>
        typeof leaf === 'string' || leaf.other.includes('{count}') ? [] : [path],
      );
      expect(silent).toEqual([]);
    });

    test('has no stray blanks, straight quotation marks or empty texts', () => {
      const untidy = [...texts].filter(([, leaf]) =>
        formsOf(leaf).some((text) => text === '' || text !== text.trim() || /["]| {2}/.test(text)),
      );
      expect(untidy.map(([path]) => path)).toEqual([]);
    });

    test('says something for every error, fault and reason to refuse a password', () => {
      for (const error of Object.keys(errorTable) as ErrorCode[]) {
        expect(describeError(language, error, { permission: 'users.read' })).not.toMatch(/[{}]|^$/);
      }
      for (const fault of shapeFaults) {
        expect(
          describeFault(language, { code: fault, params: { min: 3, max: 5 } }, 'bad-request'),
        ).not.toMatch(/[{}]|^$/);
      }
      for (const reason of refusalReasons) {
        const text = describeFault(language, { code: reason }, 'password-refused');
        expect(text).toBe(language.problems.refusals[reason]);
      }
    });
  },
);

describe('the texts of faults', () => {
  test('exist for every fault code that is given anywhere', () => {
    const given = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .flatMap((file) => [
        ...readFileSync(join('src', file), 'utf8').matchAll(/\bcode: '([a-z-]+)'/g),
      ])
      .map(([, code]) => code);
    expect(given).toContain('no-group-selected');
    const { faults } = english.problems;
    expect(given.filter((code) => code !== undefined && !Object.hasOwn(faults, code))).toEqual([]);
  });

  test('use the number a fault carries, and do without one it does not carry', () => {
    expect(describeFault(english, { code: 'too-long', params: { max: 128 } }, 'bad-request')).toBe(
      'The longest length allowed is 128.',
    );
    expect(describeFault(english, { code: 'too-long' }, 'bad-request')).toBe('This is too long.');
    expect(
      describeFault(english, { code: 'too-long', params: { maxLength: 128 } }, 'password-refused'),
    ).toBe('It is too long.');
  });

  test('fall back to plain words for a code nobody wrote a text for', () => {
    expect(describeFault(german, { code: 'constructor' }, 'bad-request')).toBe(
      'Dieser Wert ist ungültig.',
    );
  });
});

describe('choosing a language', () => {
  test.each([
    [null, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['fr-FR, fr;q=0.9, ar;q=0.4, en;q=0.3', 'ar'],
    ['en;q=0.2, de;q=0.7', 'de'],
    ['de;q=0, ar', 'ar'],
    ['fr, *;q=0.1', 'en'],
    ['__proto__, constructor, de', 'de'],
    [';;;=,,q=9', 'en'],
  ])('gives for Accept-Language %j: %s', (header, expected) => {
    expect(negotiateLanguage(header).code).toBe(expected);
  });

  test('takes a regional tag for its language and refuses what is not shipped', () => {
    expect(shippedLanguage('AR-eg')?.code).toBe('ar');
    expect(shippedLanguage('de_CH')?.code).toBe('de');
    expect(shippedLanguage('fr')).toBeNull();
    expect(shippedLanguage('__proto__')).toBeNull();
    expect(languageOf(null).code).toBe('en');
  });

  test('writes Arabic from right to left and the others from left to right', () => {
    expect(Object.values(languages).map(({ code, dir }) => [code, dir])).toEqual([
      ['en', 'ltr'],
      ['de', 'ltr'],
      ['ar', 'rtl'],
    ]);
  });
});

describe('filling a text', () => {
  test('puts values in once and does not read placeholders in them', () => {
    expect(
      fill(english, english.portal.contact.none, { organisation: '{organisation} & {{7*7}}' }),
    ).toBe('Ask the administrator or the helpdesk of {organisation} & {{7*7}}.');
  });

  test('chooses the plural form of the language', () => {
    const triesLeft = (language: Language, count: number) =>
      fillCounted(language, language.portal.proving.triesLeft, count, {});
    expect(triesLeft(english, 1)).toBe('You have one more try with this code.');
    expect(triesLeft(english, 4)).toBe('You have 4 more tries with this code.');
    expect(triesLeft(arabic, 2)).toBe('بقيت لك محاولتان بهذا الرمز.');
    expect(triesLeft(arabic, 3)).toBe('بقيت لك 3 محاولات بهذا الرمز.');
    expect(triesLeft(arabic, 11)).toBe('بقيت لك 11 محاولة بهذا الرمز.');
  });

  test('keeps a left-to-right name in order inside a right-to-left sentence', () => {
    expect(fill(arabic, arabic.portal.contact.none, { organisation: '7K-Works' })).toContain(
      '\u20687K-Works\u2069',
    );
  });

  test('tells times in the language, with their zone', () => {
    const at = Date.UTC(2026, 10, 22, 8, 55);
    expect(formatTime(english, at)).toBe('November 22, 2026 at 8:55 AM UTC');
    expect(formatTime(german, at)).toBe('22. November 2026 um 08:55 UTC');
    expect(formatTime(arabic, at)).toContain('2026');
  });
});
