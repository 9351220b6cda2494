// The webhook channel against real HTTP and HTTPS servers on loopback.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createWebhook, type WebhookSettings, webhook } from '../../src/channels/webhook.ts';
import type { OutgoingMessage } from '../../src/ports/channel.ts';
import { makeCertificates } from '../kit/certificates.ts';
import { aCall, aText, channelDeps } from '../kit/channel-deps.ts';
import { MORNING } from '../kit/clock.ts';

const secret = 'a secret of more than thirty-two letters';
const aMail: OutgoingMessage = {
  kind: 'email',
  id: 'msg_mail',
  to: 'lena@contoso.example',
  subject: 'Ihr Code',
  text: '1234 5678',
  html: null,
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Received {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
type Answer = (outgoing: ServerResponse) => void;

async function start(answer: Answer = (outgoing) => outgoing.end(), tls?: object) {
  const received: Received[] = [];
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    let body = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => {
      body += chunk;
    });
    incoming.on('end', () => {
      received.push({ url: incoming.url ?? '', headers: incoming.headers, body });
      answer(outgoing);
    });
  };
  const server: Server = tls ? createSecureServer(tls, onRequest) : createServer(onRequest);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  closing.push(
    () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return { port: (server.address() as AddressInfo).port, received };
}

const impatient = createWebhook({
  wholeSeconds: 0.5,
  resolve: (host) =>
    host.endsWith('.example')
      ? Promise.resolve([{ address: '127.0.0.1', family: 4 }])
      : host === 'silent.invalid'
        ? new Promise(() => undefined)
        : Promise.reject(new Error('no such name')),
});

function open(url: string, over: Partial<WebhookSettings> = {}) {
  const settings = { url, secret, allowPrivateNetwork: true, authority: null, ...over };
  return impatient.open(settings, channelDeps().deps);
}

const answering = (status: number, headers: Record<string, string> = {}): Answer => {
  return (outgoing) => outgoing.writeHead(status, headers).end();
};

describe('a message', () => {
  test.each([aMail, aText, aCall])('is handed over as JSON: %s', async (message) => {
    const { port, received } = await start();
    const channel = open(`http://127.0.0.1:${port}/carry?it=1`);
    expect(await channel.send(message)).toEqual({ status: 'accepted' });
    expect(received).toHaveLength(1);
    const [one] = received;
    expect(JSON.parse(one?.body ?? '')).toEqual(message);
    expect(one?.url).toBe('/carry?it=1');
    expect(one?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': message.id,
    });
  });

  test('is signed together with the time', async () => {
    const { port, received } = await start();
    await open(`http://127.0.0.1:${port}/`).send(aText);
    const [, t = '', v1] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(received[0]?.headers['postern-signature'])) ?? [];
    expect(Number(t)).toBe(MORNING / 1000);
    const mac = createHmac('sha256', secret).update(`${t}.${received[0]?.body}`).digest('hex');
    expect(v1).toBe(mac);
  });

  test.each([
    [200, { status: 'accepted' }],
    [202, { status: 'accepted' }],
    [204, { status: 'accepted' }],
    [429, { status: 'deferred', reason: 'the carrier answered 429' }],
    [503, { status: 'deferred', reason: 'the carrier answered 503' }],
    [500, { status: 'deferred', reason: 'the carrier answered 500', mayHaveLeft: true }],
    [400, { status: 'rejected', reason: 'the carrier answered 400' }],
    [422, { status: 'rejected', reason: 'the carrier answered 422' }],
    [401, { status: 'rejected', reason: 'the carrier answered 401', fault: 'carrier' }],
    [404, { status: 'rejected', reason: 'the carrier answered 404', fault: 'carrier' }],
  ])('answered with %i', async (status, expected) => {
    const { port } = await start(answering(status));
    expect(await open(`http://127.0.0.1:${port}/`).send(aText)).toEqual(expected);
  });

  test('is not sent on to where an answer redirects', async () => {
    const other = await start();
    const Location = `http://127.0.0.1:${other.port}/`;
    for (const status of [301, 302, 303, 307, 308]) {
      const { port, received } = await start(answering(status, { Location }));
      expect(await open(`http://127.0.0.1:${port}/`).send(aText)).toMatchObject({
        status: 'rejected',
        fault: 'carrier',
      });
      expect(received).toHaveLength(1);
    }
    expect(other.received).toEqual([]);
  });

  test.each<[string, Answer]>([
    ['nothing', () => undefined],
    [
      'half an answer',
      (outgoing) => outgoing.writeHead(200, { 'Content-Length': '10' }).write('{'),
    ],
    ['an end of the connection', (outgoing) => outgoing.destroy()],
  ])('that gets %s may have left, in bounded time', async (_name, answer) => {
    const { port } = await start(answer);
    const startedAt = performance.now();
    expect(await open(`http://127.0.0.1:${port}/`).send(aText)).toEqual({
      status: 'deferred',
      reason: 'the carrier did not answer in time',
      mayHaveLeft: true,
    });
    expect(performance.now() - startedAt).toBeLessThan(2500);
  });

  test('is not waited for once an answer is longer than anybody reads', async () => {
    const { port } = await start((outgoing) => {
      outgoing.writeHead(200);
      const more = (): void => {
        while (!outgoing.destroyed && outgoing.write('x'.repeat(16_384)));
        if (!outgoing.destroyed) outgoing.once('drain', more);
      };
      more();
    });
    expect(await open(`http://127.0.0.1:${port}/`).send(aText)).toEqual({ status: 'accepted' });
  });

  test('has not left when nobody listens, or the name means nothing in time', async () => {
    const reason = 'the carrier could not be reached';
    for (const url of [
      'http://127.0.0.1:9/',
      'https://nowhere.invalid/',
      'https://silent.invalid/',
    ])
      expect(await open(url).send(aText)).toEqual({ status: 'deferred', reason });
  });
});

