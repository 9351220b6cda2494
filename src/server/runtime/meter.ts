import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter, MetricName, TimingName } from '../../ports/log.ts';

/** Labels of every metric are fixed here: a label nobody declared cannot multiply the series. */
const counters = {
  resets_started: { help: 'Resets started', labels: [] },
  resets_finished: { help: 'Resets that ended, by how', labels: ['state'] },
  unlocks_finished: { help: 'Accounts unlocked without a new password', labels: [] },
  proofs_accepted: { help: 'Proofs accepted, by method', labels: ['method'] },
  proofs_refused: { help: 'Wrong answers, by method', labels: ['method'] },
  limits_reached: { help: 'Requests refused by a limit, by limit', labels: ['limit'] },
  messages_sent: { help: 'Messages accepted by the next hop', labels: ['message'] },
  messages_deferred: { help: 'Messages to be tried again', labels: ['message'] },
  messages_failed: { help: 'Messages given up', labels: ['message'] },
  carrier_receipts: {
    help: 'What carriers said later of messages they had accepted',
    labels: ['status'],
  },
  sign_ins_failed: { help: 'Failed sign-ins, by place', labels: ['place'] },
} as const satisfies Record<MetricName, { help: string; labels: readonly string[] }>;

const timings = {
  password_write: {
    help: 'Seconds a directory took to answer a password write',
    labels: ['outcome'],
  },
  message_delivery: { help: 'Seconds the next hop took to answer', labels: ['status'] },
} as const satisfies Record<TimingName, { help: string; labels: readonly string[] }>;

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface Metrics {
  readonly meter: Meter;
  observeRequest(request: {
    readonly area: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  /** Prometheus text format 0.0.4. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** @param outboxDepth asked at each scrape. */
export function createMetrics(outboxDepth: () => Promise<number>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'postern_' });
  const counterOf = new Map<string, Counter>(
    Object.entries(counters).map(([name, { help, labels }]) => [
      name,
      new Counter({
        name: `postern_${name}_total`,
        help,
        labelNames: [...labels],
        registers: [registry],
      }),
    ]),
  );
  const histogramOf = new Map<string, Histogram>(
    Object.entries(timings).map(([name, { help, labels }]) => [
      name,
      new Histogram({
        name: `postern_${name}_seconds`,
        help,
        labelNames: [...labels],
        buckets: secondsBuckets,
        registers: [registry],
      }),
    ]),
  );
  const requests = new Histogram({
    name: 'postern_http_request_seconds',
    help: 'Seconds to answer a request, by area and status class',
    labelNames: ['area', 'status'],
    buckets: secondsBuckets,
    registers: [registry],
  });
  const depth = new Gauge({
    name: 'postern_outbox_depth',
    help: 'Jobs that wait or are under way',
    registers: [],
    async collect() {
      this.set(await outboxDepth());
    },
  });
  registry.registerMetric(depth);

  return {
    meter: {
      count: (name, labels) => counterOf.get(name)?.inc(declared(counters[name].labels, labels)),
      observeSeconds: (name, seconds, labels) =>
        histogramOf.get(name)?.observe(declared(timings[name].labels, labels), seconds),
    },
    observeRequest: ({ area, status, seconds }) =>
      requests.observe({ area, status: `${Math.floor(status / 100)}xx` }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function declared(
  names: readonly string[],
  labels: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}
