// Links, hosts and browsers: whose address stands in a mail, and what another site can make a browser do.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../src/contract/index.ts';
import { ApiClient } from '../kit/api-client.ts';
import { formWith, PortalClient } from '../kit/portal-client.ts';
import { exchange } from '../kit/raw-http.ts';
import { ResetClient } from '../kit/reset-client.ts';
import {
  ADMINISTRATOR,
  NEW_PASSWORD,
  OLD_PASSWORD,
  openRunningServer,
  type Person,
  type RunningServer,
} from '../kit/running-server.ts';

const PUBLIC_URL = 'https://reset.contoso.example';

/** As it is listened on, and behind a proxy that brings https. */
let server: RunningServer;
let published: RunningServer;
let people = 0;

beforeAll(async () => {
  server = await openRunningServer();
  published = await openRunningServer({
    baseUrl: PUBLIC_URL,
    environment: { POSTERN_TRUSTED_PROXIES: '127.0.0.1' },
  });
  for (const one of [server, published]) {
    await one.setScope('all');
    await one.raiseVisitorLimits();
  }
});

afterAll(async () => {
  await server.stop();
  await published.stop();
});

function somebody(at = server): Promise<Person> {
  people += 1;
  return at.addUser(`person-${people}`);
}

/** The address in the notice of a reset that was finished with these headers on every request. */
async function notMeLink(
  at: RunningServer,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly link: URL; readonly person: Person }> {
  const person = await somebody(at);
  const reset = new ResetClient(at.origin, headers);
  await reset.start(person.username);
  await reset.prove(await at.readCode(person.mail ?? ''));
  expect((await reset.set(NEW_PASSWORD)).body.state).toBe('done');
  const mail = await at.nextMail(person.mail ?? '');
  const text = mail.raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const found = /https?:\/\/\S+\/not-me\?token=[\w-]+/.exec(text)?.[0];
  if (found === undefined) throw new Error('the notice has no link');
  return { link: new URL(found), person };
}

