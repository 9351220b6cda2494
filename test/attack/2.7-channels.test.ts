// Texts and calls under attack (§2.7): the real journey and budgets, a webhook carrier on loopback that keeps what it is sent.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditTypes } from '../kit/journey-steps.ts';
import { type Journey, openJourney, tenantId, visitor } from '../kit/journey.ts';
import { codeOf, type PhoneSink, startPhoneSink } from '../kit/phone-sink.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

let journey: Journey;
let sink: PhoneSink;

beforeEach(async () => {
  sink = await startPhoneSink();
  journey = await openJourney(await openTemporaryStorage());
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methods: {
      ...policy.methods,
      text: { ...policy.methods['text'], enabled: true },
      'voice-mobile': { ...policy.methods['voice-mobile'], enabled: true },
    },
    limits: {
      ...policy.limits,
      'start-per-address': 1_000_000,
      'start-per-network': 1_000_000,
      'start-per-identifier': 1000,
      'start-per-identifier-per-day': 10_000,
    },
  }));
  await journey.setCarriers([
    { kind: 'sms', sink },
    { kind: 'voice', sink },
  ]);
});
afterEach(async () => {
  await journey.close();
  await sink.stop();
});

async function ask(identifier: string, methodId = 'text') {
  const { token } = await journey.resets.start(visitor(), identifier);
  const progress = await journey.resets.chooseMethod(visitor(), token, methodId, '');
  await journey.runOutbox();
  return { token, shown: { ...progress, reference: '' } };
}

/** People with numbers of one country, each in a block of its own. */
async function addPeople(count: number, numberOf: (index: number) => string): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `person${index}`);
  for (const [index, name] of names.entries()) {
    await journey.addUser(name, { mobile: numberOf(index) });
  }
  return names;
}
const spread = (index: number) => `+1425${String(2_000_000 + index * 10_000).padStart(7, '0')}`;
const together = (index: number) => `+1425555${String(100 + index).padStart(4, '0')}`;
const refusals = async () => {
  const records = await journey.storage.audit.after(tenantId, 0, 10_000);
  return records.flatMap(({ type, fields }) =>
    type === 'reset.code-not-sent' && 'reason' in fields ? [fields.reason] : [],
  );
};

describe('A111: flooding somebody with texts and calls', () => {
  test('reaches one phone three times an hour and five times a day, mixing texts and calls and names', async () => {
    await journey.addUser('anna', { mobile: '+1 425 555 0100' });
    const ways = ['text', 'voice-mobile'] as const;
    for (let round = 0; round < 10; round += 1) {
      const name = round % 2 === 0 ? 'anna' : 'anna@contoso.example';
      await ask(name, ways[round % 2]);
    }
    expect(sink.asked).toHaveLength(3);
    for (let hour = 0; hour < 5; hour += 1) {
      journey.clock.advanceSeconds(3600);
      for (let round = 0; round < 4; round += 1) await ask('anna', ways[round % 2]);
    }
    expect(sink.asked).toHaveLength(5);
  });

  test('shows the same whether a text left, was one too many, or had nobody to go to', async () => {
    await journey.addUser('anna', { mobile: '+1 425 555 0100' });
    const first = await ask('anna');
    for (let round = 0; round < 3; round += 1) await ask('anna');
    const refused = await ask('anna');
    const stranger = await ask('nobody');
    expect(sink.asked).toHaveLength(3);
    expect(refused.shown).toEqual(first.shown);
    expect(stranger.shown).toEqual(first.shown);
  });
});

describe('toll fraud: texts and calls made to numbers that earn from them', () => {
  test.each([
    ['a country nobody allowed', '+371 26 000 000'],
    ['an island that shares the calling code of an allowed country', '+1 876 555 1234'],
    ['a satellite', '+882 13 300655'],
    ['no country at all', '+999 999 99999'],
    ['a premium number of an allowed country', '+1 900 555 1234'],
    ['a number that follows its owner for a fee', '+44 70 1234 5678'],
  ])('sends nothing to %s, and tells nobody (A112)', async (_what, mobile) => {
    await journey.addUser('anna', { mobile: '+1 425 555 0100' });
    await journey.addUser('mallory', { mobile });
    const fine = await ask('anna');
    const before = sink.asked.length;
    for (const way of ['text', 'voice-mobile']) {
      expect((await ask('mallory', way)).shown.state).toBe(fine.shown.state);
    }
    expect(sink.asked).toHaveLength(before);
  });

  test('a number that is no longer allowed when its turn comes gets nothing', async () => {
    await journey.addUser('anna', { mobile: '+1 425 555 0100' });
    const { token } = await journey.resets.start(visitor(), 'anna');
    await journey.resets.chooseMethod(visitor(), token, 'text', '');
    const now = journey.clock.now();
    const [job] = await journey.storage.outbox.lease('attack', now, 30, 1);
    if (!job) throw new Error('nothing was queued');
    const result = await journey.resolve(job);
    await journey.storage.transaction(async (stores) => {
      await stores.outbox.complete(job.id, job.fence, now);
      if (result.result === 'done') await result.settle?.(stores);
    });
    await journey.setCarriers([{ kind: 'sms', sink }], { countries: ['DE'] });
    await journey.runOutbox();
    expect(sink.asked).toEqual([]);
    expect(await refusals()).toEqual(['country-not-allowed']);
  });
});

