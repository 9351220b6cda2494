import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { reconcileWrites } from '../../src/services/writeback/reconcile.ts';
import { auditTypes } from '../kit/journey-steps.ts';
import { type Journey, NEW_PASSWORD, OLD_PASSWORD, openJourney, visitor } from '../kit/journey.ts';
import { codeIn, findCode } from '../kit/smtp-sink.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

let journey: Journey;
let anna: DirectoryUser;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    unlock: { allowed: true },
  }));
  journey.steering.locksAccounts = true;
  anna = await journey.addUser('anna', { alternateMail: 'anna@home.example' });
  journey.steering.locked.add(anna.ref.anchor);
});

afterEach(() => journey.close());

/** The token of an unlock whose proofs are complete. */
async function proved(): Promise<string> {
  const before = journey.sink.caught.length;
  const { token } = await journey.resets.start(visitor(), 'anna', 'unlock');
  await journey.runOutbox();
  const mail = journey.sink.caught.slice(before).find((one) => findCode(one) !== null);
  if (!mail) throw new Error('no code was sent');
  expect(mail.raw).toContain('unlock');
  const proof = await journey.resets.prove(visitor(), token, codeIn(mail));
  expect(proof.progress).toMatchObject({ state: 'unlock', kind: 'unlock' });
  return proof.token;
}

const progress = (token: string) => journey.resets.progress(visitor(), token);

describe('an unlock', () => {
  it('ends the lock, keeps the password, and tells every address (FL-09, FL-10)', async () => {
    const token = await proved();
    expect(await progress(token)).toMatchObject({ unlock: 'possible', passwordRules: null });
    expect((await journey.resets.unlock(visitor(), token)).state).toBe('done');
    expect(journey.steering.sent).toEqual(['unlock']);
    expect(await journey.signsIn('anna', OLD_PASSWORD)).toBe(true);
    await journey.runOutbox();
    const notices = journey.sink.caught.filter(({ raw }) => raw.includes('account was unlocked'));
    expect(notices.map(({ to }) => to).toSorted()).toEqual([
      'anna@contoso.example',
      'anna@home.example',
    ]);
    for (const { raw } of notices) expect(raw).toContain('/not-me?token=');
    expect(await auditTypes(journey)).toEqual([
      'reset.requested',
      'reset.method-chosen',
      'reset.code-issued',
      'reset.code-sent',
      'reset.proof-accepted',
      'account.unlock-intended',
      'account.unlock-applied',
      'user.notified',
      'user.notified',
    ]);
  });

  it('leaves what is signed in alone', async () => {
    const session = { tenantId: anna.ref.tenantId, tokenMac: 'mac', user: anna.ref };
    const now = journey.clock.now();
    await journey.storage.signInSessions.add({
      ...session,
      id: 'ses_1',
      place: 'portal',
      createdAt: now,
      authenticatedAt: now,
      lastSeenAt: now,
      idleSeconds: 900,
      expiresAt: now + 3_600_000,
      vouchedAt: null,
      handOverId: null,
    });
    await journey.resets.unlock(visitor(), await proved());
    expect(
      await journey.storage.signInSessions.touch(anna.ref.tenantId, 'mac', now),
    ).not.toBeNull();
  });

  it.each([
    ['not-locked', async ({ steering }: Journey) => steering.locked.clear()],
    [
      'never-locks',
      async ({ steering }: Journey) => {
        steering.locksAccounts = false;
      },
    ],
    [
      'switched-off',
      ({ setPolicy }: Journey) => setPolicy((old) => ({ ...old, unlock: { allowed: false } })),
    ],
    [
      'unanswered',
      async ({ steering }: Journey) => {
        steering.reads = 'unanswered';
      },
    ],
  ] as const)('says that it is "%s", and keeps the proofs', async (chance, happens) => {
    const token = await proved();
    await happens(journey);
    expect(await progress(token)).toMatchObject({ state: 'unlock', unlock: chance });
    await journey.resets.unlock(visitor(), token).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'unavailable' });
    });
    expect(journey.steering.sent).toEqual([]);
    journey.steering.reads = 'answered';
    const next = await journey.resets.wantPassword(visitor(), token);
    expect(next).toMatchObject({ state: 'password', kind: 'reset', unlock: null });
    const done = await journey.resets.setPassword(visitor(), token, NEW_PASSWORD);
    expect(done.state).toBe('done');
    expect(await journey.signsIn('anna', NEW_PASSWORD)).toBe(true);
  });

  it('is not begun where the organisation allows none (FL-10)', async () => {
    await journey.setPolicy((policy) => ({ ...policy, unlock: { allowed: false } }));
    const start = journey.resets.start(visitor(), 'anna', 'unlock');
    await expect(start).rejects.toMatchObject({ code: 'not-offered' });
  });

  it('tells whoever may not, in words about the unlock they asked for', async () => {
    await journey.setPolicy((policy) => ({
      ...policy,
      scope: { mode: 'selected', includeGroups: [], excludeGroups: [] },
    }));
    await journey.resets.start(visitor(), 'anna', 'unlock');
    await journey.runOutbox();
    expect(journey.sink.caught.map(({ to }) => to)).toEqual(['anna@home.example']);
    const [mail] = journey.sink.caught;
    expect(mail?.raw).toContain('your account cannot be unlocked this way');
    expect(mail?.raw).not.toContain('new password');
  });

  it('keeps its proofs while the directory does not answer', async () => {
    const token = await proved();
    journey.steering.write = 'unsent';
    const refused = journey.resets.unlock(visitor(), token);
    await expect(refused).rejects.toMatchObject({ code: 'unavailable' });
    journey.steering.write = 'answered';
    expect((await journey.resets.unlock(visitor(), token)).state).toBe('done');
    expect(await auditTypes(journey)).toContain('account.unlock-not-made');
  });

  it('says why the directory refused it, and keeps the proofs', async () => {
    const token = await proved();
    journey.steering.refuses = 'not-permitted';
    await expect(journey.resets.unlock(visitor(), token)).rejects.toMatchObject({
      code: 'unlock-refused',
      faults: [{ code: 'not-permitted' }],
    });
    expect(await progress(token)).toMatchObject({ state: 'unlock', unlock: 'possible' });
  });

  it.each([
    ['done-and-lost', 'done'],
    ['lost', 'unlock'],
  ] as const)(
    'whose answer was lost (%s) is found out by the lock itself',
    async (write, state) => {
      const token = await proved();
      journey.steering.write = write;
      expect((await journey.resets.unlock(visitor(), token)).state).toBe('uncertain');
      journey.clock.advanceSeconds(200);
      expect(await reconcileWrites(journey.desk, 120_000)).toBe(1);
      expect((await progress(token)).state).toBe(state);
      expect(await journey.signsIn('anna', OLD_PASSWORD)).toBe(state === 'done');
    },
  );
});
