import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const main = resolve('dist/cli/main.js');
const clock = import.meta.resolve('./moved-clock.ts');
const startSeconds = 30;

/** The built program as a process of its own, with a data folder that goes away with it. */
export interface Program {
  /** Without a trailing slash. */
  readonly url: string;
  /** What it has written to standard output so far. */
  readonly lines: readonly string[];
  /** Moves the clock of the program ahead, and with it everything that runs out. */
  moveClock(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param command `demo` or `serve`.
 * @param addressIn the address it answers at, from the lines it has written so far; null while it is not there yet.
 */
export async function startProgram(
  command: string,
  addressIn: (lines: readonly string[]) => string | null,
  environment: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const dataDir = await mkdtemp(join(tmpdir(), 'postern-e2e-'));
  const child = spawn(process.execPath, ['--import', clock, main, command], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      POSTERN_DATA_DIR: dataDir,
      POSTERN_PORT: '0',
      POSTERN_LOG_LEVEL: 'error',
      ...environment,
    },
  });
  const lines: string[] = [];
  const url = await addressOf(child, lines, addressIn);
  return {
    url,
    lines,
    async moveClock(seconds) {
      child.send(seconds * 1000);
      await once(child, 'message');
    },
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function addressOf(
  child: ChildProcess,
  lines: string[],
  addressIn: (lines: readonly string[]) => string | null,
): Promise<string> {
  return new Promise((found, failed) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      failed(new Error(`not ready after ${startSeconds} s:\n${lines.join('\n')}`));
    }, startSeconds * 1000);
    child.on('exit', (code) => {
      clearTimeout(timer);
      failed(new Error(`ended with ${code} before it was ready:\n${lines.join('\n')}`));
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const url = addressIn(lines);
      if (url === null) return;
      clearTimeout(timer);
      found(url);
    });
  });
}
