// Starts a private PostgreSQL for the integration tests and gives them its URL:
//   const url = inject('postgresUrl');   // undefined where PostgreSQL is not installed
// It listens on a Unix socket and a free loopback port, keeps its data in a temporary folder, and is
// stopped by its own process id. PostgreSQL refuses to run as root, so root runs it as `postgres`.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { freePort } from './free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string | undefined;
  }
}

type Account = { uid: number; gid: number } | Record<string, never>;

export interface Postgres {
  url: string;
  stop: () => Promise<void>;
}

function findBinaries(): string | undefined {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return undefined;
  return readdirSync(base)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(base, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const entry =
    entries.find(([name]) => name === 'postgres') ?? entries.find(([name]) => name === 'nobody');
  if (entry === undefined) throw new Error('no account to run PostgreSQL as: postgres or nobody');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

async function untilReady(url: string, server: ChildProcess, log: () => string): Promise<void> {
  const givesUpAt = Date.now() + 20_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > givesUpAt) {
        throw new Error(`PostgreSQL did not start:\n${log()}`, { cause: error });
      }
    } finally {
      await client.end().catch(() => undefined);
    }
    await delay(50);
  }
}

/** Starts one server of its own, or answers undefined where PostgreSQL is not installed. */
export async function startPostgres(): Promise<Postgres | undefined> {
  const binaries = findBinaries();
  if (binaries === undefined) return undefined;
  const account = unprivilegedAccount();
  const folder = mkdtempSync('/tmp/postern-pg-');
  if ('uid' in account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, ...account };
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postern', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...options, stdio: 'pipe' },
  );
  const port = await freePort();
  let output = '';
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  server.stderr.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-8000);
  });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://postern@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    if (server.exitCode === null) server.kill('SIGINT'); // fast shutdown: open sessions are cut off
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(url, server, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['POSTERN_TEST_POSTGRES_URL'];
  const postgres = given === undefined ? await startPostgres() : undefined;
  project.provide('postgresUrl', given ?? postgres?.url);
  return async () => postgres?.stop();
}
