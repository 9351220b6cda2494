// Who knows a password, or sits at an open session, and wants a way in that stays.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { type Journey, NEW_PASSWORD, openJourney, tenantId, visitor } from '../kit/journey.ts';
import { type PortalSession, signInToPortal, totpCode } from '../kit/portal-session.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

const minute = 60;
let journey: Journey;
let victim: PortalSession;

function enable(policy: Policy, ...ids: string[]): Policy {
  const methods = Object.fromEntries(
    Object.entries(policy.methods).map(([id, settings]) => [
      id,
      { ...settings, enabled: ids.includes(id) },
    ]),
  );
  return { ...policy, scope: { ...policy.scope, mode: 'all' }, methods };
}

const setHold = (holdHours: number) =>
  journey.setPolicy((policy) => ({
    ...policy,
    registration: { ...policy.registration, holdHours },
  }));

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  await journey.setPolicy((policy) => enable(policy, 'email', 'app-code'));
  await journey.addUser('victim', { alternateMail: 'victim@home.example' });
  victim = await signInToPortal(journey, 'victim');
});

afterEach(() => journey.close());

/** What a reset of the victim answers to a code of an app. */
async function resetBy(code: string): Promise<boolean> {
  const { token } = await journey.resets.start(visitor(), 'victim');
  await journey.resets.chooseMethod(visitor(), token, 'app-code');
  await journey.runOutbox();
  return (await journey.resets.prove(visitor(), token, code)).accepted;
}

