// The built program as a process of its own: how it ends, however it is asked to.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const program = join(import.meta.dirname, '../../dist/cli/main.js');

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | string>;
}

let folder: string;
let runs: Run[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-process-'));
  runs = [];
});
afterEach(async () => {
  for (const { child } of runs) child.kill('SIGKILL');
  await Promise.all(runs.map(({ ended }) => ended));
  rmSync(folder, { recursive: true });
});

function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Run {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('POSTERN_'));
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), POSTERN_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'gone'));
  });
  const started = { child, out: () => out, err: () => err, ended };
  runs.push(started);
  return started;
}

/** The address in the line that begins with `ready `. */
async function ready({ child, out, err }: Run): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const address = /^ready (http:\/\/[^\s]+)$/m.exec(out())?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', look);
    child.once('exit', () => reject(new Error(`it ended before it was ready: ${err()}`)));
  });
}

async function secondsToEnd(run: Run, signal: NodeJS.Signals): Promise<number> {
  const startedAt = performance.now();
  run.child.kill(signal);
  expect(await run.ended).toBe(0);
  return (performance.now() - startedAt) / 1000;
}

describe('the process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly by %s', async (signal) => {
    const demo = run(['demo']);
    const url = await ready(demo);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    expect(await secondsToEnd(demo, signal)).toBeLessThan(5);
    expect(demo.out()).toContain('"message":"stopped"');
    expect(demo.err()).toBe('');
  });

  test('ends in under 5 s with connections held open and a request half sent', async () => {
    const demo = run(['demo']);
    const url = new URL(await ready(demo));
    const sockets = Array.from({ length: 20 }, () => connect(Number(url.port), url.hostname));
    for (const socket of sockets) {
      socket.on('error', () => undefined);
      socket.write('POST /reset HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    }
    await fetch(url);
    expect(await secondsToEnd(demo, 'SIGTERM')).toBeLessThan(5);
    for (const socket of sockets) socket.destroy();
  });

  test('prints only lines of JSON before and after its banner', async () => {
    const demo = run(['demo']);
    const url = await ready(demo);
    await fetch(`${url}/nothing`);
    await secondsToEnd(demo, 'SIGTERM');
    const lines = demo.out().split('\n');
    const after = lines.slice(lines.indexOf(`ready ${url}`) + 1).filter((line) => line !== '');
    expect(after.length).toBeGreaterThan(1);
    for (const line of after) expect(JSON.parse(line)).toHaveProperty('message');
  });

  test('ends with 78 and every fault when its configuration is wrong', async () => {
    const serve = run(['serve'], {
      POSTERN_BASE_URL: 'http://reset.example.org',
      POSTERN_MAIL_HOST: 'smtp.example.org',
      POSTERN_MAIL_SECURITY: 'none',
    });
    expect(await serve.ended).toBe(78);
    expect(serve.err()).toMatch(/3 faults/);
    for (const path of ['site.baseUrl', 'mail.security', 'mail.from']) {
      expect(serve.err()).toContain(path);
    }
    expect(serve.out()).toBe('');
  });

  test('ends with 1 when its port is taken', async () => {
    const blocker: Server = createServer();
    await new Promise<void>((listening) => {
      blocker.listen(0, '127.0.0.1', listening);
    });
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const demo = run(['demo'], { POSTERN_PORT: port });
    expect(await demo.ended).toBe(1);
    expect(demo.err()).toMatch(/EADDRINUSE/);
    await new Promise((closed) => blocker.close(closed));
  });

  test('ends with 2 and its usage when it is called wrongly', async () => {
    for (const args of [['demo', '--nonsense'], ['no-such-command'], []]) {
      expect(await run(args).ended).toBe(2);
    }
  });
});
