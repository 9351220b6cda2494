// Races and double spend: one proof, handed in many times at once.
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { PosternError } from '../../src/domain/errors.ts';
import { passText, temporaryPassSchema } from '../../src/domain/registration/temporary-pass.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { auditTypes } from '../kit/journey-steps.ts';
import { type Journey, openJourney, visitor } from '../kit/journey.ts';
import { openTemporaryPostgresStorage } from '../kit/postgres-storage.ts';
import { openTemporaryStorage } from '../kit/storage.ts';
import { allowOnly, issuePass, recoveryCodesOf, typedMethods } from '../kit/typed-methods.ts';

const databases = [
  { name: 'SQLite', open: openTemporaryStorage },
  { name: 'PostgreSQL', open: () => openTemporaryPostgresStorage(inject('postgresUrl')) },
];

const spent = typedMethods.filter(({ isSpent }) => isSpent);

describe.each(databases)('on $name', ({ open }) => {
  let journey: Journey;
  let victim: DirectoryUser;

  beforeEach(async () => {
    journey = await openJourney(await open());
    victim = await journey.addUser('victim');
  });

  afterEach(() => journey.close());

  async function start(): Promise<string> {
    const { token } = await journey.resets.start(visitor(), 'victim');
    await journey.runOutbox();
    return token;
  }

  /** How many of these were accepted; whatever else may happen to them is an error that is meant. */
  async function accepted(attempts: readonly ReturnType<Journey['resets']['prove']>[]) {
    const settled = await Promise.allSettled(attempts);
    for (const one of settled) {
      if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(PosternError);
    }
    return settled.filter((one) => one.status === 'fulfilled' && one.value.accepted).length;
  }

  const grants = async () =>
    (await auditTypes(journey)).filter((type) => type === 'reset.proof-accepted').length;

  describe.each(typedMethods)(
    'A050: the same right answer by $id, many times at once',
    (method) => {
      it('grants once for thirty in one reset', async () => {
        await allowOnly(journey, [method.id], 1);
        const answer = await method.hold(journey, victim);
        const token = await start();
        const { challenge } = await journey.resets.progress(visitor(), token);
        const given = answer(challenge?.prompt ?? null);
        await accepted(
          Array.from({ length: 30 }, () => journey.resets.prove(visitor(), token, given)),
        );
        expect(await grants()).toBe(1);
      });
    },
  );

  describe.each(spent)('A050: one answer by $id in many resets at once', (method) => {
    it('grants in one of six', async () => {
      await allowOnly(journey, [method.id], 1);
      const answer = await method.hold(journey, victim);
      const tokens: string[] = [];
      for (let reset = 0; reset < 6; reset += 1) tokens.push(await start());
      const given = answer(null);
      const count = await accepted(
        tokens.map((token) => journey.resets.prove(visitor(), token, given)),
      );
      expect(count).toBe(1);
      expect(await grants()).toBe(1);
    });
  });

  describe('A050: two different recovery codes at once', () => {
    it('takes each of them off the sheet at most once, and loses none', async () => {
      await allowOnly(journey, ['recovery-codes'], 1);
      const codes = await recoveryCodesOf(journey, victim);
      const tokens = [await start(), await start(), await start()];
      const count = await accepted(
        tokens.map((token, at) => journey.resets.prove(visitor(), token, codes[at] ?? '')),
      );
      const [sheet] = await journey.desk.registrations.all(journey.storage, victim.ref);
      expect(sheet?.data['macs']).toHaveLength(10 - count);
      expect(count).toBeGreaterThanOrEqual(1);
      expect(await grants()).toBe(count);
    });
  });

  describe('A058: passes issued for one person at once', () => {
    it('leaves one that works, and it is one that was handed out', async () => {
      await allowOnly(journey, ['temporary-pass'], 1);
      const issued = await Promise.allSettled(
        Array.from({ length: 8 }, () => issuePass(journey, victim)),
      );
      const codes = issued.flatMap((one) => {
        if (one.status === 'fulfilled') return [one.value.code];
        expect(one.reason).toMatchObject({ code: 'conflict' });
        return [];
      });
      const held = await journey.desk.registrations.all(journey.storage, victim.ref);
      expect(held).toHaveLength(1);
      const kept = temporaryPassSchema.parse(held[0]?.data);
      const macs = codes.map((code) => {
        const text = passText(victim.ref, kept.expiresAt, code.replace('-', ''));
        return journey.vault.mac('temporary-pass', text);
      });
      expect(macs.filter((mac) => mac === kept.mac)).toHaveLength(1);
    });
  });
});