/** The link of the newest notice to the victim. */
function notMeToken(): string {
  const mail = journey.sink.caught.findLast(({ raw }) => raw.includes('/not-me?token='));
  const plain = (mail?.raw ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
  return /\/not-me\?token=([A-Za-z0-9_-]+)/.exec(plain)?.[1] ?? '';
}

describe('an app that was begun', () => {
  it('is worth nothing until it is confirmed, and its seed is nowhere to be read after (A123)', async () => {
    await setHold(0);
    const { id, seed } = await victim.beginApp();
    journey.clock.advanceSeconds(minute);
    expect(await resetBy(totpCode(seed, journey.clock.now()))).toBe(false);
    const code = totpCode(seed, journey.clock.now());
    await journey.registration.finish(visitor(), await victim.now(), id, { code });
    expect(await journey.registration.opened(await victim.now(), id)).toBeNull();
    expect(await journey.storage.enrolments.get(tenantId, id)).toMatchObject({ keptSealed: '' });
    expect(JSON.stringify(await journey.registration.overview(await victim.now()))).not.toContain(
      seed,
    );
  });

  it('does not lend the code that confirmed it to a reset (A040)', async () => {
    await setHold(0);
    const { seed } = await victim.registerApp();
    expect(await resetBy(totpCode(seed, journey.clock.now()))).toBe(false);
    journey.clock.advanceSeconds(minute);
    expect(await resetBy(totpCode(seed, journey.clock.now()))).toBe(true);
  });

  it('is confirmed in no other session and by nobody else (A006)', async () => {
    const { id, seed } = await victim.beginApp();
    await journey.addUser('mallory');
    const code = totpCode(seed, journey.clock.now());
    for (const session of [
      await signInToPortal(journey, 'mallory'),
      await signInToPortal(journey, 'victim'),
    ]) {
      const signedIn = await session.now();
      expect(await journey.registration.opened(signedIn, id)).toBeNull();
      expect(await journey.registration.finish(visitor(), signedIn, id, { code })).toMatchObject({
        ok: false,
        over: true,
      });
    }
    expect(await journey.storage.enrolments.get(tenantId, id)).toMatchObject({ attempts: 0 });
  });
});

describe('who knows the password alone', () => {
  it('gets no way in that works at once, and the owner can stop it (R065, A065)', async () => {
    const { seed } = await victim.registerApp('mine now');
    await journey.runOutbox();
    journey.clock.advanceSeconds(minute);
    expect(await resetBy(totpCode(seed, journey.clock.now()))).toBe(false);
    const attacker = await victim.now();
    expect(await journey.notMe.report(visitor(), notMeToken())).toBe(true);
    await expect(victim.now()).rejects.toThrow('not signed in');
    await expect(
      journey.registration.begin(visitor(), attacker, 'app-code', {}),
    ).rejects.toMatchObject({ code: 'not-offered' });
    journey.clock.advanceSeconds(25 * 60 * minute);
    expect(await resetBy(totpCode(seed, journey.clock.now()))).toBe(false);
  });

  it('cannot let the mailbox that the password opens vouch for anything', async () => {
    await journey.addUser('poor');
    const poor = await signInToPortal(journey, 'poor');
    expect(await journey.stepUps.methods(await poor.now())).toEqual([]);
    await expect(journey.stepUps.begin(visitor(), await poor.now(), 'email')).rejects.toMatchObject(
      { code: 'not-found' },
    );
  });

  it('cannot let what they registered a moment ago vouch for more (R065)', async () => {
    await victim.registerApp();
    expect(await journey.stepUps.methods(await victim.now())).toEqual(['email']);
  });

  it('learns nothing of whose address it is that they try to register (A028)', async () => {
    await journey.addUser('other', { alternateMail: 'other@home.example' });
    const begin = async (address: string) =>
      journey.registration.begin(visitor(), await victim.now(), 'email', { address });
    const [known, unknown] = [
      await begin('other@home.example'),
      await begin('nobody@home.example'),
    ];
    expect([known.ok, unknown.ok]).toEqual([true, true]);
  });
});

describe('who reset the password by a stolen mailbox', () => {
  async function takeOver(): Promise<PortalSession> {
    const { token } = await journey.resets.start(visitor(), 'victim');
    await journey.resets.chooseMethod(visitor(), token, 'email');
    const code = await victim.codeAt('victim@home.example');
    const proof = await journey.resets.prove(visitor(), token, code);
    await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    return signInToPortal(journey, 'victim', NEW_PASSWORD);
  }

  const hour = 60 * minute;

  it('changes no method of the account for a day, while its owner is told (A130, A065)', async () => {
    const kept = await victim.registerApp('of the owner');
    journey.clock.advanceSeconds(25 * hour);
    const attacker = await takeOver();
    const { registration } = journey;
    const { heldUntil, registered } = await registration.overview(await attacker.now());
    expect(heldUntil).toBe(journey.clock.now() + 24 * hour * 1000);
    expect(registered).toHaveLength(1);
    const { registrationId: id } = kept;
    const session = await attacker.now();
    const acts = [
      () => registration.begin(visitor(), session, 'app-code', {}),
      () => registration.remove(visitor(), session, id),
      () => registration.rename(visitor(), session, id, 'mine'),
      () => registration.makeDefault(visitor(), session, id),
      () => registration.confirm(visitor(), session),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'methods-held' });
    // Nor by a proof of the very mailbox that was stolen.
    await attacker.provePassword();
    await expect(
      registration.begin(visitor(), await attacker.now(), 'app-code', {}),
    ).rejects.toMatchObject({ code: 'methods-held' });
    expect(await journey.storage.registrations.of(session.user.ref)).toMatchObject([
      { label: 'of the owner' },
    ]);
    expect(await registration.guidance(await attacker.now())).toBeNull();
  });

  it('is nobody after that day: the owner changes what they like', async () => {
    await takeOver();
    journey.clock.advanceSeconds(24 * hour);
    const owner = await signInToPortal(journey, 'victim', NEW_PASSWORD);
    expect((await journey.registration.overview(await owner.now())).heldUntil).toBeNull();
    expect(await owner.registerApp()).toMatchObject({ ok: true });
  });

  it('is kept from it as long as the policy has it, and not at all with 0 hours', async () => {
    const setResetHold = (resetHoldHours: number) =>
      journey.setPolicy((policy) => ({
        ...policy,
        registration: { ...policy.registration, resetHoldHours },
      }));
    const attacker = await takeOver();
    await setResetHold(168);
    const { heldUntil } = await journey.registration.overview(await attacker.now());
    expect(heldUntil).toBe(journey.clock.now() + 168 * hour * 1000);
    await setResetHold(0);
    expect(await attacker.registerApp()).toMatchObject({ ok: true });
  });
});

