import { Hono } from 'hono';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { PosternError } from '../domain/errors.ts';
import type { Log } from '../ports/log.ts';
import { createApp } from './app.ts';
import { createTrustedProxies } from './http/client-address.ts';
import type { HttpEnv } from './http/env.ts';
import { createHealth } from './http/health.ts';
import { answerProblem } from './http/problem.ts';
import { createRandom } from './keys/random.ts';

interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

let lines: Line[];
let ready: () => Promise<void>;
beforeEach(() => {
  lines = [];
  ready = () => Promise.resolve();
});

function logInto(bound: Readonly<Record<string, unknown>> = {}): Log {
  const at = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) => {
    lines.push({ level, message, fields: { ...bound, ...fields } });
  };
  return {
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => logInto({ ...bound, ...fields }),
  };
}

function build(baseUrl: string, trusted: readonly string[] = []) {
  const portal = new Hono<HttpEnv>();
  portal.get('/', (c) => c.html(`<p>${c.var.facts.nonce}</p>`));
  portal.get('/whoami', (c) => c.json(c.var.facts.clientAddress));
  portal.get('/not-me/:token', (c) => c.text('seen'));
  portal.get('/cached', (c) => c.body('x', 200, { 'Cache-Control': 'public, max-age=60' }));
  portal.get('/broken', () => {
    throw new Error('canary: password=hunter2 at /srv/secret.ts');
  });
  portal.get('/busy', () => {
    throw new PosternError('busy', { retryAfterSeconds: 5 });
  });
  portal.get('/endless', () => new Promise<Response>(() => undefined));
  portal.post('/reset', (c) => c.text('posted'));
  const api = new Hono<HttpEnv>();
  api.get('/v1/broken', () => {
    throw new Error('canary');
  });
  api.post('/v1/faulty', () => {
    throw new PosternError('bad-request', {
      faults: [{ path: 'name', code: 'too-short', params: { min: 15 } }],
      cause: new Error('inner canary'),
    });
  });
  const hosts = new Set([new URL(baseUrl).host, 'alias.example.org']);
  const app = createApp({
    parts: {
      health: createHealth({
        ready: () => ready(),
        metrics: { text: () => Promise.resolve('metrics 1\n'), contentType: 'text/plain' },
        metricsToken: 'a-token-of-twenty-four-characters',
      }),
      assets: new Hono(),
      console: new Hono<HttpEnv>().get('/', (c) => c.html('console')),
      api,
      callbacks: new Hono<HttpEnv>(),
      demo: null,
      portal: portal as unknown as Hono,
    },
    settings: { baseUrl, hosts, trustedProxies: createTrustedProxies(trusted) },
    errors: { page: answerProblem, problem: answerProblem },
    log: logInto(),
    random: createRandom(),
    observe: () => undefined,
  });
  const ask = (
    path: string,
    init: RequestInit = {},
    socketAddress = '203.0.113.5',
    requestTarget = path,
  ) => {
    const headers = new Headers(init.headers);
    if (!headers.has('host')) headers.set('host', new URL(baseUrl).host);
    const incoming = {
      url: requestTarget,
      socket: { remoteAddress: socketAddress },
      rawHeaders: [...headers].flat(),
    };
    return app.request(path, { ...init, headers }, { incoming });
  };
  return ask;
}

const https = 'https://reset.example.org';