function startLines(host: readonly string[], target = '/api/v1/resets', body = ''): string[] {
  return [
    `POST ${target} HTTP/1.1`,
    ...host.map((one) => `Host: ${one}`),
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
}

describe('A060: a foreign Host in the mail’s link (CVE-2017-12161, CVE-2017-9303, LTB #755, #821)', () => {
  const evil: readonly [string, (own: string) => readonly string[]][] = [
    ['another host', () => ['evil.example']],
    ['another host on the same port', (own) => [`evil.example:${own.split(':')[1]}`]],
    ['a user part', (own) => [`${own}@evil.example`]],
    ['a port that is a host', (own) => [`127.0.0.1:@evil.example:${own.split(':')[1]}`]],
    ['its own name below another', (own) => [`${own}.evil.example`]],
    ['another name above its own', (own) => [`evil.${own}`]],
    ['a path', (own) => [`${own}/evil.example`]],
    ['two hosts, the right one first', (own) => [own, 'evil.example']],
    ['two hosts, the right one last', (own) => ['evil.example', own]],
    ['the right host twice', (own) => [own, own]],
    ['two hosts in one', (own) => [`${own}, evil.example`]],
    ['no host', () => []],
    ['an empty host', () => ['']],
    ['another port', () => ['127.0.0.1:1']],
    ['no port', () => ['127.0.0.1']],
  ];

  it.each(evil)('refuses a request with %s', async (_what, hosts) => {
    const person = await somebody();
    const body = JSON.stringify({ identifier: person.username });
    const own = new URL(server.origin).host;
    const lines = startLines(hosts(own), '/api/v1/resets', body);
    const answer = await exchange(server.origin, lines, body);
    expect([400, 421]).toContain(answer.status);
    expect(answer.head + answer.body).not.toMatch(/evil|Contoso/);
    expect(
      (
        await exchange(server.origin, [
          'GET / HTTP/1.1',
          ...hosts(own).map((one) => `Host: ${one}`),
        ])
      ).status,
    ).toBe(answer.status);
    await server.outboxEmpty();
    expect(server.sink.caught.some(({ to }) => to === person.mail)).toBe(false);
  });

  it('takes no host from the request line', async () => {
    const person = await somebody();
    const body = JSON.stringify({ identifier: person.username });
    const own = new URL(server.origin).host;
    for (const target of [
      'http://evil.example',
      `http://${own}@evil.example`,
      'https://evil.example',
    ]) {
      const lines = startLines([own], `${target}/api/v1/resets`, body);
      const answer = await exchange(server.origin, lines, body);
      expect([target, answer.status]).toEqual([target, 421]);
    }
    await server.outboxEmpty();
    expect(server.sink.caught.some(({ to }) => to === person.mail)).toBe(false);
  });

  it('writes the configured address into the mail whatever the headers say', async () => {
    const forwarded = [
      { 'x-forwarded-host': 'evil.example' },
      { forwarded: 'host=evil.example;proto=http' },
      {
        'x-host': 'evil.example',
        'x-original-host': 'evil.example',
        'x-http-host-override': 'evil.example',
      },
      { 'x-forwarded-server': 'evil.example', 'x-original-url': '/x', 'x-rewrite-url': '/x' },
      {
        'x-forwarded-port': '1',
        'x-forwarded-proto': 'ftp',
        'x-forwarded-prefix': '//evil.example',
      },
    ];
    for (const headers of forwarded) {
      expect((await notMeLink(server, headers)).link.origin).toBe(server.origin);
    }
  });
});

describe('A061: a forwarded host from the proxy that is trusted (GHSA-2wmj-46rj-qm2w)', () => {
  it('writes the configured address into the mail', async () => {
    const headers = {
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'for=203.0.113.7;host=evil.example;proto=http',
      origin: PUBLIC_URL,
    };
    expect((await notMeLink(published, headers)).link.origin).toBe(PUBLIC_URL);
  });
});

// A link of plain http is made only where there is no other address than one of this machine.
describe('A063: a link without https', () => {
  it('is never made from an https address, nor a cookie that would travel without', async () => {
    const { link } = await notMeLink(published, { origin: PUBLIC_URL });
    expect(link.protocol).toBe('https:');
    const page = await new PortalClient(published.origin).request('/reset');
    for (const cookie of page.headers.getSetCookie()) {
      expect(cookie).toMatch(
        /^__Host-[\w-]+=.*; Path=\/; HttpOnly; Secure; SameSite=(?:Lax|Strict)/,
      );
    }
    expect(page.headers.get('strict-transport-security')).toBe(
      'max-age=31536000; includeSubDomains',
    );
  });
});

describe('A064: the secret of a link in a Referer', () => {
  it('leaves the address before a page is shown, and no page loads anything from elsewhere', async () => {
    const { link } = await notMeLink(server);
    const browser = new PortalClient(server.origin);
    const first = await browser.request(link.href);
    expect([first.status, first.headers.get('location'), first.body]).toEqual([303, '/not-me', '']);
    const page = await browser.get('/not-me');
    const token = link.searchParams.get('token') ?? '';
    for (const one of [first, page]) {
      expect(one.headers.get('referrer-policy')).toBe('no-referrer');
      expect(one.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*/);
      expect(one.body).not.toContain(token);
    }
    const loads = [
      ...page.body.matchAll(/\b(?:src|href|action|formaction|data|poster)="([^"]*)"/g),
    ];
    expect(loads.length).toBeGreaterThan(3);
    for (const [, address = ''] of loads) {
      expect(new URL(address, server.origin).origin).toBe(server.origin);
    }
    expect(page.body).not.toMatch(/@import|url\(|srcset=|<iframe|<object|<embed/);
  });
});

describe('A066: a mail scanner that opens the link', () => {
  it('uses nothing up, however often it looks; the person’s own press does, once', async () => {
    const { link, person } = await notMeLink(server);
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD', 'GET']) {
      const scanner = new PortalClient(server.origin);
      expect((await scanner.request(link.href, { method })).status).toBe(303);
      expect((await scanner.request('/not-me', { method })).status).toBe(200);
    }
    const path = `/users/${person.directoryId}/${person.anchor}`;
    const frozenAt = async () =>
      (await server.administrator.ok<{ frozenAt: number | null }>('GET', path)).frozenAt;
    expect(await frozenAt()).toBeNull();
    const browser = new PortalClient(server.origin);
    const page = await browser.get(link.href);
    await browser.submit(page, {
      form_token: formWith(page, 'form_token').fields['form_token'] ?? '',
    });
    expect(await frozenAt()).not.toBeNull();
    const again = await new PortalClient(server.origin).get(link.href);
    expect(again.body).not.toContain('<form');
  });
});

