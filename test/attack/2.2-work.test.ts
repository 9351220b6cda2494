// What is left to do after START, counted: others' requests wait for it, and could tell a person from a stranger (A022).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/server/keys/random.ts';
import { createSqliteDialect } from '../../src/storage/sqlite.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { type Journey, openJourney, tenantId, visitor } from '../kit/journey.ts';
import { overheard } from '../kit/overheard.ts';
import { fixedVault } from '../kit/vault.ts';

let journey: Journey;
let folder = '';
let asked: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-work-'));
  const dialect = overheard(createSqliteDialect(join(folder, 'postern.db')), (text) => {
    asked.push(text);
  });
  journey = await openJourney(
    await openStorage(dialect, { vault: fixedVault(), random: createRandom() }),
  );
  await journey.setPolicy((policy) => ({ ...policy, scope: { ...policy.scope, mode: 'all' } }));
  await journey.addUser('anna');
});

afterAll(async () => {
  await journey.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the database is asked after START, by everything that is left to do, in a fixed order. */
async function workAfterStart(identifier: string): Promise<string[]> {
  await journey.resets.start(visitor(), identifier);
  asked = [];
  await journey.runOutbox();
  return asked.toSorted();
}

describe('A022: a name that exists, told by the work that START has left to do', () => {
  it('asks the database as much for a stranger as for a person who gets a mail', async () => {
    const person = await workAfterStart('anna');
    const stranger = await workAfterStart('nobody');
    expect(stranger).toEqual(person);
  });

  it('keeps no record of a message that was never sent', async () => {
    await workAfterStart('anna');
    const before = await codesSent();
    await workAfterStart('nobody at all');
    expect(await codesSent()).toBe(before);
    await workAfterStart('anna');
    expect(await codesSent()).toBe(before + 1);
  });
});

async function codesSent(): Promise<number> {
  const records = await journey.storage.audit.after(tenantId, 0, 1000);
  return records.filter(({ type }) => type === 'reset.code-sent').length;
}
