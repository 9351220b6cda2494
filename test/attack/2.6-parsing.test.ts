// Parsing: keys, duplicates, odd passwords, floods and slow peers.
// A slow body and silent sockets are timed in test/integration/listener.test.ts, with shorter limits.
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../kit/api-client.ts';
import { formWith, PortalClient } from '../kit/portal-client.ts';
import { answerOn, exchange, socketTo } from '../kit/raw-http.ts';
import { ResetClient } from '../kit/reset-client.ts';
import {
  ADMINISTRATOR,
  NEW_PASSWORD,
  openRunningServer,
  type RunningServer,
} from '../kit/running-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await openRunningServer();
  await server.openToEverybody();
});

afterAll(() => server.stop());

const start = (identifier: string) => new ResetClient(server.origin).start(identifier);

describe('A093: a key that reaches the prototype', () => {
  const bodies = [
    '{"identifier":"x","__proto__":{"isAdmin":true}}',
    '{"identifier":"x","constructor":{"prototype":{"isAdmin":true}}}',
    '{"__proto__":{"identifier":"x"}}',
    '{"identifier":{"__proto__":{"isAdmin":true}}}',
    '{"identifier":"x","\\u005f_proto__":{"isAdmin":true}}',
  ];

  it('is refused, and nothing is inherited afterwards', async () => {
    const send = (path: string, body: string, type = 'application/json') =>
      fetch(`${server.origin}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
    for (const body of bodies) expect((await send('/api/v1/resets', body)).status).toBe(400);
    for (const query of [
      'a[__proto__][isAdmin]=1',
      '__proto__[isAdmin]=1',
      'constructor.prototype.isAdmin=1',
      '__proto__=1',
    ]) {
      expect((await send(`/api/v1/resets?${query}`, '{"identifier":"x"}')).status).toBe(400);
      const browser = new PortalClient(server.origin);
      const { fields } = formWith(await browser.get('/reset'), 'identifier');
      const [name = ''] = query.split('=');
      expect((await browser.send('/reset', { ...fields, [name]: '1' })).status).toBe(400);
      expect((await browser.request(`/reset?${query}`)).status).toBe(200);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    expect((await start('still-sane')).status).toBe(202);
  });
});

describe('A094: the same thing said twice', () => {
  it('is refused in JSON, in a query, in a form and in headers', async () => {
    const post = (path: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${server.origin}/api/v1${path}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      });
    for (const body of [
      '{"identifier":"u","identifier":"v"}',
      '{"identifier":"u","\\u0069dentifier":"v"}',
    ]) {
      const answer = await post('/resets', body);
      expect([answer.status, JSON.stringify(await answer.json())]).toEqual([
        400,
        expect.stringContaining('duplicate-key'),
      ]);
    }
    expect((await post('/resets?identifier=v', '{"identifier":"u"}')).status).toBe(400);
    expect((await server.administrator.call('GET', '/users?query=a&query=b')).status).toBe(400);
    const one = await ResetClient.started(server.origin, 'somebody-or-other');
    const two = { 'postern-reset': `${one.token}, ${one.token}` };
    expect((await one.step('GET', '/resets/current', undefined, two)).status).toBe(404);
    const { host } = new URL(server.origin);
    const lines = ['GET /api/v1/resets/current HTTP/1.1', `Host: ${host}`];
    const token = `Postern-Reset: ${one.token}`;
    expect((await exchange(server.origin, [...lines, token])).status).toBe(200);
    expect((await exchange(server.origin, [...lines, token, token])).status).toBe(404);
  });

  it('ends the conversation where two readers would see two requests', async () => {
    const { host } = new URL(server.origin);
    const head = [
      'POST /api/v1/resets HTTP/1.1',
      `Host: ${host}`,
      'Content-Type: application/json',
    ];
    const body = '{"identifier":"x"}';
    const ambiguous: readonly (readonly string[])[] = [
      [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked'],
      [`Content-Length: ${body.length}`, 'Content-Length: 3'],
      ['Transfer-Encoding: chunked, identity'],
      ['Transfer-Encoding : chunked'],
      [`Content-Length: +${body.length}`],
      ['X: y\n Content-Length: 3'],
    ];
    for (const headers of ambiguous) {
      const answer = await exchange(server.origin, [...head, ...headers], body);
      expect([headers, answer.status]).toEqual([headers, 400]);
    }
  });
});

describe('A096: a password that means something to somebody on the way (CVE-2021-28958)', () => {
  const taken: readonly [string, string][] = [
    ['quotes', `it's "quoted" \`here\` and there`],
    ['a shell’s signs', '$(id); rm -rf / | cat && ${HOME}'],
    ['back slashes and escapes', '\\r\\n\\0 %0d%0a &#13; \\u0000'],
    ['four-byte signs', '🗝️🏰🌉 three of them 🐎'],
    ['right to left', 'שלום לכולם בבית הגדול'],
    ['blanks at both ends', '   blanks at both ends   '],
    ['signs of a form', 'a=b&c=d+e%20f;g#h?i/j'],
    ['markup', '<b>bold</b> & <i>more</i>'],
    ['composed and decomposed', 'caf\u00e9 und cafe\u0301 am See'],
    ['full-width signs', 'ＡＢＣ ①②③ ﬁve words'],
    ['a joiner', 'family \u{1f468}\u200d\u{1f469}\u200d\u{1f467} of three'],
  ];

  it.each(taken)('is set and signs in exactly as typed: %s', async (_what, password) => {
    const person = await server.addSomebody();
    const reset = await ResetClient.started(server.origin, person.username);
    await reset.prove(await server.readCode(person.mail ?? ''));
    expect((await reset.set(password)).body).toMatchObject({ state: 'done' });
    expect(await signsInByForm(person.username, password)).toBe(true);
    for (const other of [password.trim(), password.toUpperCase(), password.slice(0, -1)]) {
      if (other !== password) expect(await server.signsIn(person.username, other)).toBe(false);
    }
  });

  it('is taken from a form as from JSON', async () => {
    const [, password] = taken[6] ?? ['', ''];
    const person = await server.addSomebody();
    const browser = new PortalClient(server.origin);
    const prove = await browser.submit(await browser.get('/reset'), {
      identifier: person.username,
    });
    const choose = await browser.submit(prove, { code: await server.readCode(person.mail ?? '') });
    await browser.submit(choose, { password, confirmation: password });
    expect(await server.signsIn(person.username, password)).toBe(true);
  });

  it.each([
    ['a line end', 'a perfectly long\r\npassword', 'forbidden-characters'],
    ['a NUL', 'a perfectly long\0password', 'forbidden-characters'],
    ['a tab', 'a perfectly long\tpassword', 'forbidden-characters'],
    ['half a pair', 'a perfectly long \ud800 password', 'forbidden-characters'],
    ['600 characters', 'x'.repeat(600), 'too-long'],
    ['600 bytes in 128 characters', '🗝'.repeat(150), 'too-long'],
  ])('is refused with the reason: %s', async (_what, password, reason) => {
    const person = await server.addSomebody();
    const reset = await ResetClient.started(server.origin, person.username);
    await reset.prove(await server.readCode(person.mail ?? ''));
    const { status, body } = await reset.set(password);
    expect([status, body.faults?.map(({ code }) => code)]).toEqual([400, [reason]]);
    expect(await reset.state()).toBe('password');
    expect((await reset.set(NEW_PASSWORD)).body.state).toBe('done');
  });

  async function signsInByForm(identifier: string, password: string): Promise<boolean> {
    const browser = new PortalClient(server.origin);
    await browser.submit(await browser.get('/sign-in'), { identifier, password });
    return browser.cookies.has('postern-portal');
  }
});

describe('A097: a password of megabytes (Django 2013, CVE-2026-102414)', () => {
  const json = (bytes: number) =>
    JSON.stringify({ identifier: 'ada.brandt', password: 'x'.repeat(bytes) });

  it.each([20_000, 1_000_000, 10_000_000])(
    'of %i bytes is refused before anything is hashed',
    async (bytes) => {
      const { host } = new URL(server.origin);
      const targets = [
        '/api/v1/session',
        '/api/v1/resets',
        '/api/v1/resets/current/password',
        '/api/v1/set-up',
        '/sign-in',
        '/reset/password',
        '/change',
      ];
      const startedAt = performance.now();
      for (const target of targets) {
        const type = target.startsWith('/api')
          ? 'application/json'
          : 'application/x-www-form-urlencoded';
        const head = [`POST ${target} HTTP/1.1`, `Host: ${host}`, `Content-Type: ${type}`];
        // The length alone is enough; without one, reading ends at the first byte too many.
        const declared = await exchange(server.origin, [...head, `Content-Length: ${bytes}`]);
        expect([target, declared.status]).toEqual([target, 413]);
        const chunk = `${bytes.toString(16)}\r\n${json(bytes - 64).padEnd(bytes)}\r\n0\r\n\r\n`;
        const flowing = await exchange(
          server.origin,
          [...head, 'Transfer-Encoding: chunked'],
          chunk,
        );
        expect([target, flowing.status]).toEqual([
          target,
          target.startsWith('/api') ? 413 : flowing.status,
        ]);
        expect([0, 413]).toContain(flowing.status);
      }
      expect(performance.now() - startedAt).toBeLessThan(10_000);
    },
  );

  it('leaves others their answers while a hundred come at once', async () => {
    const flood = Array.from({ length: 100 }, () =>
      fetch(`${server.origin}/api/v1/session`, {
        method: 'POST',
        body: json(1_000_000),
        headers: { 'content-type': 'application/json' },
      }).then(
        ({ status }) => status,
        () => 413,
      ),
    );
    const answered = await Promise.all(Array.from({ length: 10 }, () => start('somebody-else')));
    expect(answered.map(({ status }) => status)).toEqual(answered.map(() => 202));
    expect(new Set(await Promise.all(flood))).toEqual(new Set([413]));
  });

  it('of what a body may hold, but no password may, is refused for anybody alike', async () => {
    for (const password of ['x'.repeat(1025), 'x'.repeat(15_000), 'ÿ'.repeat(1000)]) {
      const seen = new Set<string>();
      for (const identifier of [ADMINISTRATOR.username, 'nobody-at-all']) {
        const answer = await new ApiClient(server.origin).call('POST', '/session', {
          identifier,
          password,
        });
        const browser = new PortalClient(server.origin);
        const page = await browser.submit(await browser.get('/sign-in'), { identifier, password });
        seen.add(`${answer.status} ${page.status}`);
        expect(browser.cookies.has('postern-portal')).toBe(false);
      }
      expect([...seen]).toHaveLength(1);
      expect([...seen][0]).toMatch(/^4\d\d (?:200|4\d\d)$/);
    }
  });
});

describe('A099: a peer that takes its time, or all the room (authentik IncludeSec L4)', () => {
  it('is dropped ten seconds after its first header, others being answered meanwhile', async () => {
    const slow = socketTo(server.origin);
    slow.write(`GET / HTTP/1.1\r\nHost: ${new URL(server.origin).host}\r\nX-Slow: `);
    const drip = setInterval(() => slow.write('x'), 500);
    const startedAt = performance.now();
    const dropped = answerOn(slow);
    expect((await fetch(server.origin)).status).toBe(200);
    const { status } = await dropped;
    clearInterval(drip);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(status).toBe(408);
    expect(seconds).toBeGreaterThan(9);
    expect(seconds).toBeLessThan(15);
  });

  it('holds two hundred connections at most, and none of another address', async () => {
    const { hostname, port } = new URL(server.origin);
    const held: Socket[] = [];
    let dropped = 0;
    const sixtyDropped = Promise.withResolvers<void>();
    await Promise.all(
      Array.from({ length: 260 }, () => {
        const socket = connect({ host: hostname, port: Number(port), localAddress: '127.0.0.3' });
        held.push(socket);
        socket.resume();
        socket.on('error', () => undefined);
        socket.once('close', () => {
          dropped += 1;
          if (dropped === 60) sixtyDropped.resolve();
        });
        return new Promise<void>((connected) => {
          socket.once('connect', () => connected());
          socket.once('close', () => connected());
        });
      }),
    );
    await sixtyDropped.promise;
    expect((await fetch(server.origin)).status).toBe(200);
    expect(dropped).toBe(60);
    for (const socket of held) socket.destroy();
  });

  it('is refused with more headers, or longer ones, than any browser sends', async () => {
    const { host } = new URL(server.origin);
    const head = ['GET / HTTP/1.1', `Host: ${host}`];
    const many = Array.from({ length: 100 }, (_, n) => `X-${n}: y`);
    expect((await exchange(server.origin, [...head, ...many])).status).toBe(400);
    expect((await exchange(server.origin, [...head, `X: ${'y'.repeat(20_000)}`])).status).toBe(431);
    const target = `GET /${'a'.repeat(20_000)} HTTP/1.1`;
    expect((await exchange(server.origin, [target, `Host: ${host}`])).status).toBe(431);
    const fields = Array.from({ length: 100 }, (_, n) => `f${n}=1`).join('&');
    const posted = await fetch(`${server.origin}/reset`, {
      method: 'POST',
      body: fields,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(posted.status).toBe(400);
    const deep = `{"identifier":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    const nested = await fetch(`${server.origin}/api/v1/resets`, {
      method: 'POST',
      body: deep,
      headers: { 'content-type': 'application/json' },
    });
    expect(nested.status).toBe(400);
  });
});