describe('A067: a request that another site makes a browser send (CVE-2019-18411)', () => {
  const foreign: readonly Readonly<Record<string, string>>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://127.0.0.1.evil.example', 'sec-fetch-site': 'cross-site' },
  ];
  const form = 'application/x-www-form-urlencoded';

  /** A browser in the middle of everything: a reset that waits for its password, and signed in to the portal. */
  async function busyBrowser(): Promise<{ browser: PortalClient; person: Person; token: string }> {
    const person = await somebody();
    const reset = await ResetClient.started(server.origin, person.username);
    await reset.prove(await server.readCode(person.mail ?? ''));
    const browser = new PortalClient(server.origin);
    const entry = await browser.get('/sign-in');
    await browser.submit(entry, { identifier: person.username, password: OLD_PASSWORD });
    browser.cookies.set('postern-reset', reset.token);
    const { fields } = formWith(await browser.get('/reset'), 'identifier');
    return { browser, person, token: fields['form_token'] ?? '' };
  }

  const posts: readonly [string, Readonly<Record<string, string>>][] = [
    ['/reset', { identifier: 'victim' }],
    ['/reset/method', { method: 'email' }],
    ['/reset/code', { code: '12345678' }],
    ['/reset/password', { password: NEW_PASSWORD, confirmation: NEW_PASSWORD }],
    ['/reset/cancel', {}],
    ['/sign-in', { identifier: 'attacker', password: OLD_PASSWORD, next: 'change' }],
    ['/sign-out', {}],
    ['/change', { current: OLD_PASSWORD, password: NEW_PASSWORD, confirmation: NEW_PASSWORD }],
    ['/not-me', {}],
  ];

  it.each(posts)(
    'refuses %s from another site, and without the token of this browser',
    async (path, fields) => {
      const { browser, person, token } = await busyBrowser();
      const stranger = new PortalClient(server.origin);
      const theirs =
        formWith(await stranger.get('/reset'), 'identifier').fields['form_token'] ?? '';
      const before = await server.trailEnd();
      const send = (
        body: Readonly<Record<string, string>>,
        headers: Readonly<Record<string, string>>,
      ) =>
        browser.copy().request(path, {
          method: 'POST',
          body: new URLSearchParams(body).toString(),
          headers: { 'content-type': form, ...headers },
        });
      for (const headers of foreign) {
        expect((await send({ form_token: token, ...fields }, headers)).status).toBe(403);
      }
      for (const wrong of [
        {},
        { form_token: '' },
        { form_token: theirs },
        { form_token: (token.startsWith('A') ? 'B' : 'A') + token.slice(1) },
      ]) {
        expect((await send({ ...wrong, ...fields }, {})).status).toBe(403);
      }
      for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/json']) {
        const answer = await send({ form_token: token, ...fields }, { 'content-type': type });
        expect(answer.status).toBe(415);
      }
      expect(await server.trailEnd()).toBe(before);
      expect(await server.signsIn(person.username, OLD_PASSWORD)).toBe(true);
      expect((await browser.request('/security-info')).status).toBe(200);
    },
  );

  it.each(posts)('does nothing for GET %s, whatever stands in its query', async (path, fields) => {
    const { browser, person, token } = await busyBrowser();
    const before = await server.trailEnd();
    const query = new URLSearchParams({ form_token: token, ...fields });
    for (const method of ['GET', 'HEAD']) {
      await browser.copy().request(`${path}?${query}`, { method });
    }
    expect(await server.trailEnd()).toBe(before);
    expect(await server.signsIn(person.username, OLD_PASSWORD)).toBe(true);
  });

  it('refuses every operation of the API that changes something, without the token of the session', async () => {
    const entered = await fetch(`${server.origin}/api/v1/session`, {
      method: 'POST',
      body: JSON.stringify({
        identifier: ADMINISTRATOR.username,
        password: ADMINISTRATOR.password,
      }),
      headers: { 'content-type': 'application/json' },
    });
    const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const { formToken } = (await entered.json()) as { formToken: string };
    const before = await server.trailEnd();
    let asked = 0;
    const forAnybody = /^\/(?:resets|set-up|session$)/;
    for (const { method, path } of Object.values(endpoints)) {
      if (method === 'get' || (forAnybody.test(path) && method === 'post')) continue;
      if (path.startsWith('/resets')) continue;
      const url = `${server.origin}/api/v1${path.replaceAll(/\{\w+\}/g, 'x')}`;
      const ask = (headers: Readonly<Record<string, string>>, body: string | null = '{}') =>
        fetch(url, { method: method.toUpperCase(), body, headers: { cookie, ...headers } });
      const json = { 'content-type': 'application/json' };
      const answers = [
        await ask(json),
        await ask({
          ...json,
          'postern-form-token': formToken.replace(/^./, (first) => (first === '_' ? '-' : '_')),
        }),
        await ask({ 'content-type': 'text/plain' }),
        await ask({ 'content-type': form }),
        await ask({}, null),
        ...(await Promise.all(
          foreign.map((headers) => ask({ ...json, 'postern-form-token': formToken, ...headers })),
        )),
      ];
      asked += 1;
      expect([path, ...answers.map(({ status }) => status)]).toEqual([
        path,
        ...answers.map(() => 403),
      ]);
    }
    expect(asked).toBeGreaterThan(15);
    expect(await server.trailEnd()).toBe(before);
  });

  it('takes no JSON that calls itself text, where no session is asked for', async () => {
    const before = await server.trailEnd();
    for (const type of [
      'text/plain',
      form,
      'multipart/form-data; boundary=x',
      '',
      'application/json; charset=utf-16',
    ]) {
      for (const path of ['/session', '/resets', '/resets/current/proofs', '/set-up']) {
        const answer = await fetch(`${server.origin}/api/v1${path}`, {
          method: 'POST',
          body: new TextEncoder().encode('{"identifier":"victim","password":"x"}'),
          headers: type === '' ? {} : { 'content-type': type },
        });
        expect([type, path, answer.status]).toEqual([type, path, 415]);
      }
    }
    expect(await server.trailEnd()).toBe(before);
  });
});

