// Runs the benchmarks, prints a table, writes bench/results/latest.json; exit 1 when a target is missed.
//   node bench/run.ts            all of them
//   node bench/run.ts NAME…      only these
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { createServer } from 'vite';
import type { BenchRow } from './row.ts';

interface Bench {
  run(): Promise<BenchRow[]>;
}

/** One line for each file of benchmarks. They run one after the other: each needs the machine for itself. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  enumeration: () => import('./enumeration.ts'),
  'group-check': () => import('./group-check.ts'),
  journeys: () => import('./journeys.ts'),
  // It holds messages, which are JSX: Node.js strips types, and no more.
  'method-costs': () => throughVite('method-costs.ts'),
  openldap: () => import('./openldap.ts'),
  'page-weight': () => import('./page-weight.ts'),
  'start-latency': () => import('./start-latency.ts'),
  'start-up': () => import('./start-up.ts'),
};

/** The modules stay with Vite as long as the benchmark runs: some of them read others only when they are used. */
async function throughVite(file: string): Promise<Bench> {
  return {
    async run() {
      const vite = await createServer({
        configFile: false,
        logLevel: 'warn',
        appType: 'custom',
        server: { middlewareMode: true, ws: false, watch: null },
      });
      try {
        const path = new URL(file, import.meta.url).pathname;
        const bench = (await vite.ssrLoadModule(path)) as Bench;
        return await bench.run();
      } finally {
        await vite.close();
      }
    },
  };
}

const results = new URL('results/latest.json', import.meta.url);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(`bench: no such benchmark: ${unknown.join(', ')}`);
  console.error(`bench: there are: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

const rows: (BenchRow & { readonly bench: string })[] = [];
for (const [name, load] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`bench: ${name}`);
  const bench = await load();
  for (const row of await bench.run()) rows.push({ bench: name, ...row });
}

console.log(`\n${table(rows)}`);
mkdirSync(new URL('.', results), { recursive: true });
writeFileSync(
  results,
  `${JSON.stringify(
    {
      at: new Date().toISOString(),
      machine: {
        node: process.version,
        cpu: cpus()[0]?.model ?? 'unknown',
        cores: cpus().length,
        memoryGib: Math.round(totalmem() / 2 ** 30),
      },
      rows,
    },
    null,
    2,
  )}\n`,
);
process.exit(rows.every(({ ok }) => ok) ? 0 : 1);

function table(all: readonly BenchRow[]): string {
  const heading = ['figure', 'value', 'unit', 'target', ''];
  const lines = all.map(({ name, value, unit, target, ok }) => [
    name,
    shown(value),
    unit,
    target ?? '',
    ok ? '' : 'MISSED',
  ]);
  const cells = [heading, ...lines];
  const widths = heading.map((_, column) =>
    Math.max(...cells.map((line) => line[column]?.length ?? 0)),
  );
  return cells
    .map((line) =>
      line
        .map((cell, column) =>
          column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Three figures that count, and no more than the unit's own digits of large ones. */
function shown(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