describe('every answer', () => {
  test.each(['/', '/nothing', '/broken', '/api/v1/broken', '/admin', '/live'])(
    'carries the closed set of headers: %s',
    async (path) => {
      const { headers } = await build(https)(path);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
      expect(headers.get('cache-control')).toBe('no-store');
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
      ]) {
        expect(policy).toContain(part);
      }
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      const permissions = headers.get('permissions-policy') ?? '';
      expect(permissions.match(/=\(self\)/g)).toHaveLength(2);
      expect(permissions).toContain('publickey-credentials-get=(self)');
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  test('has a nonce of its own, of 128 bits or more, that its page was given', async () => {
    const ask = build(https);
    const nonces = new Set<string>();
    for (let index = 0; index < 50; index += 1) {
      const answer = await ask('/');
      const nonce = /<p>(.+)<\/p>/.exec(await answer.text())?.[1] ?? '';
      expect(nonce).toMatch(/^[A-Za-z0-9_-]{22,}$/);
      expect(answer.headers.get('content-security-policy')).toContain(
        `script-src 'nonce-${nonce}'`,
      );
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(50);
  });

  test('promises no https where there is none', async () => {
    const { headers } = await build('http://127.0.0.1:7300')('/');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });

  test('may be kept where its handler says so', async () => {
    const { headers } = await build(https)('/cached');
    expect(headers.get('cache-control')).toBe('public, max-age=60');
  });
});

describe('a request', () => {
  test.each([
    'evil.example',
    'reset.example.org.evil.example',
    'reset.example.org:8443',
    'reset.example.org:@evil.example',
    'evil.example, reset.example.org',
    '',
  ])('under the host %j is answered 421 (A060)', async (host) => {
    const answer = await build(https)('/', { headers: { host } });
    expect(answer.status).toBe(421);
    expect(await answer.json()).toMatchObject({ code: 'unknown-host' });
  });

  test.each(['reset.example.org', 'RESET.example.org', 'alias.example.org'])(
    'under the host %s is answered',
    async (host) => {
      expect((await build(https)('/', { headers: { host } })).status).toBe(200);
    },
  );

  test.each([
    ['http://evil.example/', 421],
    ['https://reset.example.org@evil.example/', 421],
    ['reset.example.org:443', 421],
    ['*', 421],
    ['https://reset.example.org/', 200],
    ['http://RESET.example.org', 200],
  ])('with the target %s in its first line is answered %i (A060)', async (target, status) => {
    expect((await build(https)('/', {}, '203.0.113.5', target)).status).toBe(status);
  });

  test('is not moved to another host by a forwarded header (A061)', async () => {
    const answer = await build(https)('/', {
      headers: { host: 'evil.example', 'x-forwarded-host': 'reset.example.org' },
    });
    expect(answer.status).toBe(421);
  });

  test.each(['OPTIONS', 'PROPFIND', 'FOO'])('with the method %s is refused', async (method) => {
    expect((await build(https)('/', { method })).status).toBe(405);
  });

  test('with more than 64 headers is refused', async () => {
    const headers = new Headers();
    for (let index = 0; index < 64; index += 1) headers.set(`x-h${index}`, '1');
    expect((await build(https)('/', { headers })).status).toBe(400);
  });

  test('with a body over 16 KiB is refused before it is read', async () => {
    const answer = await build(https)('/reset', {
      method: 'POST',
      body: 'x',
      headers: { 'content-length': '16385' },
    });
    expect(answer.status).toBe(413);
  });

  test('from another site is refused (A067), and its preflight gets no permission (A075)', async () => {
    const ask = build(https);
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const answer = await ask('/reset', { method: 'POST', headers });
    expect(answer.status).toBe(403);
    const preflight = await ask('/api/v1/faulty', {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(405);
    expect(
      [...preflight.headers.keys()].filter((name) => name.startsWith('access-control')),
    ).toEqual([]);
  });

  test('is known by its socket’s address unless a trusted proxy says otherwise', async () => {
    const forged = { headers: { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' } };
    expect(await (await build(https)('/whoami', forged)).json()).toBe('203.0.113.5');
    const proxied = build(https, ['203.0.113.0/24']);
    const named = { headers: { 'x-forwarded-for': '198.51.100.7' } };
    expect(await (await proxied('/whoami', named)).json()).toBe('198.51.100.7');
  });
});

describe('an error', () => {
  test('that nobody expected says nothing of itself, and is found by its reference', async () => {
    const answer = await build(https)('/broken');
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).not.toMatch(/canary|hunter2|srv|at /);
    const { reference } = JSON.parse(text) as { reference: string };
    const line = lines.find(({ fields }) => fields['reference'] === reference);
    expect(line).toMatchObject({ level: 'error', fields: { problem: 'unexpected' } });
    expect(line?.fields['error']).toBeInstanceOf(Error);
  });

  test('of the API is a problem with a stable code, in the language asked for', async () => {
    const answer = await build(https)('/api/v1/faulty', {
      method: 'POST',
      headers: { 'accept-language': 'de' },
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('content-language')).toBe('de');
    expect(await answer.json()).toMatchObject({
      type: 'urn:postern:problem:bad-request',
      status: 400,
      code: 'bad-request',
      reference: expect.stringMatching(/^.{4}-.{4}$/),
      faults: [{ path: 'name', code: 'too-short', message: expect.stringContaining('15') }],
    });
  });

  test('says when to come back', async () => {
    const answer = await build(https)('/busy');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  test('says of what takes longer than 30 s that it may be done, and not that nothing was changed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const asked = Promise.resolve(build(https)('/endless'));
      let answered = false;
      void asked.then(() => (answered = true));
      await vi.advanceTimersByTimeAsync(29_900);
      expect(answered).toBe(false);
      await vi.advanceTimersByTimeAsync(200);
      const answer = await asked;
      expect(answer.status).toBe(504);
      expect(await answer.json()).toMatchObject({ code: 'timed-out' });
    } finally {
      vi.useRealTimers();
    }
  });

  test('is written once, at the level of the table', async () => {
    await build(https)('/nothing');
    expect(lines.filter(({ message }) => message === 'request refused')).toMatchObject([
      { level: 'info', fields: { problem: 'not-found' } },
    ]);
  });
});

describe('the log', () => {
  test('names the route and never the address, which may hold a secret', async () => {
    await build(https)('/not-me/canary-token?token=canary-query');
    expect(JSON.stringify(lines)).not.toContain('canary');
    expect(lines.at(-1)).toMatchObject({
      message: 'request answered',
      fields: { route: '/not-me/:token', status: 200 },
    });
  });

  test('is not filled by those who ask after health', async () => {
    const ask = build(https);
    for (const path of ['/live', '/ready']) await ask(path);
    expect(lines).toEqual([]);
  });
});

describe('health', () => {
  test('answers under any host', async () => {
    const ask = build(https);
    const headers = { host: '10.0.0.1:7300' };
    expect(await (await ask('/live', { headers })).json()).toEqual({ status: 'up' });
    expect(await (await ask('/ready', { headers })).json()).toEqual({ status: 'ready' });
  });

  test('is not ready when the database is not, and says nothing more (A027)', async () => {
    ready = () => Promise.reject(new PosternError('unavailable', { cause: new Error('canary') }));
    const answer = await build(https)('/ready');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe('{"status":"unavailable"}');
    expect(lines).toMatchObject([{ level: 'error', message: 'not ready' }]);
  });

  test('shows metrics to this machine and to the token, and to nobody else', async () => {
    const ask = build(https, ['127.0.0.1']);
    const status = async (headers: Record<string, string>, from: string) =>
      (await ask('/metrics', { headers }, from)).status;
    expect(await status({}, '127.0.0.1')).toBe(200);
    expect(await status({}, '::1')).toBe(200);
    expect(await status({}, '203.0.113.5')).toBe(404);
    expect(
      await status({ authorization: 'Bearer a-token-of-twenty-four-characters' }, '203.0.113.5'),
    ).toBe(200);
    expect(
      await status({ authorization: 'Bearer a-token-of-twenty-four-characterz' }, '203.0.113.5'),
    ).toBe(404);
    // A proxy on this machine passes the world on.
    expect(await status({ 'x-forwarded-for': '203.0.113.5' }, '127.0.0.1')).toBe(404);
    expect(await status({ 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1')).toBe(404);
    expect(await status({ forwarded: 'for=203.0.113.5' }, '127.0.0.1')).toBe(404);
  });
});
