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
import { type PhoneSink, startPhoneSink } from '../kit/phone-sink.ts';
import { fixedVault } from '../kit/vault.ts';

let journey: Journey;
let sink: PhoneSink;
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
  await journey.addUser('anna', { mobile: '+1 (425) 555-0100' });
  sink = await startPhoneSink();
  await journey.setCarriers([{ kind: 'sms', sink }]);
});

afterAll(async () => {
  await journey.close();
  await sink.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the database is asked after START, by everything that is left to do, in a fixed order. */
async function workAfterStart(identifier: string, method?: string): Promise<string[]> {
  // Nobody is made to wait for having asked before.
  journey.clock.advanceSeconds(86_400);
  const { token } = await journey.resets.start(visitor(), identifier);
  if (method !== undefined) await journey.resets.chooseMethod(visitor(), token, method);
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

  it('asks the database as much for a stranger as for a person who gets a text, and counts one', async () => {
    await journey.setPolicy((policy) => ({
      ...policy,
      methods: { ...policy.methods, text: { ...policy.methods['text'], enabled: true } },
    }));
    const person = await workAfterStart('anna', 'text');
    const stranger = await workAfterStart('nobody', 'text');
    expect(stranger).toEqual(person);
    expect(sink.caught).toHaveLength(1);
    const countries = await journey.storage.phoneSpending.countries(tenantId);
    expect(countries.map(({ country, sent }) => [country, sent])).toEqual([['US', 1]]);
  });
});

async function codesSent(): Promise<number> {
  const records = await journey.storage.audit.after(tenantId, 0, 1000);
  return records.filter(({ type }) => type === 'reset.code-sent').length;
}
