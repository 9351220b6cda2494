// The edge of the network, spoken to over bare sockets (A099: Slowloris, floods of headers and bodies).
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTrustedProxies } from '../../src/server/http/client-address.ts';
import { type Answer, type Listener, listen, usualLimits } from '../../src/server/http/listener.ts';
import { readText } from '../../src/server/http/body.ts';

let listener: Listener;
const sockets: Socket[] = [];

const impatient = { ...usualLimits, headerSeconds: 1, bodySeconds: 1 };

async function start(answer: Answer, socketsPerAddress = 200, trusted: string[] = []) {
  listener = await listen(
    answer,
    {
      host: '127.0.0.1',
      port: 0,
      socketsPerAddress,
      trustedProxies: createTrustedProxies(trusted),
    },
    impatient,
  );
}

beforeEach(() => start(() => new Response('hello')));
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await listener.close(0);
});

interface Peer {
  readonly socket: Socket;
  readonly said: () => string;
  readonly closed: Promise<void>;
}

async function open(): Promise<Peer> {
  const socket = connect(listener.address.port, '127.0.0.1');
  sockets.push(socket);
  let said = '';
  socket.on('data', (chunk: Buffer) => {
    said += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  await new Promise<void>((resolve) => {
    socket.once('connect', () => resolve());
    socket.once('close', () => resolve());
  });
  return { socket, said: () => said, closed };
}

async function within(seconds: number, promise: Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await Promise.race([
    promise,
    delay(seconds * 1000).then(() => Promise.reject(new Error('still open'))),
  ]);
  return (performance.now() - startedAt) / 1000;
}

describe('the listener', () => {
  test('takes the next free port for 0 and answers on it', async () => {
    expect(listener.address.port).toBeGreaterThan(0);
    const answer = await fetch(`http://127.0.0.1:${listener.address.port}/`);
    expect(await answer.text()).toBe('hello');
  });

  test('gives 10 s for headers, 15 s for a body, 60 s for silence and 16 KiB for headers', () => {
    expect(usualLimits).toEqual({
      headerSeconds: 10,
      bodySeconds: 15,
      idleSeconds: 60,
      headerBytes: 16_384,
    });
  });

  test('cuts off headers that do not come to an end in time', async () => {
    const { socket, said, closed } = await open();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const drip = setInterval(() => socket.write('X-A: 1\r\n'), 100);
    const seconds = await within(4, closed);
    clearInterval(drip);
    expect(seconds).toBeGreaterThan(0.8);
    expect(said()).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('cuts off a body that does not come to an end in time', async () => {
    await listener.close(0);
    await start(async (request) => new Response(await readText(request, 16_384)));
    const { socket, closed } = await open();
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n');
    const drip = setInterval(() => socket.write('x'), 100);
    const seconds = await within(6, closed);
    clearInterval(drip);
    expect(seconds).toBeGreaterThan(1.8);
  });

  test('refuses more than 16 KiB of headers', async () => {
    const { socket, said, closed } = await open();
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(17_000)}\r\n\r\n`);
    await within(5, closed);
    expect(said()).toMatch(/^HTTP\/1\.1 431 /);
  });

  test.each([
    ['without a Host', 'GET / HTTP/1.1\r\n\r\n'],
    [
      'with two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    ],
    [
      'with a length and chunks (request smuggling)',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['with a space before the colon', 'GET / HTTP/1.1\r\nHost : x\r\n\r\n'],
    ['with a folded header', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n 2\r\n\r\n'],
    ['that is no HTTP', 'hello\r\n\r\n'],
  ])('refuses a request %s', async (_what, text) => {
    const { socket, said, closed } = await open();
    socket.write(text);
    await within(5, closed);
    expect(said()).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('answers absolute addresses and foreign methods without falling over', async () => {
    for (const line of [
      'GET http://evil.example/ HTTP/1.1',
      'TRACE / HTTP/1.1',
      'OPTIONS * HTTP/1.1',
    ]) {
      const { socket, said } = await open();
      socket.write(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);
      await within(5, new Promise((resolve) => socket.once('end', () => resolve())));
      expect(said()).toMatch(/^HTTP\/1\.1 (200|400|405) /);
    }
    const answer = await fetch(`http://127.0.0.1:${listener.address.port}/`);
    expect(answer.status).toBe(200);
  });

  test('lets one address hold so many connections and no more', async () => {
    await listener.close(0);
    await start(() => new Response('hello'), 10);
    const held = await Promise.all(Array.from({ length: 10 }, open));
    const refused = await open();
    await within(5, refused.closed);
    expect(held.every(({ socket }) => !socket.destroyed)).toBe(true);
    held[0]?.socket.destroy();
    await held[0]?.closed;
    await delay(50);
    const another = await open();
    another.socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await delay(200);
    expect(another.said()).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('does not count a trusted proxy, through which everybody comes', async () => {
    await listener.close(0);
    await start(() => new Response('hello'), 3, ['127.0.0.0/8']);
    const held = await Promise.all(Array.from({ length: 12 }, open));
    await delay(100);
    expect(held.every(({ socket }) => !socket.destroyed)).toBe(true);
  });

  test('lets an answer under way finish when it closes, and takes no new connection', async () => {
    await listener.close(0);
    await start(async () => {
      await delay(300);
      return new Response('finished');
    });
    const url = `http://127.0.0.1:${listener.address.port}/`;
    const under = fetch(url).then((answer) => answer.text());
    await delay(100);
    const closing = listener.close(2000);
    await expect(fetch(url)).rejects.toThrow();
    expect(await under).toBe('finished');
    await closing;
  });

  test('does not wait longer than its grace for one that never ends', async () => {
    await listener.close(0);
    await start(() => new Promise(() => undefined));
    const { socket, closed } = await open();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await delay(50);
    const startedAt = performance.now();
    await listener.close(300);
    expect(performance.now() - startedAt).toBeLessThan(1500);
    await within(1, closed);
  });
});
