// START under a steady 200 requests a second, arriving on time whether or not the last one was answered.
import { formWith, PortalClient } from '../test/kit/portal-client.ts';
import { percentile } from './percentile.ts';
import type { BenchRow } from './row.ts';
import { serve } from '../test/kit/served.ts';

const PER_SECOND = 200;
const SECONDS = 15;
const BROWSERS = 50;

export async function run(): Promise<BenchRow[]> {
  const server = await serve(1000);
  try {
    const browsers = await Promise.all(
      Array.from({ length: BROWSERS }, async () => {
        const client = new PortalClient(server.origin);
        return { client, form: formWith(await client.get('/reset'), 'identifier') };
      }),
    );
    await arrive(200, browsers);
    const milliseconds = await arrive(PER_SECOND * SECONDS, browsers);
    const p99 = percentile(milliseconds, 99);
    return [
      {
        name: 'START at 200/s, median',
        value: round(percentile(milliseconds, 50)),
        unit: 'ms',
        target: '',
        ok: true,
      },
      {
        name: 'START at 200/s, p99',
        value: round(p99),
        unit: 'ms',
        target: '≤ 20',
        ok: p99 <= 20,
      },
    ];
  } finally {
    await server.stop();
  }
}

type Browser = { readonly client: PortalClient; readonly form: ReturnType<typeof formWith> };

/** Half of the names exist. Time runs from when the request was due, so that a late answer delays nothing unseen. */
async function arrive(count: number, browsers: readonly Browser[]): Promise<number[]> {
  const startedAt = performance.now();
  const answers: Promise<number>[] = [];
  for (let number = 0; number < count; number += 1) {
    const due = startedAt + (number * 1000) / PER_SECOND;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((on) => setTimeout(on, wait));
    const browser = browsers[number % browsers.length];
    if (browser) answers.push(start(browser, number, Math.max(due, performance.now() - 1)));
  }
  return Promise.all(answers);
}

async function start({ client, form }: Browser, number: number, due: number): Promise<number> {
  const identifier = number % 2 === 0 ? `user-${number % 1000}` : `nobody-${number}`;
  const answer = await client.copy().send(form.action, { ...form.fields, identifier });
  if (answer.status !== 303) throw new Error(`START answered ${answer.status}`);
  return performance.now() - due;
}

const round = (value: number) => Math.round(value * 10) / 10;