describe('A069: sent on to another site (CVE-2026-41569, CVE-2026-29067)', () => {
  const places = [
    '//evil.example',
    '///evil.example',
    'https://evil.example',
    'https:evil.example',
    '\\\\evil.example',
    '/\\evil.example',
    'https://reset.contoso.example.evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '%2f%2fevil.example',
    '/%09/evil.example',
    'change/../../evil',
    'change\r\nx: y',
    '.',
  ];
  const names = [
    'next',
    'return_to',
    'returnUrl',
    'redirect',
    'redirect_uri',
    'continue',
    'url',
    'ru',
  ];

  it.each(places)('stays at home when asked for %j', async (place) => {
    const person = await somebody();
    const browser = new PortalClient(server.origin);
    const query = new URLSearchParams(names.map((name) => [name, place]));
    const home = [
      '/sign-in',
      '/change',
      '/security-info',
      '/reset',
      '/reset/continue',
      '/not-me',
      '/sign-out',
      '/',
    ];
    for (const path of home) {
      const page = await browser.request(`${path}?${query}`);
      expect([303, 200]).toContain(page.status);
      expect(new URL(page.headers.get('location') ?? '/', page.url).origin).toBe(server.origin);
      expect(page.body).not.toMatch(/href="[^"]*evil/);
      expect(page.headers.get('refresh')).toBeNull();
    }
    const { fields } = formWith(await browser.get(`/sign-in?${query}`), 'identifier');
    expect(fields['next']).toBe('security-info');
    const credentials = { identifier: person.username, password: OLD_PASSWORD };
    const entered = await browser.send('/sign-in', { ...fields, ...credentials, next: place });
    expect(entered.headers.get('location')).toBe('/security-info');
  });
});

describe('A070: a cookie planted before its victim comes (CWE-384, GHSA-mq4x-r2w3-j7mr)', () => {
  const planted = 'planted-by-the-attacker-00000000000000000000';

  it('is replaced at the start, at the proof and at the sign-in, and opens nothing afterwards', async () => {
    const person = await somebody();
    const browser = new PortalClient(server.origin);
    for (const name of ['reset', 'portal', 'console'])
      browser.cookies.set(`postern-${name}`, planted);
    const prove = await browser.submit(await browser.get('/reset'), {
      identifier: person.username,
    });
    const atStart = browser.cookies.get('postern-reset');
    const choose = await browser.submit(prove, { code: await server.readCode(person.mail ?? '') });
    const atProof = browser.cookies.get('postern-reset');
    await browser.submit(choose, { password: NEW_PASSWORD, confirmation: NEW_PASSWORD });
    const entry = await browser.get('/sign-in');
    await browser.submit(entry, { identifier: person.username, password: NEW_PASSWORD });
    const atSignIn = browser.cookies.get('postern-portal');
    expect(new Set([planted, atStart, atProof, atSignIn]).size).toBe(4);
    for (const token of [planted, atStart ?? '', atProof ?? '']) {
      const thief = new PortalClient(server.origin);
      thief.cookies.set('postern-portal', token);
      expect((await thief.request('/security-info')).status).toBe(303);
    }
    const before = new ResetClient(server.origin);
    before.token = atStart ?? '';
    expect((await before.progress()).status).toBe(404);
  });

  it('is not read from a sibling domain, which cannot set its name', async () => {
    const person = await somebody(published);
    const reset = new ResetClient(published.origin, { origin: PUBLIC_URL });
    await reset.start(person.username);
    const browser = new PortalClient(published.origin, { origin: PUBLIC_URL });
    browser.cookies.set('postern-reset', reset.token);
    browser.cookies.set('postern-visit', planted);
    const page = await browser.get('/reset/continue');
    expect(new URL(page.url).pathname).toBe('/reset');
    expect([...browser.cookies.keys()]).toContain('__Host-postern-visit');
    const { fields } = formWith(page, 'identifier');
    browser.cookies.delete('__Host-postern-visit');
    expect((await browser.send('/reset', { ...fields, identifier: 'x' })).status).toBe(400);
  });
});

