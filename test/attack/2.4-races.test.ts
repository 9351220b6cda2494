// Races and double spend: many requests where one is allowed.
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { PosternError } from '../../src/domain/errors.ts';
import { auditTypes, startAndReadCode } from '../kit/journey-steps.ts';
import {
  type Journey,
  NEW_PASSWORD,
  OLD_PASSWORD,
  openJourney,
  tenantId,
  visitor,
} from '../kit/journey.ts';
import { openTemporaryPostgresStorage } from '../kit/postgres-storage.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

const databases = [
  { name: 'SQLite', open: openTemporaryStorage },
  { name: 'PostgreSQL', open: () => openTemporaryPostgresStorage(inject('postgresUrl')) },
];

/** How a settled promise ended, as a word. */
async function endings(attempts: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(attempts);
  return settled.map((one) => {
    if (one.status === 'fulfilled') return 'fulfilled';
    if (one.reason instanceof PosternError) return one.reason.code;
    throw one.reason;
  });
}

describe.each(databases)('on $name', ({ open }) => {
  let journey: Journey;

  beforeEach(async () => {
    journey = await openJourney(await open());
    await journey.setPolicy((policy) => ({
      ...policy,
      scope: { ...policy.scope, mode: 'all' },
      limits: { ...policy.limits, 'start-per-address': 1000 },
    }));
    await journey.addUser('victim');
  });

  afterEach(() => journey.close());

  describe('A034: parallel guesses that overrun the cap', () => {
    it('compares at most five of fifty wrong codes handed in at once', async () => {
      const { token, code } = await startAndReadCode(journey, 'victim');
      const wrong = (code.startsWith('1') ? '2' : '1') + code.slice(1);
      await Promise.all(
        Array.from({ length: 50 }, () => journey.resets.prove(visitor(), token, wrong)),
      );
      const refused = (await auditTypes(journey)).filter((type) => type === 'reset.proof-refused');
      expect(refused).toHaveLength(5);
      const last = await journey.resets.prove(visitor(), token, code);
      expect(last.accepted).toBe(false);
    });
  });

  describe('A050: the same right code many times at once', () => {
    it('grants once for thirty', async () => {
      const { token, code } = await startAndReadCode(journey, 'victim');
      const attempts = Array.from({ length: 30 }, () =>
        journey.resets.prove(visitor(), token, code),
      );
      const settled = await Promise.allSettled(attempts);
      for (const one of settled) {
        if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(PosternError);
      }
      const accepted = (await auditTypes(journey)).filter(
        (type) => type === 'reset.proof-accepted',
      );
      expect(accepted).toHaveLength(1);
    });
  });

  describe('A051: one grant, many passwords', () => {
    it('writes one of thirty different passwords, and it is the one that was reported', async () => {
      const { token, code } = await startAndReadCode(journey, 'victim');
      const proof = await journey.resets.prove(visitor(), token, code);
      const passwords = Array.from({ length: 30 }, (_, index) => `${NEW_PASSWORD} number ${index}`);
      const ended = await endings(
        passwords.map((password) => journey.resets.setPassword(visitor(), proof.token, password)),
      );
      expect(ended.filter((ending) => ending === 'fulfilled')).toHaveLength(1);
      const written = passwords[ended.indexOf('fulfilled')] ?? '';
      expect(await journey.signsIn('victim', written)).toBe(true);
      expect(await journey.signsIn('victim', OLD_PASSWORD)).toBe(false);
      const types = await auditTypes(journey);
      expect(types.filter((type) => type === 'password.write-intended')).toHaveLength(1);
      expect(types.filter((type) => type === 'password.write-applied')).toHaveLength(1);
    });
  });

  describe('A052: what was used is used again after the success', () => {
    it('refuses the code, the old cookie and the grant', async () => {
      const { token, code } = await startAndReadCode(journey, 'victim');
      const proof = await journey.resets.prove(visitor(), token, code);
      await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
      const ended = await endings([
        journey.resets.prove(visitor(), token, code),
        journey.resets.prove(visitor(), proof.token, code),
        journey.resets.setPassword(visitor(), proof.token, 'Another lantern at midnight'),
      ]);
      expect(ended).toEqual(['not-found', 'out-of-order', 'out-of-order']);
      expect(await journey.signsIn('victim', NEW_PASSWORD)).toBe(true);
    });
  });

  describe('A054: many resets of one account at once', () => {
    it('admits three of twenty, as one after the other', async () => {
      const ended = await endings(
        Array.from({ length: 20 }, () => journey.resets.start(visitor(), 'victim')),
      );
      expect(ended.filter((ending) => ending === 'fulfilled')).toHaveLength(3);
      expect(ended.filter((ending) => ending === 'too-many-requests')).toHaveLength(17);
      await journey.runOutbox();
      expect(journey.sink.caught).toHaveLength(3);
    });
  });

  describe('A055: the address changes while a code is on its way', () => {
    it('sends to the address that was stored when the code was made', async () => {
      const { token } = await journey.resets.start(visitor(), 'victim');
      const [job] = await journey.storage.outbox.lease('test', journey.clock.now(), 30, 1);
      if (!job) throw new Error('a job was queued');
      const resolved = await journey.resolve(job);
      if (resolved.result !== 'done' || !resolved.settle) throw new Error('the person was found');
      const { settle } = resolved;
      await journey.storage.transaction(async (stores) => {
        await stores.outbox.complete(job.id, job.fence, journey.clock.now());
        await settle(stores);
      });
      const victim = await journey.directory.find('victim');
      await journey.storage.transaction((stores) =>
        journey.directory
          .within(stores)
          .updateUser(victim?.ref.anchor ?? '', { mail: 'thief@evil.example' }),
      );
      await journey.runOutbox();
      expect(journey.sink.caught.map((mail) => mail.to)).toEqual(['victim@contoso.example']);
      expect((await journey.resets.progress(visitor(), token)).state).toBe('proving');
    });
  });

  it('keeps one unbroken audit chain through all of it', async () => {
    const resets = await Promise.allSettled(
      Array.from({ length: 10 }, () => journey.resets.start(visitor(), 'victim')),
    );
    await journey.runOutbox();
    const records = await journey.storage.audit.after(tenantId, 0, 1000);
    expect(records.map((record) => record.seq)).toEqual(records.map((_, index) => index + 1));
    for (const [index, record] of records.entries()) {
      expect(record.previousHash).toBe(index === 0 ? '0'.repeat(64) : records[index - 1]?.hash);
    }
    expect(resets.some((one) => one.status === 'fulfilled')).toBe(true);
  });
});
