// What SQLite plans for the queries of a reset: none may grow with how many people an organisation has.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createRandom } from '../../src/server/keys/random.ts';
import { createSqliteDialect } from '../../src/storage/sqlite.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { startAndReadCode } from '../kit/journey-steps.ts';
import { NEW_PASSWORD, openJourney, visitor } from '../kit/journey.ts';
import { overheard } from '../kit/overheard.ts';
import { fixedVault } from '../kit/vault.ts';

/** Every different query, with what it was asked with last. */
type Asked = Map<string, readonly unknown[]>;

/** Holds one row for each organisation. */
const SHORT = 'audit_heads';

/** Steps that look through a whole table, or through all that one organisation has in it. */
function longSteps(database: Database.Database, asked: Asked): string[] {
  const tables = database
    .prepare(`select name from sqlite_master where type = 'table' and name != ?`)
    .pluck()
    .all(SHORT)
    .join('|');
  const long = new RegExp(
    `^SCAN (${tables})$|^SEARCH (${tables}) .*\\(tenant_id=\\?( AND [a-z_]+[<>]\\?)*\\)$`,
  );
  return [...asked].flatMap(([text, parameters]) =>
    (database.prepare(`explain query plan ${text}`).all(parameters) as { detail: string }[])
      .filter(({ detail }) => long.test(detail))
      .map(({ detail }) => `${detail}: ${text}`),
  );
}

it('answers every query of a reset, and of one that leads nowhere, from an index that leads to one person', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-plans-'));
  const file = join(folder, 'postern.db');
  const asked: Asked = new Map();
  const dialect = overheard(createSqliteDialect(file), (text, parameters) => {
    asked.set(text, parameters);
  });
  const journey = await openJourney(
    await openStorage(dialect, { vault: fixedVault(), random: createRandom() }),
  );
  try {
    await journey.setPolicy((policy) => ({ ...policy, scope: { ...policy.scope, mode: 'all' } }));
    await journey.addUser('anna', { alternateMail: 'anna@home.example' });
    asked.clear();
    const { token, code } = await startAndReadCode(journey, 'anna');
    const proof = await journey.resets.prove(visitor(), token, code);
    await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    await journey.runOutbox();
    const nobody = await journey.resets.start(visitor(), 'nobody');
    await journey.runOutbox();
    await journey.resets.prove(visitor(), nobody.token, '00000000');
    await journey.resets.cancel(visitor(), nobody.token);
    await journey.signsIn('anna', NEW_PASSWORD);
    expect(asked.size).toBeGreaterThan(30);
    const database = new Database(file, { readonly: true });
    try {
      expect(longSteps(database, asked)).toEqual([]);
    } finally {
      database.close();
    }
  } finally {
    await journey.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
