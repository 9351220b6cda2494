// A server as it runs in production: its own process, started from dist, with a real SMTP listener beside it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from './api-client.ts';
import { freePort } from './free-port.ts';
import { raisedLimits } from './raised-limits.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

const administrator = { username: 'root', password: 'nine quiet harbours in winter' };

export interface Served {
  readonly origin: string;
  readonly sink: SmtpSink;
  /** Signed in as the administrator; the session outlives the process. */
  readonly api: ApiClient;
  /** The administrator anew: a session that nobody uses ends. */
  signIn(): Promise<ApiClient>;
  readonly pid: () => number;
  /** Ends the process at once, in whatever it is doing; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same address and data; resolves when it accepts requests. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an empty server, sets it up, and imports `users` people named user-0, user-1 …, who may all reset.
 * @param openSink where its mails go; a listener in this process unless given.
 * @param nodeOptions for the start of the process, as an operator sets them.
 */
export async function serve(
  users: number,
  openSink: () => Promise<SmtpSink> = startSmtpSink,
  nodeOptions = '',
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-served-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const sink = await openSink();
  const config = join(folder, 'postern.yaml');
  writeFileSync(
    config,
    [
      `listen: { host: 127.0.0.1, port: ${port}, socketsPerAddress: 1000 }`,
      `data: { dir: ${join(folder, 'data')} }`,
      `mail: { host: 127.0.0.1, port: ${sink.port}, security: none, from: postern@reset.example }`,
      'log: { level: error }',
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
  let child = launch(config, nodeOptions);

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  async function stop(): Promise<void> {
    await end('SIGTERM');
    await sink.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  try {
    await untilReady(origin, child);
    const api = await setUp(origin, join(folder, 'data'));
    await allowEverybody(api);
    await importPeople(api, users);
    return {
      origin,
      sink,
      api,
      signIn: () => signIn(origin),
      pid: () => child.pid ?? 0,
      kill: () => end('SIGKILL'),
      async start() {
        child = launch(config, nodeOptions);
        await untilReady(origin, child);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function launch(config: string, nodeOptions: string): ChildProcess {
  return spawn('script/postern', ['serve', '--config', config], {
    env: { ...process.env, NODE_OPTIONS: nodeOptions },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

export async function untilReady(origin: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const ready = await fetch(`${origin}/ready`).then(
      (response) => response.status === 200,
      () => false,
    );
    if (ready) return;
    await new Promise((tick) => setTimeout(tick, 10));
  }
  throw new Error('the server did not become ready');
}

async function setUp(origin: string, dataFolder: string): Promise<ApiClient> {
  const token = readFileSync(join(dataFolder, 'set-up-token'), 'utf8').trim();
  const done = await new ApiClient(origin).call('POST', '/set-up', {
    token,
    organisation: 'Fabrikam',
    username: administrator.username,
    displayName: 'Root',
    mail: 'root@bench.example',
    password: administrator.password,
  });
  if (done.status !== 204)
    throw new Error(`set-up answered ${done.status}: ${JSON.stringify(done.body)}`);
  return signIn(origin);
}

function signIn(origin: string): Promise<ApiClient> {
  return ApiClient.signIn(origin, administrator.username, administrator.password);
}

interface PolicyAnswer {
  readonly version: number;
  readonly policy: { limits: Record<string, number>; scope: { mode: string } };
}

/** Everybody in scope; one machine may start as many resets as the whole organisation does. */
async function allowEverybody(api: ApiClient): Promise<void> {
  const { version, policy } = await api.ok<PolicyAnswer>('GET', '/policy');
  await api.ok('PUT', '/policy', {
    version,
    policy: {
      ...policy,
      scope: { ...policy.scope, mode: 'all' },
      limits: { ...policy.limits, ...raisedLimits },
    },
  });
}

async function importPeople(api: ApiClient, users: number): Promise<void> {
  const batch = 5000;
  for (let from = 0; from < users; from += batch) {
    const rows = Array.from({ length: Math.min(batch, users - from) }, (_, offset) => {
      const name = `user-${from + offset}`;
      return `${name},User ${from + offset},${name}@bench.example`;
    });
    const csv = ['username,displayName,mail', ...rows].join('\r\n');
    await api.ok('POST', '/users/import', { csv, dryRun: false });
  }
}
