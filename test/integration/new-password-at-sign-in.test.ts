// Passwords that have run out, or have to be changed, at Postern's own sign-in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { createAccessService } from '../../src/services/access/create-access-service.ts';
import { createChangeService } from '../../src/services/access/create-change-service.ts';
import { createSignInLimits } from '../../src/services/access/sign-in-limits.ts';
import { auditTypes } from '../kit/journey-steps.ts';
import { type Journey, NEW_PASSWORD, OLD_PASSWORD, openJourney, visitor } from '../kit/journey.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

let journey: Journey;
let anna: DirectoryUser;
let access: ReturnType<typeof createAccessService>;
let changes: ReturnType<typeof createChangeService>;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  anna = await journey.addUser('anna');
  const { desk } = journey;
  const limits = createSignInLimits(desk);
  access = createAccessService({ ...desk, limits });
  changes = createChangeService({ ...desk, limits });
});

afterEach(() => journey.close());

const signIn = (password = OLD_PASSWORD) => access.signIn(visitor(), 'anna', password, 'portal');

async function heldUp(reason: 'expired' | 'must-change' = 'must-change'): Promise<string> {
  journey.steering.passwords.set(anna.ref.anchor, reason);
  const held = await signIn();
  if (!('heldUp' in held)) throw new Error('signed in');
  expect(held.heldUp).toBe(reason === 'expired' ? 'password-expired' : reason);
  return held.token;
}

describe('a right password that is good for a new one alone', () => {
  it.each(['expired', 'must-change'] as const)('signs nobody in: %s', async (reason) => {
    const token = await heldUp(reason);
    expect(await access.resume(visitor().tenantId, token, 'portal')).toBeNull();
    expect(await auditTypes(journey)).toEqual(['sign-in.failed']);
  });

  it('is replaced by whoever proves it once more, and the new one signs in', async () => {
    const token = await heldUp();
    expect(await changes.replace(visitor(), token, OLD_PASSWORD, NEW_PASSWORD)).toBe('changed');
    expect(await signIn(NEW_PASSWORD)).toHaveProperty('signedIn');
    const again = changes.replace(visitor(), token, NEW_PASSWORD, OLD_PASSWORD);
    await expect(again).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('is replaced by nobody who does not know it, however often they try', async () => {
    const token = await heldUp();
    const limit = 10;
    for (let n = 0; n < limit; n += 1) {
      const tried = changes.replace(visitor(), token, `wrong guess ${n}`, NEW_PASSWORD);
      await expect(tried).rejects.toMatchObject({ code: 'sign-in-failed' });
    }
    const right = changes.replace(visitor(), token, OLD_PASSWORD, NEW_PASSWORD);
    await expect(right).rejects.toMatchObject({ code: 'too-many-requests' });
    await expect(signIn()).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('waits for ten minutes', async () => {
    const token = await heldUp();
    expect(await changes.heldUp(visitor(), token)).toMatchObject({ reason: 'must-change' });
    journey.clock.advanceSeconds(600);
    expect(await changes.heldUp(visitor(), token)).toBeNull();
  });

  it('keeps administrators out of the console, with words that say how to go on', async () => {
    await journey.storage.roleAssignments.assign({
      user: anna.ref,
      role: 'global-administrator',
      assignedAt: journey.clock.now(),
    });
    journey.steering.passwords.set(anna.ref.anchor, 'must-change');
    const console = access.signIn(visitor(), 'anna', OLD_PASSWORD, 'console');
    await expect(console).rejects.toMatchObject({ code: 'new-password-needed' });
  });

  it('is not told from any other by whoever does not know it', async () => {
    await heldUp();
    await expect(signIn('wrong')).rejects.toMatchObject({ code: 'sign-in-failed' });
  });
});

describe('a locked account', () => {
  it('fails like a wrong password, whether the password was right or not', async () => {
    journey.steering.locked.add(anna.ref.anchor);
    await expect(signIn()).rejects.toMatchObject({ code: 'sign-in-failed' });
    await expect(signIn('wrong')).rejects.toMatchObject({ code: 'sign-in-failed' });
  });
});

describe('a change', () => {
  it('is refused to somebody whose password an administrator keeps (FL-17)', async () => {
    journey.steering.mayChangePassword = false;
    const change = changes.change(visitor(), anna.ref, OLD_PASSWORD, NEW_PASSWORD);
    await expect(change).rejects.toMatchObject({ faults: [{ code: 'not-permitted' }] });
    expect(journey.steering.sent).toEqual([]);
  });

  it('says that nobody knows yet when the answer is lost, and that nothing happened when it is certain', async () => {
    const change = () => changes.change(visitor(), anna.ref, OLD_PASSWORD, NEW_PASSWORD);
    journey.steering.write = 'unsent';
    await expect(change()).rejects.toMatchObject({ code: 'unavailable' });
    journey.steering.write = 'lost';
    expect(await change()).toBe('uncertain');
  });

  it('is held to the longer of two lengths before the directory is asked', async () => {
    journey.steering.policy = {
      source: 'test',
      minLength: 60,
      historyLength: null,
      complexity: false,
      minAgeSeconds: null,
      maxAgeSeconds: null,
      lockout: null,
    };
    const change = changes.change(visitor(), anna.ref, OLD_PASSWORD, NEW_PASSWORD);
    await expect(change).rejects.toMatchObject({ faults: [{ code: 'too-short' }] });
    expect(journey.steering.sent).toEqual([]);
    expect((await changes.rules(anna)).minLength).toBe(60);
  });
});
