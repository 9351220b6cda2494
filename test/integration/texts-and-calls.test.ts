// Resets by text and by call: the real journey, the real webhook channel, a listener on loopback at its other end.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditTypes } from '../kit/journey-steps.ts';
import { type Journey, NEW_PASSWORD, openJourney, tenantId, visitor } from '../kit/journey.ts';
import { codeOf, type PhoneSink, startPhoneSink } from '../kit/phone-sink.ts';
import { signInToPortal } from '../kit/portal-session.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

const mobile = '+14255550100';
let journey: Journey;
const sinks: PhoneSink[] = [];

async function sinkThat(answers?: (asked: number) => number): Promise<PhoneSink> {
  let asked = 0;
  const sink = await startPhoneSink(() => {
    asked += 1;
    return answers?.(asked) ?? 200;
  });
  sinks.push(sink);
  return sink;
}

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methods: {
      ...policy.methods,
      text: { ...policy.methods['text'], enabled: true },
      'voice-mobile': { ...policy.methods['voice-mobile'], enabled: true },
      'voice-office': { ...policy.methods['voice-office'], enabled: true },
    },
  }));
  await journey.addUser('anna', {
    mobile: '+1 (425) 555-0100',
    officePhone: '+44 20 7946 0000 x12',
  });
});
afterEach(async () => {
  await journey.close();
  await Promise.all(sinks.splice(0).map((sink) => sink.stop()));
});

async function startBy(methodId: string, identifier = 'anna', typed = '') {
  const { token } = await journey.resets.start(visitor(), identifier);
  const progress = await journey.resets.chooseMethod(visitor(), token, methodId, typed);
  await journey.runOutbox();
  return { token, progress };
}

async function finish(token: string, code: string): Promise<void> {
  const proof = await journey.resets.prove(visitor(), token, code);
  expect(proof).toMatchObject({ accepted: true, progress: { state: 'password' } });
  const done = await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
  expect(done.state).toBe('done');
  expect(await journey.signsIn('anna', NEW_PASSWORD)).toBe(true);
}

async function eventsOf(type: string) {
  const records = await journey.storage.audit.after(tenantId, 0, 1000);
  return records.filter((record) => record.type === type);
}

const askNumber = () =>
  journey.setPolicy((policy) => ({
    ...policy,
    methods: {
      ...policy.methods,
      text: { ...policy.methods['text'], enabled: true, askNumber: true },
    },
  }));

