// From the command to the first request accepted, on a checkout that was prepared before.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from './percentile.ts';
import type { BenchRow } from './row.ts';
import { freePort } from '../test/kit/free-port.ts';
import { untilReady } from '../test/kit/served.ts';

const RUNS = 5;

export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-start-'));
  const seconds: number[] = [];
  try {
    // The first start makes the demo's people; the later ones find them.
    for (let turn = 0; turn <= RUNS; turn += 1) {
      const took = await start(join(folder, 'data'));
      if (turn > 0) seconds.push(took);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const median = Math.round(percentile(seconds, 50) * 100) / 100;
  return [
    {
      name: 'script/server to /ready, median of 5',
      value: median,
      unit: 's',
      target: '≤ 2',
      ok: median <= 2,
    },
  ];
}

async function start(dataFolder: string): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn('script/server', [], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, POSTERN_PORT: String(port), POSTERN_DATA_DIR: dataFolder },
  });
  await untilReady(`http://127.0.0.1:${port}`, child);
  const took = (performance.now() - startedAt) / 1000;
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  return took;
}
