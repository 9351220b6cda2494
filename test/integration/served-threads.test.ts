// The program as script/postern runs it, as the system sees it: its threads, and what it was started with.
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Served } from '../kit/served.ts';
import { startSmtpSink } from '../kit/smtp-sink.ts';

let served: Served;

beforeAll(async () => {
  served = await serve(0);
});
afterAll(() => served?.stop());

interface Thread {
  readonly name: string;
  readonly niceness: number;
}

/** By proc_pid_stat(5): the name stands in brackets, and the niceness is the 19th field. */
function threadsOf(pid: number): readonly Thread[] {
  return readdirSync(`/proc/${pid}/task`).map((id) => {
    const line = readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8');
    const [name = '', rest = ''] = line.slice(line.indexOf('(') + 1).split(/\) (?=[^)]*$)/);
    return { name, niceness: Number(rest.split(' ')[16]) };
  });
}

test('those that collect garbage run behind all others', () => {
  const threads = threadsOf(served.pid());
  const helpers = threads.filter(({ name }) => name === 'V8Worker');
  expect(helpers.map(({ niceness }) => niceness - getPriority())).toEqual([3, 3]);
  const others = threads.filter((thread) => !helpers.includes(thread));
  expect(others.map(({ name }) => name)).toContain('MainThread');
  expect(new Set(others.map(({ niceness }) => niceness))).toEqual(new Set([getPriority()]));
});

/** By proc_pid_cmdline(5). */
function flagsOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
}

const HEAP = ['--max-semi-space-size=2', '--heap-growing-percent=20'];

test('the heap is kept small, unless the operator gives it room to work in', async () => {
  expect(flagsOf(served.pid())).toEqual(expect.arrayContaining(HEAP));
  const roomy = await serve(0, startSmtpSink, '--max-semi-space-size=32');
  try {
    expect(flagsOf(roomy.pid()).filter((flag) => HEAP.includes(flag))).toEqual([]);
    expect(flagsOf(roomy.pid())).toContain('--v8-pool-size=2');
  } finally {
    await roomy.stop();
  }
});
