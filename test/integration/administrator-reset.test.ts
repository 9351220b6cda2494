import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/access/permissions.ts';
import { reconcileWrites } from '../../src/services/writeback/reconcile.ts';
import { type Journey, NEW_PASSWORD, openJourney, visitor } from '../kit/journey.ts';
import { codeIn } from '../kit/smtp-sink.ts';
import { openTemporaryStorage } from '../kit/storage.ts';
import { typedMethods } from '../kit/typed-methods.ts';

let journey: Journey;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
});
afterEach(() => journey.close());

async function holder(username: string, ...held: Role[]) {
  const user = await journey.addUser(username);
  for (const role of held) {
    await journey.storage.roleAssignments.assign({
      user: user.ref,
      role,
      assignedAt: journey.clock.now(),
    });
  }
  return user;
}

/** Both proofs; returns the token that sets the password. */
async function proved(username: string): Promise<string> {
  const user = await journey.directory.find(username);
  if (!user) throw new Error(`${username} is not there`);
  const hold = typedMethods.find(({ id }) => id === 'app-code')?.hold;
  const appCode = await hold?.(journey, user);
  const { token } = await journey.resets.start(visitor(), username, 'reset', true);
  await journey.resets.chooseMethod(visitor(), token, 'email');
  await journey.runOutbox();
  const mail = journey.sink.caught.at(-1);
  const first = await journey.resets.prove(visitor(), token, mail ? codeIn(mail) : '');
  let proven = first.token;
  if (first.progress.state === 'choosing') {
    await journey.resets.chooseMethod(visitor(), proven, 'app-code');
    proven = (await journey.resets.prove(visitor(), proven, appCode?.(null) ?? '')).token;
  }
  return proven;
}

/** A whole reset by both proofs; returns whom mails went to after the password was written. */
async function reset(username: string): Promise<string[]> {
  const token = await proved(username);
  const before = journey.sink.caught.length;
  const done = await journey.resets.setPassword(visitor(), token, NEW_PASSWORD);
  expect(done.state).toBe('done');
  await journey.runOutbox();
  return toldSince(before);
}

function toldSince(before: number): string[] {
  return journey.sink.caught
    .slice(before)
    .map(({ to }) => to.replace('@contoso.example', ''))
    .toSorted((a, b) => a.localeCompare(b));
}

describe('an administrator’s reset', () => {
  test('is told to every other Global Administrator, once each, and not to who did it', async () => {
    await holder('root', 'global-administrator');
    await holder('second', 'global-administrator', 'helpdesk-administrator');
    await holder('third', 'global-administrator');
    await holder('reader', 'reports-reader');
    // The one to root is the notice that everybody gets of their own password.
    expect(await reset('root')).toEqual(['root', 'second', 'third']);
    const alert = journey.sink.caught.find(({ to }) => to.startsWith('second'));
    expect(alert?.raw).toContain('an administrator has reset their password');
  });

  test('of any role is told, and whatever the organisation switched off', async () => {
    await holder('root', 'global-administrator');
    await holder('reader', 'reports-reader');
    await journey.setPolicy((policy) => ({ ...policy, notifications: { notifyUser: false } }));
    expect(await reset('reader')).toEqual(['root']);
  });

  test('is told when it is only found out later that it was made, and not before', async () => {
    await holder('root', 'global-administrator');
    await holder('second', 'global-administrator');
    const token = await proved('root');
    const before = journey.sink.caught.length;
    journey.steering.write = 'done-and-lost';
    const { state } = await journey.resets.setPassword(visitor(), token, NEW_PASSWORD);
    expect(state).toBe('uncertain');
    await journey.runOutbox();
    expect(toldSince(before)).toEqual([]);
    journey.clock.advanceSeconds(200);
    expect(await reconcileWrites(journey.desk, 120_000)).toBe(1);
    await journey.runOutbox();
    expect(toldSince(before)).toEqual(['root', 'second']);
    const alert = journey.sink.caught.findLast(({ to }) => to.startsWith('second'));
    expect(alert?.raw).toContain('an administrator has reset their password');
  });

  test('is told to nobody when it is found out that it was not made', async () => {
    await holder('root', 'global-administrator');
    await holder('second', 'global-administrator');
    const token = await proved('root');
    const before = journey.sink.caught.length;
    journey.steering.write = 'lost';
    await journey.resets.setPassword(visitor(), token, NEW_PASSWORD);
    journey.clock.advanceSeconds(200);
    expect(await reconcileWrites(journey.desk, 120_000)).toBe(1);
    await journey.runOutbox();
    expect(toldSince(before)).toEqual([]);
  });

  test('is not told to an administrator who is disabled', async () => {
    await holder('root', 'global-administrator');
    const gone = await journey.addUser('gone', { enabled: false });
    await journey.storage.roleAssignments.assign({
      user: gone.ref,
      role: 'global-administrator',
      assignedAt: journey.clock.now(),
    });
    expect(await reset('root')).toEqual(['root']);
  });
});

test('a reset of somebody without a role is nobody else’s business', async () => {
  await holder('root', 'global-administrator');
  await journey.addUser('megan');
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methods: { ...policy.methods, 'app-code': { ...policy.methods['app-code'], enabled: true } },
  }));
  expect(await reset('megan')).toEqual(['megan']);
});
