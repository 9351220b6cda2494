import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { auditTypes } from '../kit/journey-steps.ts';
import { type Journey, NEW_PASSWORD, openJourney, tenantId, visitor } from '../kit/journey.ts';
import { type PortalSession, signInToPortal, totpCode } from '../kit/portal-session.ts';
import { startPhoneSink } from '../kit/phone-sink.ts';
import { openTemporaryPostgresStorage } from '../kit/postgres-storage.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

const minute = 60;
const hour = 60 * minute;
let journey: Journey;
let anna: PortalSession;

function enable(policy: Policy, ...ids: string[]): Policy {
  const methods = Object.fromEntries(
    Object.entries(policy.methods).map(([id, settings]) => [
      id,
      { ...settings, enabled: ids.includes(id) },
    ]),
  );
  return { ...policy, scope: { ...policy.scope, mode: 'all' }, methods };
}

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  await journey.setPolicy((policy) => enable(policy, 'email', 'app-code', 'recovery-codes'));
  await journey.addUser('anna', { alternateMail: 'anna@home.example' });
  anna = await signInToPortal(journey, 'anna');
});

afterEach(() => journey.close());

const overview = async () => journey.registration.overview(await anna.now());

async function resetWithApp(seed: string) {
  const { token } = await journey.resets.start(visitor(), 'anna');
  await journey.resets.chooseMethod(visitor(), token, 'app-code');
  await journey.runOutbox();
  const code = totpCode(seed, journey.clock.now());
  const proof = await journey.resets.prove(visitor(), token, code);
  if (!proof.accepted) return 'refused';
  return (await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD)).state;
}

describe('a new authenticator app', () => {
  it('resets the password, once the hold is over (R065)', async () => {
    const { seed, usableFrom } = await anna.registerApp('My phone');
    expect(usableFrom).toBe(journey.clock.now() + 24 * hour * 1000);
    expect((await overview()).registered).toMatchObject([
      { methodId: 'app-code', label: 'My phone', isDefault: false, enabled: true },
    ]);
    journey.clock.advanceSeconds(24 * hour - 1);
    expect(await resetWithApp(seed)).toBe('refused');
    journey.clock.advanceSeconds(hour);
    expect(await resetWithApp(seed)).toBe('done');
  });

  it('resets it at once when an older method vouched for the sign-in', async () => {
    const id = await journey.stepUps.begin(visitor(), await anna.now(), 'email');
    const answer = await anna.codeAt('anna@home.example');
    const proof = await journey.stepUps.prove(visitor(), await anna.now(), id, answer);
    if (!proof.accepted) throw new Error('the right code vouches');
    anna.goOnWith(proof.token);
    const { seed, usableFrom } = await anna.registerApp();
    expect(usableFrom).toBe(journey.clock.now());
    journey.clock.advanceSeconds(minute);
    expect(await resetWithApp(seed)).toBe('done');
  });

  it('is recorded without its secret, and told to every address with the link', async () => {
    const { seed } = await anna.registerApp();
    await journey.runOutbox();
    expect(await auditTypes(journey)).toContain('registration.added');
    const records = await journey.storage.audit.after(tenantId, 0, 100);
    expect(JSON.stringify(records)).not.toContain(seed);
    const told = journey.sink.caught.filter(({ raw }) => raw.includes('/not-me?token='));
    expect(told.map(({ to }) => to).toSorted()).toEqual([
      'anna@contoso.example',
      'anna@home.example',
    ]);
  });

  it('takes five answers and no sixth, however many come at once', async () => {
    const { id, seed } = await anna.beginApp();
    const signedIn = await anna.now();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        journey.registration.finish(visitor(), signedIn, id, { code: '000000' }),
      ),
    );
    expect(answers.some(({ ok }) => ok)).toBe(false);
    const code = totpCode(seed, journey.clock.now());
    expect(await journey.registration.finish(visitor(), signedIn, id, { code })).toMatchObject({
      ok: false,
      over: true,
    });
    expect((await overview()).registered).toEqual([]);
    const refused = (await auditTypes(journey)).filter((type) => type === 'registration.refused');
    expect(refused).toHaveLength(5);
  });

  it('is registered once when two right answers race', async () => {
    const { id, seed } = await anna.beginApp();
    const signedIn = await anna.now();
    const code = totpCode(seed, journey.clock.now());
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => journey.registration.finish(visitor(), signedIn, id, { code })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await overview()).registered).toHaveLength(1);
  });
});