describe('A072, A073: secrets kept by a cache on the way', () => {
  it('lets nothing of a flow be kept', async () => {
    const person = await somebody();
    const browser = new PortalClient(server.origin);
    const seen = [await browser.request('/reset')];
    const { fields } = formWith(seen[0] as never, 'identifier');
    seen.push(await browser.send('/reset', { ...fields, identifier: person.username }));
    seen.push(await browser.request('/reset/continue'));
    const code = await server.readCode(person.mail ?? '');
    const token = { form_token: fields['form_token'] ?? '' };
    seen.push(await browser.send('/reset/code', { ...token, code }));
    seen.push(await browser.request('/reset/continue'));
    const passwords = { password: NEW_PASSWORD, confirmation: NEW_PASSWORD };
    seen.push(await browser.send('/reset/password', { ...token, ...passwords }));
    for (const path of [
      '/reset/continue',
      '/sign-in',
      '/change',
      '/security-info',
      '/not-me',
      '/',
      '/help',
      '/nowhere',
      '/api/v1/session',
      '/api/v1/resets/current',
      '/api/openapi.json',
      '/live',
      '/ready',
      '/metrics',
    ]) {
      seen.push(await browser.request(path));
    }
    for (const page of seen) {
      expect([page.url, page.headers.get('cache-control')]).toEqual([page.url, 'no-store']);
      expect(page.headers.get('etag')).toBeNull();
      expect(page.headers.get('last-modified')).toBeNull();
    }
    expect(await server.signsIn(person.username, NEW_PASSWORD)).toBe(true);
  });

  it.each([
    '/reset',
    '/reset/continue',
    '/security-info',
    '/change',
    '/sign-in',
    '/not-me',
    '/api/v1/session',
  ])('serves no page under a name that a cache takes for a file: %s', async (page) => {
    for (const tail of [
      '/x.css',
      '/x.js',
      ';x.css',
      '%2fx.css',
      '%3bx.css',
      '%00.css',
      '/.css',
      '%0a.css',
      '.css',
      '//x.css',
      '/',
    ]) {
      const response = await fetch(server.origin + page + tail, { redirect: 'manual' });
      expect([page + tail, response.status]).toEqual([page + tail, 404]);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('A075: another site that reads answers', () => {
  it('gets no permission, with a cookie or without, asked beforehand or not', async () => {
    const cookie = 'postern-console=x';
    for (const origin of [
      'null',
      'https://evil.example',
      'http://sub.127.0.0.1',
      'http://127.0.0.1:1',
      `${server.origin}.evil.example`,
    ]) {
      for (const path of [
        '/api/v1/session',
        '/api/v1/users',
        '/api/v1/resets',
        '/api/openapi.json',
        '/reset',
        '/live',
        '/assets/portal.css',
      ]) {
        for (const method of ['GET', 'POST', 'OPTIONS']) {
          const response = await fetch(server.origin + path, {
            method,
            headers: {
              origin,
              cookie,
              'access-control-request-method': 'POST',
              'access-control-request-headers': 'content-type',
            },
          });
          const allowed = [...response.headers.keys()].filter((name) =>
            name.startsWith('access-control'),
          );
          expect([path, method, allowed]).toEqual([path, method, []]);
          expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
          if (method === 'OPTIONS') expect(response.status).not.toBe(204);
        }
      }
    }
  });

  it('signs nobody in on behalf of another site', async () => {
    const api = new ApiClient(server.origin);
    const body = { identifier: ADMINISTRATOR.username, password: ADMINISTRATOR.password };
    const answer = await api.call('POST', '/session', body, {
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
  });
});