describe('an open session that was left alone', () => {
  it('changes nothing after five minutes without another proof (RG-21, A058)', async () => {
    const { registrationId } = await victim.registerApp();
    journey.clock.advanceSeconds(5 * minute + 1);
    const signedIn = await victim.now();
    const { registration } = journey;
    const acts = [
      registration.begin(visitor(), signedIn, 'app-code', {}),
      registration.rename(visitor(), signedIn, registrationId, 'x'),
      registration.makeDefault(visitor(), signedIn, registrationId),
      registration.remove(visitor(), signedIn, registrationId),
      registration.confirm(visitor(), signedIn),
    ];
    for (const act of await Promise.allSettled(acts)) {
      expect(act).toMatchObject({ reason: { code: 'reauthentication-required' } });
    }
    await victim.provePassword();
    await registration.rename(visitor(), await victim.now(), registrationId, 'mine');
  });

  it('changes nothing of anybody else (A082)', async () => {
    const { registrationId } = await victim.registerApp();
    await journey.addUser('mallory');
    const mallory = await (await signInToPortal(journey, 'mallory')).now();
    const { registration } = journey;
    for (const act of await Promise.allSettled([
      registration.rename(visitor(), mallory, registrationId, 'x'),
      registration.makeDefault(visitor(), mallory, registrationId),
      registration.remove(visitor(), mallory, registrationId),
    ])) {
      expect(act).toMatchObject({ reason: { code: 'not-found' } });
    }
  });
});

describe('an older method that vouches', () => {
  it('cannot be guessed in new sessions any more than in one (A031, A039)', async () => {
    await journey.setPolicy((policy) => ({
      ...policy,
      limits: {
        ...policy.limits,
        'registration-codes-per-account': 100,
        'mail-per-destination-per-hour': 1000,
        'mail-per-destination-per-day': 1000,
      },
    }));
    let guesses = 0;
    let own = await signInToPortal(journey, 'victim');
    const isOffered = async () =>
      (await journey.stepUps.methods(await own.now())).includes('email');
    while (guesses < 20 && (await isOffered())) {
      const id = await journey.stepUps.begin(visitor(), await own.now(), 'email');
      const result = await journey.stepUps.prove(visitor(), await own.now(), id, '00000000');
      expect(result.accepted).toBe(false);
      guesses += 1;
      own = await signInToPortal(journey, 'victim');
    }
    expect(guesses).toBeGreaterThan(0);
    expect(guesses).toBeLessThanOrEqual(10);
    await expect(journey.stepUps.begin(visitor(), await own.now(), 'email')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('takes one right code once, however many send it at once (A040, A058)', async () => {
    const signedIn = await victim.now();
    const id = await journey.stepUps.begin(visitor(), signedIn, 'email');
    const code = await victim.codeAt('victim@home.example');
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => journey.stepUps.prove(visitor(), signedIn, id, code)),
    );
    expect(outcomes.filter(({ accepted }) => accepted)).toHaveLength(1);
    await expect(victim.now()).rejects.toThrow('not signed in');
  });

  it('takes no code that was sent for something else (A041)', async () => {
    const signedIn = await victim.now();
    const begun = await journey.registration.begin(visitor(), signedIn, 'email', {
      address: 'victim.new@mail.example',
    });
    const code = await victim.codeAt('victim.new@mail.example');
    const stepUp = await journey.stepUps.begin(visitor(), signedIn, 'email');
    const enrolment = begun.ok ? begun.enrolmentId : '';
    expect(await journey.stepUps.prove(visitor(), signedIn, stepUp, code)).toMatchObject({
      accepted: false,
    });
    expect(await journey.stepUps.prove(visitor(), signedIn, enrolment, code)).toEqual({
      accepted: false,
      over: true,
    });
  });
});
