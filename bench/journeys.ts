// Whole resets, as a browser makes them: identify, code from the mail, new password, done.
import { serve } from '../test/kit/served.ts';
import { processorMilliseconds, residentBytes } from './process-cost.ts';
import { percentile } from './percentile.ts';
import type { BenchRow } from './row.ts';
import { driveResets, IN_FLIGHT, watchMailbox } from './whole-resets.ts';

const PEOPLE = 2000;
const JOURNEYS = Number(process.env['BENCH_JOURNEYS'] ?? 10_000);
const WARM_UP = 200;

const userOf = (number: number) => {
  const username = `user-${number % PEOPLE}`;
  return { username, mail: `${username}@bench.example` };
};

export async function run(): Promise<BenchRow[]> {
  const server = await serve(PEOPLE);
  try {
    const people = { mailbox: watchMailbox(server), userOf };
    await driveResets(server.origin, people, WARM_UP, 0);
    const usedBefore = processorMilliseconds(server.pid());
    const startedAt = performance.now();
    const milliseconds = await driveResets(server.origin, people, JOURNEYS, WARM_UP);
    const used = (processorMilliseconds(server.pid()) - usedBefore) / JOURNEYS;
    const seconds = (performance.now() - startedAt) / 1000;
    const resident = residentBytes(server.pid()) / 1024 / 1024;
    const perSecond = JOURNEYS / seconds;
    const p99 = percentile(milliseconds, 99);
    return [
      row(`whole resets, ${IN_FLIGHT} in flight`, perSecond, 'resets/s', '≥ 50', perSecond >= 50),
      row('whole reset, median', percentile(milliseconds, 50), 'ms', null, true),
      row('processor time of the server for one reset', used, 'ms', null, true),
      row('whole reset, p99', p99, 'ms', '≤ 400', p99 <= 400),
      row(
        `resident memory after ${JOURNEYS + WARM_UP} resets`,
        resident,
        'MB',
        '≤ 150',
        resident <= 150,
      ),
    ];
  } finally {
    await server.stop();
  }
}

function row(
  name: string,
  value: number,
  unit: string,
  target: string | null,
  ok: boolean,
): BenchRow {
  return { name, value: Math.round(value * 10) / 10, unit, target, ok };
}
