import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CarriersView } from '../../src/contract/carriers.ts';
import { type ApiHouse, openApiHouse, tenantId } from '../kit/api-house.ts';
import { type PhoneSink, startPhoneSink } from '../kit/phone-sink.ts';

type Session = Awaited<ReturnType<ApiHouse['signIn']>>;

let house: ApiHouse;
let owner: Session;
let sink: PhoneSink;
let status = 200;

beforeEach(async () => {
  house = await openApiHouse();
  status = 200;
  sink = await startPhoneSink(() => status);
  await house.addAdministrator('owner', 'global-administrator');
  owner = await house.signIn('owner');
});
afterEach(async () => {
  await house.services.carriers.close();
  await sink.stop();
  await house.close();
});

const aCarrier = (more: object = {}) => ({
  id: null,
  channel: 'webhook',
  kind: 'sms',
  name: 'Our gateway',
  enabled: true,
  countries: [],
  price: 0,
  settings: sink.settings,
  ...more,
});
const body = (version: number, carriers: readonly object[], more: object = {}) => ({
  version,
  carriers,
  countries: ['US'],
  costPerDay: 0,
  ...more,
});
const put = (sent: object) => owner.call<CarriersView>('PUT', '/v1/carriers', { body: sent });
const get = async () => (await owner.call<CarriersView>('GET', '/v1/carriers')).body;
const sendTest = (id: string, to: string) =>
  owner.call<{ status: string; reason: string | null; code: string; faults: object[] }>(
    'POST',
    `/v1/carriers/${id}/test`,
    { body: { to } },
  );

async function saved(more: object = {}, spending: object = {}) {
  const answer = await put(body((await get()).version, [aCarrier(more)], spending));
  expect(answer.status).toBe(200);
  const [carrier] = answer.body.carriers;
  if (!carrier) throw new Error('the carrier was not kept');
  return { carrier, version: answer.body.version };
}

describe('the carriers', () => {
  test('are none at first, so that nothing is sent to any phone, and mail leaves as the process says', async () => {
    expect(await get()).toEqual({
      version: 0,
      carriers: [],
      standing: [{ id: 'standing-email', kind: 'email', channel: 'smtp' }],
      countries: [],
      costPerDay: 0,
      spentToday: 0,
      countryCounts: [],
    });
  });

  test('are kept with their secrets sealed, which no answer, log or trail shows', async () => {
    const answer = await put(body(0, [aCarrier()], { countries: ['US', 'DE', 'US'] }));
    const { secret, ...settings } = sink.settings;
    expect(answer.body).toMatchObject({
      version: 1,
      countries: ['DE', 'US'],
      carriers: [{ id: expect.stringMatching(/^car_/), settings, secretsKept: ['secret'] }],
    });
    const stored = JSON.stringify(await house.storage.settings.current(tenantId, 'carriers'));
    const trail = JSON.stringify(await house.trail());
    for (const place of [answer.text, stored, trail, JSON.stringify(house.lines)]) {
      expect(place).not.toContain(secret);
    }
    expect((await house.trail(1))[0]).toMatchObject({
      type: 'settings.changed',
      target: 'carriers',
      fields: { section: 'carriers', before: { carriers: [] }, after: { countries: ['DE', 'US'] } },
    });
  });

  test('keep a secret that is left out, and its place in the order', async () => {
    const { carrier, version } = await saved();
    const { secretsKept: _names, ...shown } = carrier;
    const again = await put(
      body(version, [aCarrier({ name: 'First' }), { ...shown, name: 'Second' }]),
    );
    expect(again.body.carriers.map(({ name }) => name)).toEqual(['First', 'Second']);
    expect(again.body.carriers[1]?.id).toBe(carrier.id);
    expect((await sendTest(carrier.id, '+1 425 555 0100')).body.status).toBe('accepted');
  });

  test('hand no secret to another address than it was entered for', async () => {
    const { carrier, version } = await saved();
    const { secretsKept: _names, settings, ...shown } = carrier;
    const elsewhere = { ...settings, url: 'https://evil.example/messages' };
    const answer = await put(body(version, [{ ...shown, settings: elsewhere }]));
    expect([answer.status, (answer.body as unknown as { faults: object[] }).faults]).toMatchObject([
      400,
      [{ path: 'carriers.0.settings.secret', code: 'required' }],
    ]);
  });

  test.each([
    ['an unknown channel', { channel: 'pigeon' }, 'carriers.0.channel', 'not-a-choice'],
    [
      'a kind the channel does not carry',
      { channel: 'smtp' },
      'carriers.0.channel',
      'not-a-choice',
    ],
    ['an unknown country', { countries: ['XX'] }, 'carriers.0.countries.0', 'not-a-choice'],
    ['an id nobody gave', { id: 'car_made_up' }, 'carriers.0.id', 'not-a-choice'],
    [
      'settings of the channel that are wrong',
      { settings: { url: 'http://example.com/' } },
      'carriers.0.settings.url',
      'invalid',
    ],
    [
      'an unknown setting',
      { settings: { pigeon: 1 } },
      'carriers.0.settings.pigeon',
      'unknown-field',
    ],
  ])('are refused with %s, by its place', async (_what, more, path, code) => {
    const answer = await put(body(0, [aCarrier(more)]));
    const { faults } = answer.body as unknown as { faults: object[] };
    expect(answer.status).toBe(400);
    expect(faults).toContainEqual(expect.objectContaining({ path, code }));
    expect((await get()).version).toBe(0);
  });

  test('are not overwritten by somebody who saw an older version', async () => {
    await saved();
    const answer = await put(body(0, []));
    expect([answer.status, (answer.body as unknown as { code: string }).code]).toEqual([
      409,
      'conflict',
    ]);
  });

  test('are changed only by somebody who has just proved their password', async () => {
    house.clock.advanceSeconds(6 * 60);
    const answer = await put(body(0, []));
    expect([answer.status, (answer.body as unknown as { code: string }).code]).toEqual([
      401,
      'reauthentication-required',
    ]);
  });

  test('can be of every channel there is, each with a form and its secrets marked', async () => {
    const kinds = await owner.call<{
      items: { id: string; settingsSchema: { properties: Record<string, { secret?: boolean }> } }[];
      countries: string[];
    }>('GET', '/v1/carriers/kinds');
    const secrets = Object.fromEntries(
      kinds.body.items.map(({ id, settingsSchema: { properties } }) => [
        id,
        Object.keys(properties).filter((name) => properties[name]?.secret === true),
      ]),
    );
    expect(Object.keys(secrets).toSorted()).toEqual([
      'smpp',
      'smtp',
      'twilio-sms',
      'twilio-voice',
      'vonage-sms',
      'vonage-voice',
      'webhook',
    ]);
    for (const [id, names] of Object.entries(secrets)) {
      expect({ id, secrets: names.length > 0 }).toEqual({ id, secrets: true });
    }
    expect(kinds.body.countries).toContain('DE');
  });
});