describe('a reset by a code', () => {
  test('in a text goes to the number in the directory, and sets the new password', async () => {
    const sink = await sinkThat();
    await journey.setCarriers([{ kind: 'sms', sink }]);
    const { token } = await startBy('text');
    expect(sink.caught).toEqual([
      {
        kind: 'sms',
        id: expect.stringMatching(/^msg_/),
        to: mobile,
        text: expect.stringMatching(/^(\d{6}) is your code .* Contoso.*\n@reset\.example #\1$/),
      },
    ]);
    await finish(token, codeOf(sink.caught[0]));
    expect(await auditTypes(journey)).toContain('reset.code-sent');
    expect((await eventsOf('reset.code-sent')).at(-1)?.fields).toEqual({
      channel: 'webhook',
      destination: '•••• 0100',
      delivery: 'accepted',
    });
    const [row] = await journey.storage.phoneSpending.countries(tenantId);
    expect(row).toMatchObject({ country: 'US', sent: 1, proved: 1 });
  });

  test('in a call to the mobile phone is read after a key press only', async () => {
    const sink = await sinkThat();
    await journey.setCarriers([{ kind: 'voice', sink }]);
    const { token } = await startBy('voice-mobile');
    const [call] = sink.caught;
    expect(call).toMatchObject({ kind: 'voice', to: mobile, extension: null, locale: 'en' });
    const code = codeOf(call);
    expect(code).toMatch(/^\d{6}$/);
    const { code: _read, ...before } = call?.kind === 'voice' ? call.spoken : { code };
    expect(JSON.stringify(before)).not.toContain(code);
    await finish(token, code);
  });

  test('in a call to the office goes through the switchboard to the extension', async () => {
    const sink = await sinkThat();
    await journey.setCarriers([{ kind: 'voice', sink }]);
    const { token } = await startBy('voice-office');
    expect(sink.caught).toMatchObject([{ kind: 'voice', to: '+442079460000', extension: '12' }]);
    await finish(token, codeOf(sink.caught[0]));
  });

  test('is sent only when the number is typed right, and shows no difference (ME-26)', async () => {
    const sink = await sinkThat();
    await journey.setCarriers([{ kind: 'sms', sink }]);
    await askNumber();
    const right = await startBy('text', 'anna', '+1 425 555 0100');
    expect(sink.caught).toHaveLength(1);
    const wrong = await startBy('text', 'anna', '+1 425 555 0101');
    expect(sink.caught).toHaveLength(1);
    const shown = ({ progress }: typeof right) => ({ ...progress, reference: '' });
    expect(shown(wrong)).toEqual(shown(right));
    expect((await eventsOf('reset.not-offered')).at(-1)?.fields).toEqual({
      reason: 'destination-not-named',
      method: 'text',
    });
    await finish(right.token, codeOf(sink.caught[0]));
  });
});

describe('before an administrator has chosen countries', () => {
  test('nothing is sent to any phone, and nobody can be asked by one', async () => {
    const sink = await sinkThat();
    await journey.setCarriers([{ kind: 'sms', sink }], { countries: [] });
    const known = await startBy('text');
    const unknown = await startBy('text', 'nobody');
    expect(sink.asked).toEqual([]);
    const shown = ({ progress }: typeof known) => ({ ...progress, reference: '' });
    expect(shown(known)).toEqual(shown(unknown));
    const user = await journey.directory.find('anna');
    const { policy } = await journey.desk.policies.current(journey.storage, tenantId);
    if (!user) throw new Error('anna is gone');
    const decided = await journey.desk.eligibility.decide(journey.storage, user, policy);
    expect(decided.usableMethods).toEqual(['email']);
  });

  test('somebody who may not reset is told by mail, whatever they chose', async () => {
    const sink = await sinkThat();
    await journey.setCarriers([{ kind: 'sms', sink }]);
    await journey.setPolicy((policy) => ({
      ...policy,
      scope: {
        ...policy.scope,
        mode: 'selected',
        includeGroups: [{ directoryId: 'dir_builtin', anchor: 'grp_none' }],
      },
    }));
    await startBy('text');
    expect(sink.asked).toEqual([]);
    expect(journey.sink.caught.map(({ to }) => to)).toEqual(['anna@contoso.example']);
  });
});

describe('several carriers', () => {
  test('are asked in their order, and the second only when the first cannot take it', async () => {
    const [first, second] = [await sinkThat(), await sinkThat()];
    await journey.setCarriers([
      { kind: 'sms', sink: first },
      { kind: 'sms', sink: second },
    ]);
    await startBy('text');
    expect([first.asked.length, second.asked.length]).toEqual([1, 0]);
  });

  test.each([
    ['is busy', 503],
    ['knows us no more', 401],
  ])('step in at once when the first %s', async (_why, status) => {
    const [first, second] = [await sinkThat(() => status), await sinkThat()];
    await journey.setCarriers([
      { kind: 'sms', sink: first },
      { kind: 'sms', sink: second },
    ]);
    const { token } = await startBy('text');
    expect([first.asked.length, second.caught.length]).toEqual([1, 1]);
    expect(second.caught[0]?.id).toBe(first.asked[0]?.id);
    await finish(token, codeOf(second.caught[0]));
  });

  test('are not asked when the number is what the first will not take', async () => {
    const [first, second] = [await sinkThat(() => 422), await sinkThat()];
    await journey.setCarriers([
      { kind: 'sms', sink: first },
      { kind: 'sms', sink: second },
    ]);
    await startBy('text');
    expect([first.asked.length, second.asked.length]).toEqual([1, 0]);
    expect(await eventsOf('reset.code-not-sent')).toHaveLength(1);
  });

  test('are not asked at once when the answer was lost, but take their turn after it (F55)', async () => {
    const [first, second] = [await sinkThat(() => 500), await sinkThat()];
    await journey.setCarriers([
      { kind: 'sms', sink: first },
      { kind: 'sms', sink: second },
    ]);
    const { token } = await startBy('text');
    expect([first.asked.length, second.asked.length]).toEqual([1, 0]);
    journey.clock.advanceSeconds(10);
    await journey.runOutbox();
    expect([first.asked.length, second.caught.length]).toEqual([1, 1]);
    await finish(token, codeOf(second.caught[0]));
  });

  test('serve the countries they are for', async () => {
    const [german, anywhere] = [await sinkThat(), await sinkThat()];
    await journey.setCarriers([
      { kind: 'sms', sink: german, countries: ['DE'] },
      { kind: 'sms', sink: anywhere },
    ]);
    await journey.addUser('bernd', { mobile: '+49 151 12345678' });
    await startBy('text');
    await startBy('text', 'bernd');
    expect(anywhere.caught.map(({ to }) => to)).toEqual([mobile]);
    expect(german.caught.map(({ to }) => to)).toEqual(['+4915112345678']);
  });

  test('are left alone when they are switched off or of another kind', async () => {
    const [off, calls] = [await sinkThat(), await sinkThat()];
    await journey.setCarriers([
      { kind: 'sms', sink: off, enabled: false },
      { kind: 'voice', sink: calls },
    ]);
    await startBy('text');
    expect([off.asked.length, calls.asked.length]).toEqual([0, 0]);
  });

  test('change at once with the settings, for messages that wait already too', async () => {
    const [old, later] = [await sinkThat(() => 503), await sinkThat()];
    await journey.setCarriers([{ kind: 'sms', sink: old }]);
    const { token } = await startBy('text');
    await journey.setCarriers([{ kind: 'sms', sink: later }]);
    journey.clock.advanceSeconds(10);
    await journey.runOutbox();
    expect([old.asked.length, later.caught.length]).toEqual([1, 1]);
    await finish(token, codeOf(later.caught[0]));
  });

  test('of mail take the place of the process configuration’s', async () => {
    const sink = await sinkThat();
    await journey.setCarriers([{ kind: 'email', sink }]);
    await startBy('email');
    expect(journey.sink.caught).toEqual([]);
    expect(sink.caught).toMatchObject([{ kind: 'email', to: 'anna@contoso.example' }]);
  });
});

describe('the money for texts and calls', () => {
  test('is not spent beyond the cap, counting every try, and the visitor sees nothing of it', async () => {
    const [first, second] = [await sinkThat(() => 503), await sinkThat()];
    await journey.setCarriers(
      [
        { kind: 'sms', sink: first, price: 7 },
        { kind: 'sms', sink: second, price: 5 },
      ],
      { costPerDay: 20 },
    );
    await journey.addUser('berta', { mobile: '+1 425 555 0199' });
    const paid = await startBy('text');
    expect(await journey.storage.phoneSpending.spentToday(tenantId, journey.clock.now())).toBe(12);
    const unpaid = await startBy('text', 'berta');
    expect([first.asked.length, second.caught.length]).toEqual([2, 1]);
    const shown = ({ progress }: typeof paid) => ({ ...progress, reference: '' });
    expect(shown(unpaid)).toEqual(shown(paid));
  });

  test('is none until an administrator has named a cap', async () => {
    const sink = await sinkThat();
    await journey.setCarriers([{ kind: 'sms', sink, price: 1 }]);
    await startBy('text');
    expect(sink.asked).toEqual([]);
    expect((await eventsOf('reset.code-not-sent')).at(-1)?.fields).toMatchObject({
      reason: 'cost-limit',
    });
  });
});

describe('a number that a person registers', () => {
  const register = async (number: string) => {
    const anna = await signInToPortal(journey, 'anna');
    const begun = await journey.registration.begin(visitor(), await anna.now(), 'text', { number });
    await journey.runOutbox();
    return { anna, begun };
  };

  test('is where the codes go from then on, once its own has come back', async () => {
    const sink = await sinkThat();
    await journey.setCarriers([{ kind: 'sms', sink }]);
    await journey.setPolicy((policy) => ({
      ...policy,
      registration: { ...policy.registration, holdHours: 0 },
    }));
    const { anna, begun } = await register('+49 151 12345678');
    if (!begun.ok) throw new Error('it was refused');
    expect(sink.caught).toMatchObject([{ kind: 'sms', to: '+4915112345678' }]);
    const code = codeOf(sink.caught[0]);
    const finished = await journey.registration.finish(
      visitor(),
      await anna.now(),
      begun.enrolmentId,
      { code, name: '' },
    );
    expect(finished).toMatchObject({ ok: true });
    const { token } = await startBy('text');
    expect(sink.caught.at(-1)).toMatchObject({ to: '+4915112345678' });
    await finish(token, codeOf(sink.caught.at(-1)));
  });

  test('is refused with the reason when nothing may be sent to its country', async () => {
    const sink = await sinkThat();
    await journey.setCarriers([{ kind: 'sms', sink }]);
    const { begun } = await register('+371 26 000 000');
    expect(begun).toEqual({ ok: false, faults: [{ path: 'number', code: 'country-not-served' }] });
    expect(sink.asked).toEqual([]);
  });
});
