// What one right proof costs by each method: time, statements, and the bytes that are shown and sent back. A real
// SQLite file, real argon2id at the cost of production, the same services as the server.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { methods } from '../src/methods/index.ts';
import type { Prompt } from '../src/ports/method.ts';
import { createRandom } from '../src/server/keys/random.ts';
import { createArgon2Hasher } from '../src/server/runtime/argon2-hasher.ts';
import type { DatabaseDialect } from '../src/storage/dialect.ts';
import { createSqliteDialect } from '../src/storage/sqlite.ts';
import { openStorage } from '../src/storage/storage.ts';
import { type Journey, openJourney, visitor } from '../test/kit/journey.ts';
import { startPhoneSink } from '../test/kit/phone-sink.ts';
import { addEquipped, allowOnly, askedBy } from '../test/kit/prove-by.ts';
import { fixedVault } from '../test/kit/vault.ts';
import { percentile } from './percentile.ts';
import { type BenchRow, told } from './row.ts';

const PROOFS = 12;

export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  const phones = await startPhoneSink();
  const statements = { count: 0 };
  const dialect = counting(createSqliteDialect(join(folder, 'postern.db')), statements);
  const storage = await openStorage(dialect, { vault: fixedVault(), random: createRandom() });
  const hasher = createArgon2Hasher({
    peppers: [{ keyId: 'bench', key: Buffer.alloc(32, 7) }],
    concurrency: availableParallelism(),
  });
  const journey = await openJourney(storage, hasher);
  try {
    await journey.setCarriers([
      { kind: 'sms', sink: phones },
      { kind: 'voice', sink: phones },
    ]);
    const rows: BenchRow[] = [];
    for (const id of methods.keys()) rows.push(...(await measure(journey, id, statements)));
    return rows;
  } finally {
    await journey.close();
    await phones.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

let people = 0;

async function measure(
  journey: Journey,
  methodId: string,
  statements: { count: number },
): Promise<BenchRow[]> {
  await allowOnly(journey, 1, methodId);
  const milliseconds: number[] = [];
  let queries = 0;
  let bytes = 0;
  for (let proof = 0; proof < PROOFS; proof += 1) {
    people += 1;
    const somebody = await addEquipped(journey, `person${people}`, people);
    journey.clock.advanceSeconds(60);
    const from = visitor({ ip: `10.${people % 250}.${Math.floor(people / 250)}.1` });
    const started = await journey.resets.start(from, somebody.user.username);
    const answer = await askedBy(journey, started, methodId, somebody);
    const shown = await journey.resets.progress(from, started.token);
    const before = statements.count;
    const startedAt = performance.now();
    const { accepted } = await journey.resets.prove(from, started.token, answer);
    milliseconds.push(performance.now() - startedAt);
    if (!accepted) throw new Error(`a right answer by ${methodId} was refused`);
    queries += statements.count - before;
    bytes += Buffer.byteLength(answer) + bytesOf(shown.challenge?.prompt ?? null);
  }
  return [
    told(`proof by ${methodId}, median`, percentile(milliseconds, 50), 'ms'),
    told(`proof by ${methodId}`, queries / PROOFS, 'statements'),
    told(`proof by ${methodId}, shown and sent`, bytes / PROOFS, 'bytes'),
  ];
}

function bytesOf(prompt: Prompt | null): number {
  return prompt === null ? 0 : Buffer.byteLength(JSON.stringify(prompt));
}

/** Counts every statement that reaches the database, in transactions or not. */
function counting(dialect: DatabaseDialect, statements: { count: number }): DatabaseDialect {
  return {
    ...dialect,
    async acquire() {
      const link = await dialect.acquire();
      return {
        ...link,
        query(text, parameters) {
          statements.count += 1;
          return link.query(text, parameters);
        },
      };
    },
  };
}