describe('TLS', () => {
  const { authority, key, certificate: cert } = makeCertificates('DNS:hook.contoso.example');

  test('carries a message to who is who it says it is', async () => {
    const { port, received } = await start(undefined, { key, cert });
    const channel = open(`https://hook.contoso.example:${port}/`, { authority });
    expect(await channel.send(aText)).toEqual({ status: 'accepted' });
    expect(received[0]?.headers.host).toBe(`hook.contoso.example:${port}`);
  });

  test('hands nothing over to another authority, another name, or plain HTTP', async () => {
    const secure = await start(undefined, { key, cert });
    const plain = await start();
    for (const [url, trusted] of [
      [`https://hook.contoso.example:${secure.port}/`, null],
      [`https://other.contoso.example:${secure.port}/`, authority],
      [`https://hook.contoso.example:${plain.port}/`, authority],
    ] as const) {
      const delivery = await open(url, { authority: trusted }).send(aText);
      expect(delivery).toEqual({ status: 'deferred', reason: 'the carrier could not be reached' });
    }
    expect([secure.received, plain.received]).toEqual([[], []]);
  });

  test('may be missing only to this machine, and no password stands in the address', () => {
    const valid = (url: string) =>
      webhook.settings.safeParse({ ...webhook.defaults, url, secret }).success;
    expect(valid('https://hook.contoso.example/x')).toBe(true);
    expect(valid('http://localhost:8080/x')).toBe(true);
    for (const url of [
      'http://hook.contoso.example/x',
      'http://127.0.0.1.contoso.example/',
      'https://user:word@hook.contoso.example/',
      'ftp://hook.contoso.example/',
      'file:///etc/passwd',
      'hook',
    ])
      expect(valid(url)).toBe(false);
    expect(
      webhook.settings.safeParse({ ...webhook.defaults, url: 'https://a.example', secret: 'short' })
        .success,
    ).toBe(false);
  });
});