describe('a test message', () => {
  test('goes by one carrier to the number that was typed, says its code opens nothing, and is recorded', async () => {
    const { carrier } = await saved();
    const answer = await sendTest(carrier.id, '+1 (425) 555-0100');
    expect([answer.status, answer.body]).toEqual([200, { status: 'accepted', reason: null }]);
    expect(sink.caught).toMatchObject([
      { kind: 'sms', to: '+14255550100', text: expect.stringContaining('opens nothing') },
    ]);
    expect((await house.trail(1))[0]).toMatchObject({
      type: 'carrier.tested',
      outcome: 'success',
      target: carrier.id,
      actor: { name: 'owner' },
      fields: { carrier: 'Our gateway', channel: 'webhook', destination: '•••• 0100' },
    });
  });

  test('tells why the carrier did not take it', async () => {
    const { carrier } = await saved();
    status = 503;
    expect((await sendTest(carrier.id, '+14255550100')).body).toEqual({
      status: 'deferred',
      reason: 'the carrier answered 503',
    });
    expect((await house.trail(1))[0]).toMatchObject({ outcome: 'failure' });
  });

  test('reaches an extension by a call, and a mailbox by the mail of the process', async () => {
    const { carrier } = await saved({ kind: 'voice' }, { countries: ['GB'] });
    await sendTest(carrier.id, '+44 20 7946 0000 x12');
    expect(sink.caught).toMatchObject([{ kind: 'voice', to: '+442079460000', extension: '12' }]);
    expect((await sendTest('standing-email', 'ada@contoso.example')).body.status).toBe('accepted');
    expect(house.mails).toMatchObject([{ to: 'ada@contoso.example' }]);
  });

  test('keeps to the budget like any other', async () => {
    const { carrier } = await saved({ price: 5 }, { costPerDay: 9 });
    expect((await sendTest(carrier.id, '+49 151 12345678')).body).toEqual({
      status: 'rejected',
      reason: 'country-not-allowed',
    });
    expect((await sendTest(carrier.id, '+1 900 555 1234')).body.reason).toBe('costly-number');
    expect((await sendTest(carrier.id, '+14255550100')).body.status).toBe('accepted');
    expect((await sendTest(carrier.id, '+14255550100')).body.reason).toBe('cost-limit');
    expect((await get()).spentToday).toBe(5);
  });

  test('is sent five times an hour at most, however many ask at once', async () => {
    const { carrier } = await saved();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => sendTest(carrier.id, '+14255550100')),
    );
    const statuses = answers.map((answer) => answer.status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    expect(sink.caught).toHaveLength(5);
  });

  test.each([
    ['0425 5550100', 'country-code-missing'],
    ['nobody', 'wrong-format'],
    ['+44 20 7946 0000 x12', 'wrong-format'],
  ])('is not sent to %s', async (to, code) => {
    const { carrier } = await saved();
    const answer = await sendTest(carrier.id, to);
    expect([answer.status, answer.body.faults]).toMatchObject([400, [{ path: 'to', code }]]);
    expect(sink.asked).toEqual([]);
  });

  test('finds no carrier where there is none', async () => {
    for (const id of ['car_unknown', 'standing-sms']) {
      expect((await sendTest(id, '+14255550100')).status).toBe(404);
    }
  });
});

describe('a paused country', () => {
  test('is shown, and opened again by an administrator, once and recorded', async () => {
    await saved();
    const { phoneSpending } = house.storage;
    const rule = { sends: 1, leastPercent: 20 };
    await phoneSpending.countSent(tenantId, 'LV', rule);
    await phoneSpending.judge(tenantId, 'LV', rule, house.clock.now());
    expect((await get()).countryCounts).toEqual([
      { country: 'LV', sent: 1, proved: 0, pausedAt: house.clock.now() },
    ]);
    const resume = () => owner.call('POST', '/v1/carriers/countries/LV/resume');
    expect((await resume()).status).toBe(204);
    expect((await house.trail(1))[0]).toMatchObject({
      type: 'carriers.country-resumed',
      fields: { country: 'LV' },
    });
    expect((await resume()).status).toBe(404);
  });
});
