import { describe, expect, test } from 'vitest';
import { MORNING } from '../../test/kit/clock.ts';
import { registrationOf, toolsAt } from '../../test/kit/held-method-contract.ts';
import { bareUser } from '../../test/kit/method-contract.ts';
import { seededRandom } from '../../test/kit/random.ts';
import { deviceRegistered, softDevice } from '../../test/kit/soft-device.ts';
import type { Enrolment, Person } from '../ports/method.ts';
import { device, deviceName, type DeviceSettings } from './device.ts';

const settings = device.presets.recommended;
const tools = toolsAt(MORNING);

describe('what is asked', () => {
  test('shows three digits and names itself, new every time', () => {
    const random = seededRandom(3);
    const first = device.prompt(settings, random);
    expect(first).toEqual({
      id: expect.stringMatching(/^apv_/),
      number: expect.stringMatching(/^\d{3}$/),
    });
    expect(device.prompt(settings, random)?.['id']).not.toBe(first?.['id']);
  });
});

describe('an approval', () => {
  const prompt = { id: 'apv_1', number: '042' };

  test.each([
    ['of this reset', { promptId: 'apv_1', at: MORNING }, true],
    ['five minutes old', { promptId: 'apv_1', at: MORNING - 300_000 }, true],
    ['older than that', { promptId: 'apv_1', at: MORNING - 300_001 }, false],
    ['of another reset', { promptId: 'apv_2', at: MORNING }, false],
    ['that was taken up already', null, false],
  ])('%s is right: %s', async (_what, approved, right) => {
    const { data } = await deviceRegistered(tools);
    const person: Person = {
      user: bareUser,
      registrations: [registrationOf('device', { ...data, approved })],
    };
    const verdict = await device.verify({ answer: '', prompt, person, settings }, tools);
    expect(verdict).toMatchObject({ right });
    if (verdict.right) expect(verdict.used?.data).toMatchObject({ approved: null });
  });
});

describe('registering', () => {
  const enrolment = device.enrolment as Enrolment<DeviceSettings>;
  const person: Person = { user: bareUser, registrations: [] };
  const kept = { challenge: 'the challenge' };
  const failed = { ok: false, faults: [{ path: 'device', code: 'device-failed' }] };
  const finish = (answer: unknown, name = '') =>
    enrolment.finish(
      { device: typeof answer === 'string' ? answer : JSON.stringify(answer), name },
      kept,
      person,
      settings,
      tools,
    );

  test('keeps the key of a device that has its private half, under its thumbprint', async () => {
    const { publicKey, sign, name } = softDevice();
    const signature = sign('register the challenge');
    expect(await finish({ publicKey, signature }, ' My phone ')).toEqual({
      ok: true,
      label: 'My phone',
      data: { publicKey, push: null, approved: null },
      lookup: name,
      replaces: false,
    });
  });

  test('keeps nothing private, whatever is sent', async () => {
    const { publicKey, sign } = softDevice();
    const signature = sign('register the challenge');
    const made = await finish({ publicKey: { ...publicKey, d: 'secret' }, signature });
    expect(made).toMatchObject({ ok: true, label: 'Device 1' });
    expect(JSON.stringify(made)).not.toContain('secret');
  });

  test('refuses a key whose private half somebody else has, and another challenge', async () => {
    const [mine, theirs] = [softDevice(), softDevice()];
    const { publicKey } = mine;
    const forged = theirs.sign('register the challenge');
    expect(await finish({ publicKey, signature: forged })).toEqual(failed);
    const old = mine.sign('register another challenge');
    expect(await finish({ publicKey, signature: old })).toEqual(failed);
  });

  test.each(['', 'null', '{}', '[', { publicKey: { kty: 'RSA' } }])(
    'refuses what is no device: %j',
    async (answer) => expect(await finish(answer)).toEqual(failed),
  );

  test('refuses a point that is not on the curve', async () => {
    const publicKey = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'B'.repeat(43) };
    expect(await finish({ publicKey, signature: 'AA' })).toEqual(failed);
  });
});

test('a device is named by the thumbprint of RFC 7638, whatever stands in its key besides', () => {
  const { publicKey, name } = softDevice();
  const { y, x, crv, kty } = publicKey;
  expect(deviceName({ y, x, crv, kty })).toBe(name);
  expect(name).toMatch(/^[A-Za-z0-9_-]{43}$/);
});
