// What is said and kept when a directory refuses, is silent, or cannot tell afterwards (spec §3.1 of security).
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PosternError } from '../../src/domain/errors.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { reconcileWrites } from '../../src/services/writeback/reconcile.ts';
import { auditTypes, startAndReadCode } from '../kit/journey-steps.ts';
import {
  type Journey,
  NEW_PASSWORD,
  OLD_PASSWORD,
  openJourney,
  tenantId,
  visitor,
} from '../kit/journey.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

let journey: Journey;
let anna: DirectoryUser;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  await journey.setPolicy((policy) => ({ ...policy, scope: { ...policy.scope, mode: 'all' } }));
  anna = await journey.addUser('anna', { alternateMail: 'anna@home.example' });
});

afterEach(() => journey.close());

async function proved(): Promise<string> {
  const { token, code } = await startAndReadCode(journey, 'anna');
  return (await journey.resets.prove(visitor(), token, code)).token;
}

const set = (token: string, password = NEW_PASSWORD) =>
  journey.resets.setPassword(visitor(), token, password);
const stateOf = async (token: string) => (await journey.resets.progress(visitor(), token)).state;

async function reconciled(): Promise<void> {
  journey.clock.advanceSeconds(200);
  expect(await reconcileWrites(journey.desk, 120_000)).toBe(1);
  await journey.runOutbox();
}

describe('a directory that cannot be reached', () => {
  it('costs no proof: it is said to be away, and the same grant writes later (F31)', async () => {
    const token = await proved();
    journey.steering.write = 'unsent';
    await expect(set(token)).rejects.toMatchObject({ code: 'unavailable', status: 503 });
    expect(await stateOf(token)).toBe('password');
    expect(await auditTypes(journey)).toContain('password.write-not-made');
    journey.steering.write = 'answered';
    expect((await set(token)).state).toBe('done');
  });

  it('costs no proof when it is the person that cannot be read', async () => {
    const token = await proved();
    journey.steering.reads = 'unanswered';
    await expect(set(token)).rejects.toMatchObject({ code: 'unavailable' });
    journey.steering.reads = 'answered';
    expect((await set(token)).state).toBe('done');
  });
});

describe('a write whose answer was lost', () => {
  it('is uncertain until it is found, and ends the reset with a notice when it was made (F91)', async () => {
    const token = await proved();
    journey.steering.write = 'done-and-lost';
    expect((await set(token)).state).toBe('uncertain');
    await reconciled();
    expect(await stateOf(token)).toBe('done');
    expect(journey.sink.caught.some(({ raw }) => raw.includes('password was changed'))).toBe(true);
  });

  it('gives the proofs back when it was not made', async () => {
    const token = await proved();
    journey.steering.write = 'lost';
    await set(token);
    await reconciled();
    expect(await stateOf(token)).toBe('password');
    expect(await journey.signsIn('anna', OLD_PASSWORD)).toBe(true);
  });

  it.each(['lost', 'done-and-lost'] as const)(
    'is never guessed about where the directory keeps no trace (%s, F43)',
    async (write) => {
      const root = await journey.addUser('root');
      await journey.storage.roleAssignments.assign({
        user: root.ref,
        role: 'global-administrator',
        assignedAt: journey.clock.now(),
      });
      journey.steering.keepsNothing = true;
      const token = await proved();
      journey.steering.write = write;
      await set(token);
      await reconciled();
      expect(await stateOf(token)).toBe('unknown');
      const types = await auditTypes(journey);
      expect(types).toContain('password.write-unknown');
      expect(types).not.toContain('password.write-not-made');
      const told = journey.sink.caught.filter(({ raw }) => raw.includes('may have been changed'));
      expect(told.map(({ to }) => to).toSorted()).toEqual([
        'anna@contoso.example',
        'anna@home.example',
      ]);
      const alerts = journey.sink.caught.filter(({ to }) => to === 'root@contoso.example');
      expect(alerts.some(({ raw }) => raw.includes('nobody can tell'))).toBe(true);
      expect(await reconcileWrites(journey.desk, 120_000)).toBe(0);
    },
  );

  it('is left for the next round while the directory does not answer', async () => {
    const token = await proved();
    journey.steering.write = 'done-and-lost';
    await set(token);
    journey.steering.reads = 'unanswered';
    journey.clock.advanceSeconds(200);
    expect(await reconcileWrites(journey.desk, 120_000)).toBe(0);
    expect(await stateOf(token)).toBe('uncertain');
    journey.steering.reads = 'answered';
    expect(await reconcileWrites(journey.desk, 120_000)).toBe(1);
    expect(await stateOf(token)).toBe('done');
  });
});

describe('a password that the directory refuses', () => {
  it('may be followed by nine others in one reset, and by no more (F40)', async () => {
    const token = await proved();
    journey.steering.refuses = 'in-history';
    for (let n = 1; n <= 10; n += 1) {
      await expect(set(token)).rejects.toMatchObject({ faults: [{ code: 'in-history' }] });
    }
    journey.steering.refuses = null;
    expect((await set(token)).state).toBe('blocked');
    expect(journey.steering.sent).toHaveLength(10);
    expect(await journey.signsIn('anna', OLD_PASSWORD)).toBe(true);
    const [last] = (await journey.storage.audit.after(tenantId, 0, 1000)).slice(-1);
    expect(last).toMatchObject({
      type: 'reset.blocked',
      fields: { limit: 'refused-writes-per-reset' },
    });
  });
});

describe('somebody who is not what they were when the password comes', () => {
  it.each([
    ['disabled', { enabled: false }],
    ['deleted', null],
  ] as const)('%s: nothing is written, and nothing is made anew (F42)', async (_what, changes) => {
    const token = await proved();
    await journey.storage.transaction(async (stores) => {
      const writes = journey.directory.within(stores);
      if (changes === null) await writes.deleteUser(anna.ref.anchor);
      else await writes.updateUser(anna.ref.anchor, changes);
    });
    expect((await set(token)).state).toBe('not-eligible');
    expect(journey.steering.sent).toEqual([]);
  });

  it('in a directory that was taken out of the settings: nothing is left pending', async () => {
    const token = await proved();
    const { directories } = journey.desk;
    const gone = {
      ...journey.desk,
      directories: { ...directories, get: () => Promise.reject(new PosternError('not-found')) },
    };
    journey.steering.write = 'done-and-lost';
    await set(token);
    journey.clock.advanceSeconds(200);
    expect(await reconcileWrites(gone, 120_000)).toBe(1);
    expect(await auditTypes(journey)).toContain('password.write-unknown');
  });
});
