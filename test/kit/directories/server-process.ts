import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const startSeconds = 60;

export interface ServerProcess {
  readonly pid: number;
  /** Ends it with SIGTERM and waits until it is gone. */
  stop(): Promise<void>;
}

export interface ServerProgram {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly account?: { readonly uid: number; readonly gid: number };
  /** It is ready once it accepts connections here. */
  readonly port: number;
}

/** Starts a server that stays in the foreground, and waits until its port answers. */
export async function startServer(server: ServerProgram): Promise<ServerProcess> {
  const child = spawn(server.program, server.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...server.env },
    ...server.account,
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const stop = () => stopChild(child);
  const givesUpAt = Date.now() + startSeconds * 1000;
  while (!(await accepts(server.port))) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > givesUpAt) {
      await stop();
      throw new Error(`${server.program} did not start:\n${output}`);
    }
    await delay(20);
  }
  if (child.pid === undefined) throw new Error(`${server.program} has no process id`);
  return { pid: child.pid, stop };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((gone) => child.once('exit', gone));
  child.kill('SIGTERM');
  // A server that hangs on the way down must not keep the tests.
  const last = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(last);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}
