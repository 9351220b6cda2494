// Injection: what is typed must never become a pattern, another address, a header, markup or a formula.
import { parse } from 'csv-parse/sync';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../kit/api-client.ts';
import { formWith, headingOf, PortalClient } from '../kit/portal-client.ts';
import { exchange } from '../kit/raw-http.ts';
import { ResetClient } from '../kit/reset-client.ts';
import {
  ADMINISTRATOR,
  NEW_PASSWORD,
  OLD_PASSWORD,
  openRunningServer,
  type RunningServer,
} from '../kit/running-server.ts';

let server: RunningServer;
let named = 0;

beforeAll(async () => {
  server = await openRunningServer();
  await server.openToEverybody();
});

afterAll(() => server.stop());

/** Whom mails went to since a moment, once nothing waits any more. */
async function mailedTo(act: () => Promise<unknown>): Promise<string[]> {
  await server.outboxEmpty();
  const before = server.sink.caught.length;
  await act();
  await server.outboxEmpty();
  return server.sink.caught.slice(before).map(({ to }) => to);
}

const start = (identifier: string) => new ResetClient(server.origin).start(identifier);

describe('A081: a pattern that picks another account (CVE-2019-16374, CVE-2021-37933)', () => {
  const patterns = [
    'adm*',
    'ad*',
    '*',
    '%',
    'ada%',
    'ada_brandt',
    '_',
    'ada.brand?',
    '.*',
    '^ada',
    'ada.brandt)(uid=*',
    "ada.brandt' or '1'='1",
    'ada.brandt"--',
    'ada.brandt\\',
    'ada.brandt%00',
    '${ada.brandt}',
  ];

  it('finds nobody by one, neither at the start nor at the sign-in', async () => {
    const tries = patterns.map((pattern) => start(pattern));
    expect(await mailedTo(() => Promise.all(tries))).toEqual([]);
    for (const identifier of patterns) {
      const body = { identifier, password: ADMINISTRATOR.password };
      const answer = await new ApiClient(server.origin).call('POST', '/session', body);
      expect([identifier, answer.status]).toEqual([identifier, 401]);
    }
  });

  it('finds nobody by one in the console either, where a search is by the start of a word', async () => {
    for (const pattern of ['%', '_', '*', '[a-z]', 'a%', '%brandt', '_da']) {
      const query = new URLSearchParams({ query: pattern });
      const found = await server.administrator.ok<{ items: unknown[] }>('GET', `/users?${query}`);
      expect([pattern, found.items]).toEqual([pattern, []]);
    }
  });
});

describe('A082: a name with signs of a directory’s grammar', () => {
  it.each([
    'Smith, John',
    'a+b',
    'say "hi"',
    'back\\slash',
    '#1',
    'semi;colon',
    '<angle>',
    'a=b',
    "o'neill",
    'cn=x,dc=y',
    '(paren)*',
    'né',
  ])('writes the password of exactly the person called %j', async (username) => {
    const neighbour = await server.addSomebody();
    const mail = `not-${neighbour.mail}`;
    await server.addUser(username, { mail });
    const reset = await ResetClient.started(server.origin, username);
    await reset.prove(await server.readCode(mail));
    expect((await reset.set(NEW_PASSWORD)).body.state).toBe('done');
    expect(await server.signsIn(username, NEW_PASSWORD)).toBe(true);
    expect(await server.signsIn(neighbour.username, OLD_PASSWORD)).toBe(true);
  });
});

describe('A084: an address that looks or folds like another (CVE-2019-19844, GHSA-qw9g-7549-7wg5)', () => {
  const others = [
    'mıke@contoso.example',
    'mİke@contoso.example',
    'míke@contoso.example',
    'mike@contosо.example',
    'mike@ｃontoso.example',
    'ｍike@contoso.example',
    'mike@contoso.examplé',
    'mike@contoso.example.',
    'strasse@contoso.example',
    'mike+x@contoso.example',
    'mi.ke@contoso.example',
  ];

  it('is another address, and no mail goes anywhere', async () => {
    await server.addUser('mike', { mail: 'mike@contoso.example' });
    await server.addUser('straße', { mail: 'sz@contoso.example' });
    expect(await mailedTo(() => Promise.all(others.map((other) => start(other))))).toEqual([]);
  });

  it('goes to the stored address, never to the typed one, when only letter case differs', async () => {
    for (const typed of [
      'MIKE@CONTOSO.EXAMPLE',
      ' Mike@Contoso.example ',
      'mi\u212ae@contoso.example',
    ]) {
      expect(await mailedTo(() => start(typed))).toEqual(['mike@contoso.example']);
    }
  });

  it('cannot be given to a second person', async () => {
    for (const mail of [
      'ｍike@contoso.example',
      'mike@cüre\u200b.example',
      'mıke@contoso.example',
    ]) {
      const body = { username: `look-alike-${mail.length}`, displayName: 'x', mail };
      expect((await server.administrator.call('POST', '/users', body)).status).toBe(400);
    }
  });
});