const databases = [
  { name: 'SQLite', open: openTemporaryStorage },
  { name: 'PostgreSQL', open: () => openTemporaryPostgresStorage(inject('postgresUrl')) },
];

describe.each(databases)('on $name an app', ({ open }) => {
  it('is one of five at most, even when the fifth and the sixth race (RG-16)', async () => {
    const own = await openJourney(await open());
    try {
      await own.setPolicy((policy) => enable(policy, 'email', 'app-code'));
      await own.addUser('bert');
      const sessions = [await signInToPortal(own, 'bert'), await signInToPortal(own, 'bert')];
      for (let count = 0; count < 4; count += 1) await sessions[0]?.registerApp();
      const begun = await Promise.all(
        sessions.map(async (session) => ({
          signedIn: await session.now(),
          ...(await session.beginApp()),
        })),
      );
      const outcomes = await Promise.all(
        begun.map(({ signedIn, id, seed }) =>
          own.registration.finish(visitor(), signedIn, id, {
            code: totpCode(seed, own.clock.now()),
          }),
        ),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      const [first] = begun;
      if (first === undefined) throw new Error('two were begun');
      const { registered, addable } = await own.registration.overview(first.signedIn);
      expect(registered).toHaveLength(5);
      expect(addable.map(({ methodId }) => methodId)).not.toContain('app-code');
    } finally {
      await own.close();
    }
  });
});

describe('a new mailbox', () => {
  it('counts once its owner returned the code, and gets the codes from then on', async () => {
    await journey.setPolicy((policy) => ({
      ...policy,
      registration: { ...policy.registration, holdHours: 0 },
    }));
    expect(await anna.registerMailbox('anna.new@mail.example')).toMatchObject({ ok: true });
    expect((await overview()).registered).toMatchObject([{ label: 'a•••@mail.example' }]);
    await journey.runOutbox();
    const notices = journey.sink.caught.filter(({ raw }) => raw.includes('/not-me?token='));
    expect(notices.map(({ to }) => to).toSorted()).toEqual([
      'anna.new@mail.example',
      'anna@contoso.example',
      'anna@home.example',
    ]);
    await journey.resets.start(visitor(), 'anna');
    await journey.runOutbox();
    expect(journey.sink.caught.at(-1)?.to).toBe('anna.new@mail.example');
  });

  it('is told for the last time when it is removed', async () => {
    await anna.registerMailbox('anna.new@mail.example');
    const [mailbox] = (await overview()).registered;
    await journey.runOutbox();
    const before = journey.sink.caught.length;
    await journey.registration.remove(visitor(), await anna.now(), mailbox?.id ?? '');
    await journey.runOutbox();
    expect(journey.sink.caught.slice(before).map(({ to }) => to)).toContain(
      'anna.new@mail.example',
    );
    expect((await overview()).registered).toEqual([]);
  });

  it('gets no more codes than an account may cause', async () => {
    await journey.setPolicy((policy) => ({
      ...policy,
      limits: { ...policy.limits, 'registration-codes-per-account': 3 },
    }));
    const begin = async (address: string) =>
      journey.registration.begin(visitor(), await anna.now(), 'email', { address });
    for (const name of ['one', 'two', 'three']) await begin(`${name}@mail.example`);
    await expect(begin('four@mail.example')).rejects.toMatchObject({ code: 'too-many-requests' });
    await journey.runOutbox();
    expect(journey.sink.caught.map(({ to }) => to)).not.toContain('four@mail.example');
  });
});

describe('what was registered', () => {
  it('can be renamed, made the default and removed; each is recorded and told', async () => {
    const one = await anna.registerApp('one');
    journey.clock.advanceSeconds(1);
    const two = await anna.registerApp('two');
    const session = await anna.now();
    await journey.registration.rename(visitor(), session, one.registrationId, ' Work phone ');
    await journey.registration.makeDefault(visitor(), session, one.registrationId);
    await journey.registration.makeDefault(visitor(), session, two.registrationId);
    expect((await overview()).registered).toMatchObject([
      { label: 'Work phone', isDefault: false },
      { label: 'two', isDefault: true },
    ]);
    await journey.registration.remove(visitor(), session, one.registrationId);
    expect((await overview()).registered).toMatchObject([{ label: 'two' }]);
    expect(await auditTypes(journey)).toEqual(
      expect.arrayContaining([
        'registration.renamed',
        'registration.default-changed',
        'registration.removed',
      ]),
    );
    await journey.runOutbox();
    // Six changes, told to two addresses each.
    expect(journey.sink.caught).toHaveLength(12);
  });

  it.each(['', ' ', 'a\u202eb', 'x'.repeat(65)])('takes no name such as %j', async (name) => {
    const { registrationId } = await anna.registerApp('kept');
    const renamed = journey.registration.rename(visitor(), await anna.now(), registrationId, name);
    await expect(renamed).rejects.toMatchObject({ code: 'bad-request' });
    expect((await overview()).registered).toMatchObject([{ label: 'kept' }]);
  });

  it('is removed by one of two who remove it at once', async () => {
    const { registrationId } = await anna.registerApp();
    const session = await anna.now();
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => journey.registration.remove(visitor(), session, registrationId)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is a new set of recovery codes in place of the old one', async () => {
    const begin = async () => {
      const begun = await journey.registration.begin(
        visitor(),
        await anna.now(),
        'recovery-codes',
        {},
      );
      if (!begun.ok) throw new Error('codes can always be made');
      const open = await journey.registration.opened(await anna.now(), begun.enrolmentId);
      const [code = ''] = (open?.shown['codes'] ?? []) as string[];
      return journey.registration.finish(visitor(), await anna.now(), begun.enrolmentId, { code });
    };
    expect(await begin()).toMatchObject({ ok: true });
    expect(await begin()).toMatchObject({ ok: true });
    expect((await overview()).registered).toHaveLength(1);
  });
});

describe('what a sign-in asks for', () => {
  const guidance = async () => journey.registration.guidance(await anna.now());
  const wantTwo = () => journey.setPolicy((policy) => ({ ...policy, methodsRequired: 2 }));

  it('is nothing when what is there is enough, until it is to be confirmed', async () => {
    expect(await guidance()).toBeNull();
    journey.clock.advanceSeconds(181 * 24 * hour);
    anna = await signInToPortal(journey, 'anna');
    expect(await guidance()).toEqual({ wants: 'confirmation' });
    await journey.registration.confirm(visitor(), await anna.now());
    expect(await guidance()).toBeNull();
  });

  it('is a number that nothing can be sent to, whoever has it', async () => {
    await journey.setPolicy((policy) => enable(policy, 'text'));
    await journey.addUser('far', { mobile: '+81 90 1234 5678', mail: null });
    const far = await signInToPortal(journey, 'far');
    const standing = async () => journey.registration.overview(await far.now());
    expect(await standing()).toMatchObject({ complete: false, missing: ['text'] });
    const sink = await startPhoneSink();
    try {
      await journey.setCarriers([{ kind: 'sms', sink }], { countries: ['US'] });
      expect(await standing()).toMatchObject({ complete: false });
      await journey.setCarriers([{ kind: 'sms', sink }], { countries: ['JP'] });
      expect(await standing()).toMatchObject({ complete: true, missing: [] });
    } finally {
      await sink.stop();
    }
  });

  it('is the strongest that is missing, put off three times and no more', async () => {
    await wantTwo();
    expect(await guidance()).toEqual({
      wants: 'registration',
      missing: ['app-code'],
      maySkip: true,
      skipsLeft: 3,
    });
    const session = await anna.now();
    const putOff = await Promise.all(
      [1, 2, 3, 4].map(() => journey.registration.putOff(visitor(), session)),
    );
    expect(putOff.filter(Boolean)).toHaveLength(3);
    expect(await guidance()).toMatchObject({ maySkip: false, skipsLeft: 0 });
    await anna.registerApp();
    expect(await guidance()).toBeNull();
  });

  it('cannot be put off any more after the days allowed', async () => {
    await wantTwo();
    await guidance();
    journey.clock.advanceSeconds(14 * 24 * hour);
    anna = await signInToPortal(journey, 'anna');
    expect(await guidance()).toMatchObject({ maySkip: false });
    expect(await journey.registration.putOff(visitor(), await anna.now())).toBe(false);
  });

  it('is nothing of people who are out of scope, or where it is switched off', async () => {
    await wantTwo();
    await journey.setPolicy((policy) => ({ ...policy, scope: { ...policy.scope, mode: 'none' } }));
    expect(await guidance()).toBeNull();
    await journey.setPolicy((policy) => ({
      ...policy,
      scope: { ...policy.scope, mode: 'all' },
      registration: { ...policy.registration, requiredAtSignIn: false },
    }));
    expect(await guidance()).toBeNull();
  });
});
