// The whole service as `postern serve` starts it, in this process: first run, restart, wrong keys.
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Log } from '../../src/ports/log.ts';
import { ConfigError } from '../../src/server/config/faults.ts';
import { type Config, loadConfig } from '../../src/server/config/index.ts';
import { type RunningServer, startServer } from '../../src/server/main.ts';
import { createLog } from '../../src/server/runtime/log.ts';
import { ApiClient } from '../kit/api-client.ts';
import { startSmtpSink, type SmtpSink } from '../kit/smtp-sink.ts';

let folder: string;
let sink: SmtpSink;
let lines: string[];
let running: RunningServer | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-server-'));
  sink = await startSmtpSink();
  lines = [];
  running = null;
});
afterEach(async () => {
  await running?.stop('test');
  await sink.stop();
  rmSync(folder, { recursive: true });
});

const log: Log = createLog({
  level: 'info',
  destination: { write: (line) => void lines.push(line) },
});

function config(environment: Readonly<Record<string, string>> = {}): Config {
  return loadConfig({
    file: null,
    environment: {
      POSTERN_PORT: '0',
      POSTERN_DATA_DIR: join(folder, 'data'),
      POSTERN_MAIL_HOST: '127.0.0.1',
      POSTERN_MAIL_PORT: String(sink.port),
      POSTERN_MAIL_SECURITY: 'none',
      POSTERN_MAIL_FROM: 'reset@contoso.example',
      ...environment,
    },
    needsMail: true,
  });
}

async function start(environment: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  running = await startServer(config(environment), { log });
  return running;
}

async function stop(): Promise<void> {
  await running?.stop('test');
  running = null;
}

const firstAdministrator = {
  organisation: 'Contoso',
  username: 'ada.brandt',
  displayName: 'Ada Brandt',
  mail: 'ada.brandt@contoso.example',
  password: 'violet-ferry-counts-nine-stars',
};

describe('the first start', () => {
  test('makes keys and database that their owner alone can read', async () => {
    await start();
    const data = join(folder, 'data');
    expect(statSync(data).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(data)) {
      expect([name, statSync(join(data, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    expect(readdirSync(data)).toEqual(expect.arrayContaining(['keys.json', 'postern.db']));
  });

  test('is ready, and closed to everybody until it is set up', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    const client = new ApiClient(url);
    expect(await client.ok('GET', '/set-up')).toEqual({ required: true });
    const refused = await fetch(`${url}/api/v1/users`);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    expect((await fetch(`${url}/reset`)).status).toBe(200);
  });

  test('offers one token that makes the first administrator, once', async () => {
    const { url, setUp } = await start();
    const client = new ApiClient(url);
    const wrong = await client.call('POST', '/set-up', { ...firstAdministrator, token: 'wrong' });
    expect(wrong.status).toBe(400);
    const token = setUp?.token ?? '';
    expect(statSync(setUp?.file ?? '').mode & 0o777).toBe(0o600);
    expect(readFileSync(setUp?.file ?? '', 'utf8')).toBe(`${token}\n`);
    await client.ok('POST', '/set-up', { ...firstAdministrator, token });
    expect(await client.ok('GET', '/set-up')).toEqual({ required: false });
    const again = await client.call('POST', '/set-up', { ...firstAdministrator, token });
    expect(again.status).toBe(409);
    await ApiClient.signIn(url, 'ada.brandt', firstAdministrator.password);
    expect(lines.join('')).not.toContain(token);
    expect(lines.join('')).not.toContain(firstAdministrator.password);
  });

  test('voids the token of the start before (A141)', async () => {
    const earlier = (await start()).setUp?.token ?? '';
    await stop();
    const { url, setUp } = await start();
    expect(setUp?.token).not.toBe(earlier);
    const client = new ApiClient(url);
    const answer = await client.call('POST', '/set-up', { ...firstAdministrator, token: earlier });
    expect(answer.status).toBe(400);
  });
});

describe('a later start', () => {
  test('finds everything as it was left, and offers no set-up', async () => {
    const first = await start();
    const token = first.setUp?.token ?? '';
    await new ApiClient(first.url).ok('POST', '/set-up', { ...firstAdministrator, token });
    const before = await ApiClient.signIn(first.url, 'ada.brandt', firstAdministrator.password);
    await stop();
    const second = await start();
    expect(second.setUp).toBeNull();
    expect(existsSync(join(folder, 'data', 'set-up-token'))).toBe(false);
    expect(before).toBeDefined();
    const client = await ApiClient.signIn(second.url, 'ada.brandt', firstAdministrator.password);
    expect(await client.ok('GET', '/settings/organisation')).toMatchObject({ name: 'Contoso' });
  });

  test('is refused with another key file, and leaves no new one behind', async () => {
    await start();
    await stop();
    const keys = join(folder, 'data', 'keys.json');
    renameSync(keys, join(folder, 'keys.kept'));
    await expect(start()).rejects.toThrow(ConfigError);
    await expect(start()).rejects.toThrow(/does not hold the key/);
    expect(existsSync(keys)).toBe(false);
    renameSync(join(folder, 'keys.kept'), keys);
    await start();
  });

  test('is refused with a key file that others can read', async () => {
    await start();
    await stop();
    chmodSync(join(folder, 'data', 'keys.json'), 0o644);
    expect(() => config()).toThrow(/others than its owner/);
  });

  test('is refused while the port is taken, and leaves nothing open', async () => {
    const blocker = createServer();
    await new Promise<void>((listening) => {
      blocker.listen(0, '127.0.0.1', listening);
    });
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(start({ POSTERN_PORT: String(port) })).rejects.toThrow(/EADDRINUSE/);
    await new Promise((closed) => blocker.close(closed));
    await start({ POSTERN_PORT: String(port) });
  });
});

describe('the running service', () => {
  test('answers what carriers ask, and nobody else', async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/callbacks/voice/unknown`, {
      method: 'POST',
      body: new URLSearchParams({ Digits: '1' }),
    });
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

  test('has no demo', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/demo/mailbox`)).status).toBe(404);
    expect((await fetch(`${url}/demo/mailbox.json`)).status).toBe(404);
  });

  test('records that it started and that it stopped', async () => {
    const first = await start();
    const token = first.setUp?.token ?? '';
    await new ApiClient(first.url).ok('POST', '/set-up', { ...firstAdministrator, token });
    await stop();
    const { url } = await start();
    const client = await ApiClient.signIn(url, 'ada.brandt', firstAdministrator.password);
    const { items } = await client.ok<{ items: { type: string }[] }>(
      'GET',
      '/audit-events?limit=50',
    );
    const types = items.map(({ type }) => type).filter((type) => type.startsWith('system.'));
    expect(types).toEqual(['system.started', 'system.stopped', 'system.set-up', 'system.started']);
  });

  test('sends portal style sheets and pictures to be kept, and nothing of its own code', async () => {
    const { url } = await start();
    const page = await (await fetch(`${url}/`)).text();
    const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(page)?.[1] ?? '';
    const answer = await fetch(`${url}${sheet}`, { headers: { 'accept-encoding': 'br' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    for (const path of [
      '/assets/index.js',
      '/assets/pages/home.js',
      '/assets/..%2fserver%2fmain.js',
      '/assets/%2e%2e/server/main.js',
      '/assets/enhance/..%2f..%2fserver/main.js',
      '/admin/..%2fserver%2fmain.js',
    ]) {
      expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 404]);
    }
  });
});