describe('A085: checked before it is brought to its final form (CVE-2026-73420)', () => {
  it.each([
    'v@good.com＠evil.com',
    'v＠evil.com',
    'v@evil.com\u200b',
    'v\u200d@evil.com',
    'v\u202emoc.live@',
    'v\u0000@evil.com',
    'v\ud800',
    'v\ufeffw',
    'v\u2028w',
  ])('is refused at the start: %j', async (identifier) => {
    const sent = await start(identifier);
    expect([sent.status, sent.body.code]).toEqual([400, 'identifier-invalid']);
    const browser = new PortalClient(server.origin);
    if (!identifier.isWellFormed()) return;
    const page = await browser.submit(await browser.get('/reset'), { identifier });
    expect(headingOf(page)).not.toContain('code');
    expect(page.url).toBe(`${server.origin}/reset`);
  });
});

describe('A087: a header slipped into a mail', () => {
  const line = '\r\nBcc: thief@evil.example\r\n\r\nbody';

  it('is refused where it could stand, and changes no mail where it is only shown', async () => {
    const person = await server.addSomebody();
    const refused = [
      await start(`${person.username}${line}`),
      await start(`${person.username}%0d%0aBcc:thief@evil.example`),
      await server.administrator.call('POST', '/users', { username: `x${line}`, displayName: 'x' }),
      await server.administrator.call('POST', '/users', { username: 'x', displayName: `x${line}` }),
      await server.administrator.call('POST', '/users', {
        username: 'x',
        displayName: 'x',
        mail: `x@y.example${line}`,
      }),
      await server.administrator.call('POST', '/users', {
        username: 'x',
        displayName: 'x',
        locale: `en${line}`,
      }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 202, 400, 400, 400, 400]);
    const { version } = await server.administrator.ok<{ version: number }>(
      'GET',
      '/settings/organisation',
    );
    const name = `Contoso${line}`;
    await server.administrator.call('PUT', '/settings/organisation', { version, name });
    const headers = {
      'user-agent': 'x\tBcc: thief@evil.example',
      'accept-language': 'en, x;q=0.5, %0d%0aBcc:thief@evil.example',
      'x-forwarded-for': '%0d%0aBcc:thief@evil.example',
    };
    const reset = new ResetClient(server.origin, headers);
    await reset.start(person.username);
    const mail = await server.nextMail(person.mail ?? '');
    expect(mail.raw.split('\r\n\r\n')[0]).not.toMatch(/^(?:bcc|cc):/im);
    await server.outboxEmpty();
    expect(server.sink.caught.map(({ to }) => to)).not.toContain('thief@evil.example');
    const now = await server.administrator.ok<{ version: number }>('GET', '/settings/organisation');
    const back = { version: now.version, name: 'Contoso' };
    await server.administrator.ok('PUT', '/settings/organisation', back);
  });
});

describe('A088: markup or a template in a mail (GHSA-4hmq-ggrm-qfc6)', () => {
  it.each([
    '<a href=//evil.example>click</a>',
    '<img src=//evil.example/x>',
    '{{7*7}}',
    '${7*7}',
    '<%= 7*7 %>',
    '{organisation}',
    '{name}',
    '&lt;b&gt;',
    '"><script>x()</script>',
    "' onload='x()",
  ])('stays the text it is: %j', async (displayName) => {
    named += 1;
    const mail = `named-${named}@contoso.example`;
    await server.addUser(`named-${named}`, { displayName, mail });
    const reset = await ResetClient.started(server.origin, `named-${named}`);
    const codeMail = await server.nextMail(mail);
    const code = /^(\d{8})\r?$/m.exec(codeMail.raw)?.[1] ?? '';
    await reset.prove(code);
    await reset.set(NEW_PASSWORD);
    for (const one of [codeMail, await server.nextMail(mail)]) {
      const { text = '', html = '', subject = '' } = await PostalMime.parse(one.raw);
      expect(text).toContain(displayName);
      expect(text + subject).not.toMatch(/\b49\b/);
      expect(html).not.toMatch(/<(?:script|img|iframe|object|form|input)\b/i);
      const links = [...html.matchAll(/<a\b[^>]*href="([^"]*)"/g)].map(([, href = '']) => href);
      expect(links.filter((href) => !href.startsWith(`${server.origin}/`))).toEqual([]);
      expect(html).toContain(
        displayName
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;')
          .replaceAll('"', '&quot;')
          .replaceAll("'", '&#39;'),
      );
    }
  });
});