describe('pumping: many numbers of one block, or of one country', () => {
  test('20 texts a day go to numbers that differ in their last four digits alone', async () => {
    const names = await addPeople(24, together);
    for (const name of names) await ask(name);
    expect(sink.asked).toHaveLength(20);
    expect(await refusals()).toEqual(Array.from({ length: 4 }, () => 'prefix-limit'));
    journey.clock.advanceSeconds(24 * 3600);
    await ask('person23');
    expect(sink.asked).toHaveLength(21);
  });

  test('no more go than a day may have, to whomever', async () => {
    await journey.setPolicy((policy) => ({
      ...policy,
      limits: { ...policy.limits, 'phone-per-organisation-per-day': 5 },
    }));
    for (const name of await addPeople(8, spread)) await ask(name);
    expect(sink.asked).toHaveLength(5);
    expect(await refusals()).toEqual(['day-limit', 'day-limit', 'day-limit']);
  });

  test('a country whose codes do not come back is paused, and administrators are told once', async () => {
    const root = await journey.addUser('root');
    await journey.storage.roleAssignments.assign({
      user: root.ref,
      role: 'global-administrator',
      assignedAt: journey.clock.now(),
    });
    const names = await addPeople(53, spread);
    for (const name of names) await ask(name);
    expect(sink.asked).toHaveLength(50);
    expect(await refusals()).toEqual(['country-paused', 'country-paused', 'country-paused']);
    expect(journey.sink.caught.map(({ to }) => to)).toEqual(['root@contoso.example']);
    const types = await auditTypes(journey);
    expect(types.filter((type) => type === 'carriers.country-paused')).toHaveLength(1);
  }, 60_000);

  test('a country whose codes come back stays open', async () => {
    const names = await addPeople(53, spread);
    for (const [index, name] of names.entries()) {
      const { token } = await ask(name);
      if (index % 4 === 0) await journey.resets.prove(visitor(), token, codeOf(sink.caught.at(-1)));
    }
    expect(sink.asked).toHaveLength(53);
  }, 60_000);
});

describe('A057: many at once', () => {
  test('spend exactly the cap and count exactly the day', async () => {
    const document = { countries: ['US'] };
    const admitted = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        journey.budget.admit(tenantId, document, together(index), true),
      ),
    );
    expect(admitted.filter((refusal) => refusal === null)).toHaveLength(20);
    const spent = await Promise.all(
      Array.from({ length: 50 }, () => journey.budget.spend(tenantId, 7, 100)),
    );
    expect(spent.filter(Boolean)).toHaveLength(14);
  });
});

describe('A112: a voicemail, or whoever answers without pressing a key', () => {
  test('hears nothing of the code in what is said before the key', async () => {
    await journey.addUser('anna', { mobile: '+1 425 555 0100' });
    await ask('anna', 'voice-mobile');
    const [call] = sink.caught;
    if (call?.kind !== 'voice') throw new Error('nobody was called');
    const { code, greeting, prompt, goodbye } = call.spoken;
    expect(code).toMatch(/^\d{6}$/);
    for (const said of [greeting, prompt, goodbye]) expect(said).not.toMatch(/\d{2}/);
    expect(call.expiresAt).toBeLessThanOrEqual(journey.clock.now() + 300_000);
  });
});

describe('A018: choosing where the code goes', () => {
  test('a number that is typed sends nothing anywhere but to the one that is stored', async () => {
    await journey.addUser('anna', { mobile: '+1 425 555 0100' });
    await journey.setPolicy((policy) => ({
      ...policy,
      methods: {
        ...policy.methods,
        text: { ...policy.methods['text'], enabled: true, askNumber: true },
      },
    }));
    for (const typed of ['+1 425 555 0666', '0100', '+1 425 555 0100, +1 425 555 0666', '*']) {
      const { token } = await journey.resets.start(visitor(), 'anna');
      await journey.resets.chooseMethod(visitor(), token, 'text', typed);
      await journey.runOutbox();
    }
    expect(sink.asked).toEqual([]);
  });
});
