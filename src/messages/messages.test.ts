import { describe, expect, test } from 'vitest';
import { toldReasons } from '../domain/reset/eligibility.ts';
import { languageOf, languages } from '../locales/index.ts';
import {
  administratorsAlerts,
  directoryAlerts,
  type MessageBrand,
  type MessageKind,
  type MessageParams,
} from '../ports/messages.ts';
import { createMessageRenderer } from './index.ts';
import { plainValue } from './letter.ts';

const renderer = createMessageRenderer();
const host = 'reset.contoso.example';
const brand: MessageBrand = { organisation: 'Contoso', helpContact: 'help@contoso.test', host };
const at = Date.UTC(2026, 10, 22, 8, 55);

const samples: { readonly [Kind in MessageKind]: MessageParams[Kind] } = {
  'reset-code': {
    code: '04718329',
    purpose: 'reset',
    minutes: 10,
    displayName: 'Alice Example',
    reference: 'K7QM-2F9T',
    askedFrom: '192.0.2.7',
  },
  'reset-not-available': {
    purpose: 'reset',
    displayName: 'Alice Example',
    reference: 'K7QM-2F9T',
    reason: 'blocked',
  },
  'password-changed': {
    displayName: 'Alice Example',
    kind: 'reset',
    at,
    askedFrom: '192.0.2.7',
    reference: 'K7QM-2F9T',
    notMeUrl: 'https://reset.contoso.test/not-me?token=abc_-123&x=1',
  },
  'registration-code': {
    code: '04718329',
    minutes: 10,
    purpose: 'register',
    displayName: 'Alice Example',
    username: 'alice',
    reference: 'K7QM-2F9T',
    askedFrom: '192.0.2.7',
  },
  'registration-changed': {
    change: 'added',
    methodId: 'app-code',
    name: 'Work phone',
    displayName: 'Alice Example',
    at,
    askedFrom: '192.0.2.7',
    reference: 'K7QM-2F9T',
    notMeUrl: 'https://reset.contoso.test/not-me?token=abc_-123&x=1',
  },
  'registration-reminder': {
    displayName: 'Alice Example',
    left: 2,
    securityInfoUrl: 'https://reset.contoso.test/security-info',
    reference: 'K7QM-2F9T',
  },
  'administrators-alert': {
    detail: '',
    alert: 'reported-not-me',
    username: 'alice',
    at,
    reference: 'K7QM-2F9T',
  },
  'carrier-test': { code: '471832', carrier: 'Twilio', reference: 'K7QM-2F9T' },
};
const kinds = Object.keys(samples) as MessageKind[];
const codes = Object.keys(languages);

function render(kind: MessageKind, locale: string, over: Record<string, unknown> = {}, by = brand) {
  return renderer.render(kind, { ...samples[kind], ...over }, locale, by);
}

