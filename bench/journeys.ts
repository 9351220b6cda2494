// Whole resets, as a browser makes them: identify, code from the mail, new password, done.
import { PortalClient, formWith, headingOf } from '../test/kit/portal-client.ts';
import { findCode } from '../test/kit/smtp-sink.ts';
import { type Served, serve } from '../test/kit/served.ts';
import { processorMilliseconds, residentBytes } from './process-cost.ts';
import { percentile } from './percentile.ts';
import type { BenchRow } from './row.ts';

const PEOPLE = 2000;
const IN_FLIGHT = 8;
const JOURNEYS = Number(process.env['BENCH_JOURNEYS'] ?? 10_000);
const WARM_UP = 200;

export async function run(): Promise<BenchRow[]> {
  const server = await serve(PEOPLE);
  try {
    const mailbox = watchMailbox(server);
    await drive(server, mailbox, WARM_UP, 0);
    const usedBefore = processorMilliseconds(server.pid());
    const startedAt = performance.now();
    const milliseconds = await drive(server, mailbox, JOURNEYS, WARM_UP);
    const used = (processorMilliseconds(server.pid()) - usedBefore) / JOURNEYS;
    const seconds = (performance.now() - startedAt) / 1000;
    const resident = residentBytes(server.pid()) / 1024 / 1024;
    const perSecond = JOURNEYS / seconds;
    const p99 = percentile(milliseconds, 99);
    return [
      row('whole resets, 8 in flight', perSecond, 'resets/s', '≥ 50', perSecond >= 50),
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

type Mailbox = (address: string) => Promise<string>;

/** Hands each caught code to whoever waits for it; an event, not a poll. */
function watchMailbox(server: Served): Mailbox {
  const waiting = new Map<string, (code: string) => void>();
  server.sink.onMail((mail) => {
    const code = findCode(mail);
    if (code === null) return;
    waiting.get(mail.to)?.(code);
    waiting.delete(mail.to);
  });
  return (address) =>
    new Promise((found) => {
      waiting.set(address, found);
    });
}

async function drive(
  server: Served,
  mailbox: Mailbox,
  count: number,
  from: number,
): Promise<number[]> {
  const milliseconds: number[] = [];
  let next = from;
  async function lane(): Promise<void> {
    while (next < from + count) {
      const number = next;
      next += 1;
      const startedAt = performance.now();
      await reset(server.origin, `user-${number % PEOPLE}`, number, mailbox);
      milliseconds.push(performance.now() - startedAt);
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return milliseconds;
}

async function reset(
  origin: string,
  username: string,
  number: number,
  mailbox: Mailbox,
): Promise<void> {
  const browser = new PortalClient(origin);
  const mail = mailbox(`${username}@bench.example`);
  const proving = await browser.submit(await browser.get('/reset'), { identifier: username });
  formWith(proving, 'code');
  const password = await browser.submit(proving, { code: await mail });
  const words = 'seven lanterns and nine kites';
  const done = await browser.submit(password, { password: words, confirmation: words });
  if (done.status !== 200 || headingOf(done) !== 'Your new password is set') {
    throw new Error(`reset ${number} ended at ${done.url} (${done.status}): ${headingOf(done)}`);
  }
}