describe('A090: a page that gives back what it was sent (CVE-2026-42849)', () => {
  const payloads = [
    '"><svg/onload=alert(1)>',
    "'-alert(1)-'",
    '</title><script>alert(1)</script>',
    'javascript:alert(1)',
    '" onfocus=alert(1) autofocus x="',
  ];
  const marks = /<svg\/|<script>alert|alert\(1\)|onfocus=alert|javascript:/;
  const paths = [
    '/',
    '/reset',
    '/reset/continue',
    '/sign-in',
    '/change',
    '/change/done',
    '/security-info',
    '/not-me',
    '/help',
    '/nowhere',
    '/admin/nowhere.x',
    '/assets/nowhere',
  ];
  const names = [
    'lang',
    'mkt',
    'next',
    'token',
    'identifier',
    'error',
    'q',
    'return_to',
    'reference',
    'notice',
  ];

  it.each(payloads)('gives back none of it: %j', async (payload) => {
    const sign = encodeURIComponent(payload);
    const plain = sign.replaceAll('%', '').slice(0, 60);
    const cookies = ['reset', 'visit', 'language', 'notice', 'portal', 'console', 'not-me'];
    const seen: (readonly [string, string])[] = [];
    const read = async (what: string, response: Promise<Response>) => {
      const answer = await response;
      seen.push([what, `${[...answer.headers].join('\n')}\n${await answer.text()}`]);
    };
    for (const path of paths) {
      const query = names.map((name) => `${name}=${sign}`).join('&');
      const url = `${server.origin}${path}`;
      await read(`${path}?`, fetch(`${url}?${query}`, { redirect: 'manual' }));
      await read(`${path}/x`, fetch(`${url}/${sign}`, { redirect: 'manual' }));
      const cookie = cookies
        .map((name) => `postern-${name}=${sign}; postern-${name}=${plain}`)
        .join('; ');
      const headers = {
        cookie,
        'accept-language': payload,
        referer: payload,
        'user-agent': payload,
      };
      await read(`${path} headers`, fetch(url, { headers, redirect: 'manual' }));
    }
    const browser = new PortalClient(server.origin);
    const { fields } = formWith(await browser.get('/reset'), 'identifier');
    for (const path of [
      '/reset',
      '/reset/code',
      '/reset/method',
      '/reset/password',
      '/sign-in',
      '/change',
    ]) {
      for (const body of [
        { ...fields, identifier: payload },
        { ...fields, code: payload },
        { ...fields, method: payload },
        { ...fields, [payload]: 'x' },
        { ...fields, identifier: payload, password: payload, next: payload },
        { ...fields, current: payload, password: payload, confirmation: 'x' },
        { form_token: payload },
      ]) {
        const page = await browser.post(path, body);
        seen.push([`POST ${path} ${Object.keys(body).join()}`, page.body]);
      }
    }
    for (const path of ['/session', '/resets', '/set-up', `/${sign}`, `/users/${sign}/x`]) {
      const body = { identifier: payload, password: payload, [payload]: payload };
      const answer = await new ApiClient(server.origin).call('POST', path, body);
      // JSON says what it is, and no browser sniffs it; its text may name the unknown field.
      expect(answer.headers.get('content-type')).toMatch(/^application\/(?:problem\+)?json/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
    const host = new URL(server.origin).host;
    const raw = await exchange(server.origin, [
      'GET / HTTP/1.1',
      `Host: ${host}${plain}`,
      `X: ${payload}`,
    ]);
    seen.push(['Host', raw.body]);
    expect(seen.filter(([, text]) => marks.test(text)).map(([what]) => what)).toEqual([]);
  });
});

describe('A091: a formula in an export (CVE-2023-51763, CVE-2022-3026, CVE-2025-22978)', () => {
  it('is text to a spreadsheet wherever it was put', async () => {
    const formulas = [
      '=HYPERLINK("http://evil.example")',
      '+cmd|calc',
      '-2+3',
      '@SUM(1+1)',
      '＝1+1',
    ];
    for (const [index, formula] of formulas.entries()) {
      const mail = `formula-${index}@contoso.example`;
      await server.addUser(formula, { displayName: formula, mail });
      const reset = new ResetClient(server.origin, { 'user-agent': '=1+1' });
      await reset.start(formula);
      await reset.prove(await server.readCode(mail));
    }
    const csv = await server.administrator.ok<string>('GET', '/audit-events/export?format=csv');
    const rows = parse(csv, { columns: true, record_delimiter: '\r\n' }) as Record<
      string,
      string
    >[];
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r\n\0＝＋－＠]/.test(cell))).toEqual([]);
    for (const formula of formulas) expect(cells).toContain(`'${formula}`);
    expect(rows.some(({ userAgent }) => userAgent === "'=1+1")).toBe(true);
    expect(csv.split('\r\n').length - 2).toBe(rows.length);
  });
});
