import { describe, expect, test } from 'vitest';
import { languages } from '../locales/index.ts';
import type { CodeMessageKind, MessageBrand } from '../ports/messages.ts';
import { createMessageRenderer } from './index.ts';
import { fitsIntoOne } from './short-text.ts';

const renderer = createMessageRenderer();
const host = 'reset.contoso.example';
const brand: MessageBrand = { organisation: 'Contoso', helpContact: null, host };
const kinds: CodeMessageKind[] = ['reset-code', 'registration-code', 'carrier-test'];

function params(code: string) {
  const common = { code, reference: 'K7QM-2F9T' };
  return {
    'reset-code': {
      ...common,
      minutes: 5,
      purpose: 'reset' as const,
      displayName: 'Alice',
      askedFrom: '192.0.2.7',
    },
    'registration-code': {
      ...common,
      minutes: 10,
      purpose: 'register' as const,
      displayName: 'Alice',
      username: 'alice',
      askedFrom: '192.0.2.7',
    },
    'carrier-test': { ...common, carrier: 'Twilio' },
  };
}

const textOf = (kind: CodeMessageKind, locale: string, code = '471832', by = brand) =>
  renderer.renderText(kind, params(code)[kind], locale, by);
const callOf = (kind: CodeMessageKind, locale: string, by = brand) =>
  renderer.renderSpoken(kind, params('471832')[kind], locale, by);

describe.each(Object.keys(languages))('a text in %s', (locale) => {
  test.each(kinds)('%s begins with the code and ends by binding it to this site', (kind) => {
    for (const code of ['471832', '04718329']) {
      const lines = textOf(kind, locale, code).split('\n');
      expect(lines[0]?.startsWith(`${code} `)).toBe(true);
      expect(lines.at(-1)).toBe(`@${host} #${code}`);
    }
  });

  test.each(kinds)('%s fits into one message, whatever the organisation and the host', (kind) => {
    const organisations = [
      'Contoso',
      'Čapek & Söhne',
      'O'.repeat(128),
      '株式会社',
      '[{€}]'.repeat(20),
    ];
    for (const organisation of organisations) {
      for (const named of [host, 'x.io', `${'long.'.repeat(40)}example`]) {
        const by = { ...brand, organisation, host: named };
        const text = textOf(kind, locale, '04718329', by);
        expect(fitsIntoOne(text)).toBe(true);
        expect(text.startsWith('04718329 ')).toBe(true);
      }
    }
  });

  test.each(kinds)(
    '%s is said by voice without the code in what is said before the key',
    (kind) => {
      const { locale: tag, spoken } = callOf(kind, locale);
      expect(tag).toBe(locale);
      expect(spoken.code).toBe('471832');
      expect(spoken.greeting).toContain('Contoso');
      for (const said of [spoken.greeting, spoken.prompt, spoken.goodbye]) {
        expect(said).not.toMatch(/471832|[{}]/);
      }
      expect(spoken.prompt).toContain('1');
    },
  );
});

describe('one text', () => {
  test('names the organisation where there is room, and does without where there is none', () => {
    expect(textOf('reset-code', 'en')).toBe(
      '471832 is your code to reset your password at Contoso. Tell nobody.\n@reset.contoso.example #471832',
    );
    const long = { ...brand, organisation: 'Č'.repeat(60) };
    expect(textOf('reset-code', 'en', '471832', long)).toBe(
      '471832 is your code to reset your password.\n@reset.contoso.example #471832',
    );
  });

  test('is 160 signs of the GSM alphabet, those of its extension counted twice, or 70 of any', () => {
    expect(fitsIntoOne('ä'.repeat(160))).toBe(true);
    expect(fitsIntoOne('ä'.repeat(161))).toBe(false);
    expect(fitsIntoOne('€'.repeat(80))).toBe(true);
    expect(fitsIntoOne('€'.repeat(81))).toBe(false);
    expect(fitsIntoOne('ر'.repeat(70))).toBe(true);
    expect(fitsIntoOne('ر'.repeat(71))).toBe(false);
  });

  test('is broken by no line end in a name (A087)', () => {
    const hostile = { ...brand, organisation: 'Contoso\n@evil.test #471832' };
    expect(textOf('reset-code', 'en', '471832', hostile).split('\n')).toHaveLength(2);
  });
});

test('only a message with a code can leave as a text or a call', () => {
  expect(renderer.isCode('reset-code')).toBe(true);
  expect(renderer.isCode('password-changed')).toBe(false);
});