/** What a reader of the HTML part sees, without tags. */
function seen(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  return body
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

describe.each(codes)('messages in %s', (code) => {
  const { dir } = languageOf(code);

  test.each(kinds)(
    '%s names the organisation, the reference and whom to ask, in both parts',
    (kind) => {
      const { subject, text, html } = render(kind, code);
      expect(subject).toContain('Contoso');
      for (const part of [text, seen(html)]) {
        expect(part).toContain('Contoso');
        expect(part).toContain('K7QM-2F9T');
        expect(part).toContain('help@contoso.test');
      }
    },
  );

  test.each(kinds)('%s is marked with its language and direction, and loads nothing', (kind) => {
    const { html } = render(kind, code);
    expect(html).toMatch(new RegExp(`^<!DOCTYPE html><html lang="${code}" dir="${dir}">`));
    expect(html.match(new RegExp(`lang="${code}" dir="${dir}"`, 'g'))).toHaveLength(2);
    expect(html).not.toMatch(
      /<(?:img|script|link|iframe|object|form|input)\b|@import|url\(|\bon\w+=/i,
    );
  });

  test.each(kinds)('%s leaves no placeholder open', (kind) => {
    const { subject, text, html } = render(kind, code);
    expect(`${subject}${text}${seen(html)}`).not.toMatch(/\{\w+\}|undefined|\[object/);
  });

  test('gives the code in one run: on a line of its own in the text, unbroken in the HTML', () => {
    const { text, html } = render('reset-code', code);
    expect(text.split('\n')).toContain('04718329');
    expect(html.match(/>04718329</g)).toHaveLength(1);
    expect(text.match(/(?<!\d)\d{8}(?!\d)/g)).toEqual(['04718329']);
  });

  test('keeps the code out of the subject', () => {
    expect(render('reset-code', code).subject).not.toMatch(/\d/);
    expect(render('registration-code', code).subject).not.toMatch(/\d/);
  });

  test('says from where and for how long', () => {
    for (const part of [render('reset-code', code).text, seen(render('reset-code', code).html)]) {
      expect(part).toContain('192.0.2.7');
      expect(part).toContain('10');
    }
  });

  test('links "this was not me" exactly as given', () => {
    const { text, html } = render('password-changed', code);
    expect(text).toContain('\nhttps://reset.contoso.test/not-me?token=abc_-123&x=1\n');
    expect(html.match(/href="[^"]*"/g)).toEqual([
      'href="https://reset.contoso.test/not-me?token=abc_-123&amp;x=1"',
    ]);
  });

  test('says different things for each reason and each kind of change', () => {
    const reasons = ['reset', 'unlock'].flatMap((purpose) =>
      ['not-enabled', ...toldReasons].map(
        (reason) => render('reset-not-available', code, { purpose, reason }).text,
      ),
    );
    const changes = ['reset', 'change'].map(
      (kind) => render('password-changed', code, { kind }).text,
    );
    const registrations = ['added', 'removed', 'renamed', 'default-changed'].map(
      (change) => render('registration-changed', code, { change }).text,
    );
    const purposes = ['register', 'vouch'].map(
      (purpose) => render('registration-code', code, { purpose }).text,
    );
    expect(new Set(reasons).size).toBe(2 * (toldReasons.length + 1));
    expect(new Set(changes).size).toBe(2);
    expect(new Set(registrations).size).toBe(4);
    expect(new Set(purposes).size).toBe(2);
  });
});

describe('words from outside (A087, A088)', () => {
  const hostile = '<a href=//evil>Ål & "Bo" {{7*7}} ${1+1} {organisation}</a>';

  test.each([
    'reset-code',
    'reset-not-available',
    'password-changed',
    'registration-code',
    'registration-changed',
    'registration-reminder',
  ] as const)('a name in %s stays text', (kind) => {
    const { text, html } = render(kind, 'en', { displayName: hostile });
    expect(html).not.toContain('<a href=//evil');
    expect(seen(html)).toContain(`Hello ${hostile},`);
    expect(text).toContain(`Hello ${hostile},`);
  });

  test('an organisation, a place and a user name stay text', () => {
    const by = { organisation: '<b>Evil</b>', helpContact: null, host };
    const code = render('reset-code', 'en', { askedFrom: '"><script>alert(1)</script>' }, by);
    const alert = render('administrators-alert', 'en', { username: '</p><h1>x' }, by);
    for (const html of [code.html, alert.html]) expect(html).not.toMatch(/<(?:b|script|h1)>/);
    expect(seen(code.html)).toContain('"><script>alert(1)</script>');
    expect(seen(alert.html)).toContain('</p><h1>x was told');
  });

  test('line ends in a name break neither the subject nor a line', () => {
    const by = { organisation: 'Contoso\r\nBcc: all@evil.test', helpContact: null, host };
    const { subject, text } = render(
      'reset-code',
      'en',
      { displayName: 'Al\r\n\r\n99999999\nice' },
      by,
    );
    expect(subject).toBe('Contoso Bcc: all@evil.test: your code to reset your password');
    expect(text.split('\n')[0]).toBe('Hello Al 99999999 ice,');
    expect(text.split('\n')).not.toContain('99999999');
  });

  test('direction marks and endless names are taken out', () => {
    expect(plainValue('moc.live\u202e\u2066\u0000//')).toBe('moc.live //');
    expect([...plainValue('ä'.repeat(5000))]).toHaveLength(160);
    expect(plainValue('نام‌خانوادگی')).toBe('نام‌خانوادگی');
  });
});

describe.each(codes)('what administrators are told, in %s', (code) => {
  test('differs for everything that can happen, and leaves no place unfilled', () => {
    const letters = administratorsAlerts.map((alert) =>
      render('administrators-alert', code, { alert, detail: 'Head office' }),
    );
    expect(new Set(letters.map(({ subject }) => subject)).size).toBe(administratorsAlerts.length);
    for (const { subject, text } of letters) {
      expect(`${subject}${text}`).not.toMatch(/[{}]/);
      expect(text).toContain('Head office');
    }
  });

  test('of a directory sends nobody to look for who did it', () => {
    const { nextAudit } = languageOf(code).mails.administratorsAlert;
    for (const alert of administratorsAlerts) {
      const { text } = render('administrators-alert', code, { alert, username: '' });
      const isOfDirectory = directoryAlerts.some((one) => one === alert);
      expect(plain(text).includes(plain(nextAudit))).toBe(!isOfDirectory);
    }
  });
});

/** Without the ends of lines. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

test('a regional or unknown language gets the nearest one', () => {
  expect(render('reset-code', 'de-AT').subject).toContain('Ihr Code');
  expect(render('reset-code', 'fr').subject).toContain('your code');
});

test('without a help contact the reader is sent to the organisation', () => {
  const { text } = render(
    'reset-code',
    'en',
    {},
    { organisation: 'Contoso', helpContact: null, host },
  );
  expect(text).toContain('ask the administrator or the helpdesk of Contoso');
});
