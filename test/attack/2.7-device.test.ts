// An approval counts for the one reset whose number was typed, once, by a device of its owner; asking too often is cut
// off, and a denial ends everything.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signedByDevice } from '../../src/methods/device.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { createDeviceService } from '../../src/services/device/create-device-service.ts';
import type { DeviceService } from '../../src/services/device/device-service.ts';
import { auditTypes } from '../kit/journey-steps.ts';
import { type Journey, NEW_PASSWORD, openJourney, tenantId, visitor } from '../kit/journey.ts';
import { noPush } from '../kit/no-push.ts';
import { keepRegistration } from '../kit/registered.ts';
import { deviceRegistered, softDevice, type SoftDevice } from '../kit/soft-device.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

let journey: Journey;
let devices: DeviceService;
let victim: DirectoryUser;
let phone: SoftDevice;
let attackers: SoftDevice;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methodsRequired: 1,
    methods: { email: { ...policy.methods['email'], enabled: true }, device: { enabled: true } },
    limits: { ...policy.limits, 'start-per-identifier': 100, 'start-per-address': 100 },
  }));
  devices = createDeviceService({ ...journey.desk, isSigned: signedByDevice, push: noPush });
  victim = await journey.addUser('victim');
  phone = await registered(victim);
  attackers = await registered(await journey.addUser('attacker'));
});

afterEach(() => journey.close());

async function registered(user: DirectoryUser): Promise<SoftDevice> {
  const held = softDevice();
  const { data, lookup } = await deviceRegistered(await journey.desk.tools(), held);
  await keepRegistration(journey, user, 'device', data, lookup);
  return held;
}

/** A reset that waits for an approval, and the number it shows. */
async function begun(identifier = 'victim') {
  const { token } = await journey.resets.start(visitor(), identifier);
  const progress = await journey.resets.chooseMethod(visitor(), token, 'device');
  await journey.runOutbox();
  return { token, number: String(progress.challenge?.prompt?.['number']), progress };
}

type Act = Parameters<SoftDevice['act']>[0];
const signed = (device: SoftDevice, act: Act) => device.act(act, journey.clock.now());
const waiting = (device: SoftDevice) => devices.waiting(visitor(), signed(device, { act: 'list' }));
const decide = (device: SoftDevice, act: Act) => devices.decide(visitor(), signed(device, act));
const collect = (token: string) => journey.resets.prove(visitor(), token, '');

async function onlyWaiting(device: SoftDevice): Promise<string> {
  const [first, ...more] = await waiting(device);
  if (first === undefined || more.length > 0) throw new Error('not exactly one waits');
  return first.id;
}

const another = (number: string) => (number === '000' ? '001' : '000');

describe('an approval', () => {
  it('resets the password of whoever typed the number on their own device', async () => {
    const { token, number } = await begun();
    expect(await collect(token)).toMatchObject({ accepted: false });
    expect(await waiting(phone)).toMatchObject([{ username: 'victim', ip: '192.0.2.10' }]);
    const approval = await onlyWaiting(phone);
    expect(await decide(phone, { act: 'approve', approval, number })).toBe('approved');
    const proof = await collect(token);
    expect(proof).toMatchObject({ accepted: true, progress: { state: 'password' } });
    await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    expect(await journey.signsIn('victim', NEW_PASSWORD)).toBe(true);
    expect(await auditTypes(journey)).toContain('reset.approved');
    expect(await waiting(phone)).toEqual([]);
  });

  it('is asked of a stranger, and of somebody without a device, in the same words', async () => {
    await journey.addUser('without');
    const bare = ({ progress: { challenge, ...rest } }: Awaited<ReturnType<typeof begun>>) => ({
      ...rest,
      reference: '',
      challenge: { ...challenge, prompt: Object.keys(challenge?.prompt ?? {}) },
    });
    const owner = bare(await begun());
    expect(bare(await begun('without'))).toEqual(owner);
    expect(bare(await begun('nobody'))).toEqual(owner);
  });
});

describe('A117: a forged or replayed approval', () => {
  it('of somebody else’s device is refused, whatever it signs', async () => {
    const { token, number } = await begun();
    const approval = await onlyWaiting(phone);
    expect(await waiting(attackers)).toEqual([]);
    expect(await decide(attackers, { act: 'approve', approval, number })).toBe('gone');
    expect((await collect(token)).accepted).toBe(false);
  });

  it('under the name of the victim’s device is refused without its key', async () => {
    const { token, number } = await begun();
    const approval = await onlyWaiting(phone);
    const { payload } = signed(phone, { act: 'approve', approval, number });
    for (const signature of ['', 'AA', attackers.sign(payload), phone.sign(`${payload} `)]) {
      const forged = devices.decide(visitor(), { payload, signature });
      await expect(forged).rejects.toMatchObject({ code: 'not-found' });
    }
    expect((await collect(token)).accepted).toBe(false);
  });

  it('that was signed a while ago, or will be, is refused', async () => {
    const { number } = await begun();
    const approval = await onlyWaiting(phone);
    for (const seconds of [-121, 121]) {
      const at = journey.clock.now() + seconds * 1000;
      const stale = phone.act({ act: 'approve', approval, number }, at);
      await expect(devices.decide(visitor(), stale)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('opens no other reset of the same person, and none twice', async () => {
    const first = await begun();
    journey.clock.advanceSeconds(61);
    const second = await begun();
    const [older] = await waiting(phone);
    const act = { act: 'approve', approval: older?.id ?? '', number: first.number } as const;
    const sent = signed(phone, act);
    expect(await devices.decide(visitor(), sent)).toBe('approved');
    expect((await collect(second.token)).accepted).toBe(false);
    expect((await collect(first.token)).accepted).toBe(true);
    expect(await devices.decide(visitor(), sent)).toBe('gone');
    expect((await collect(second.token)).accepted).toBe(false);
  });

  it('of a device that was removed, or is not usable yet, is refused', async () => {
    await begun();
    const [row] = await journey.storage.registrations.of(victim.ref);
    if (row === undefined) throw new Error('unreachable: it was registered above');
    const usableFrom = journey.clock.now() + 1;
    await journey.storage.registrations.replace(row.version, { ...row, usableFrom });
    await expect(waiting(phone)).rejects.toMatchObject({ code: 'not-found' });
    await journey.storage.registrations.removeAllOf(victim.ref, null);
    await expect(waiting(phone)).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each(['', '{}', 'null', '{"act":"approve"}', 'x'.repeat(5000)])(
    'that is no act at all is refused: %j',
    async (payload) => {
      const none = devices.decide(visitor(), { payload, signature: phone.sign(payload) });
      await expect(none).rejects.toMatchObject({ code: 'bad-request' });
    },
  );

  it('made for a list does not decide, and one that decides lists nothing', async () => {
    await begun();
    const approval = await onlyWaiting(phone);
    const list = devices.decide(visitor(), signed(phone, { act: 'list' }));
    await expect(list).rejects.toMatchObject({ code: 'bad-request' });
    const denial = devices.waiting(visitor(), signed(phone, { act: 'deny', approval }));
    await expect(denial).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('A115: wearing somebody down', () => {
  it('needs the number that only the resetting browser shows, five tries at most', async () => {
    const { token, number } = await begun();
    const approval = await onlyWaiting(phone);
    const act = { act: 'approve', approval } as const;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await decide(phone, { ...act, number: another(number) })).toBe('wrong-number');
    }
    expect(await decide(phone, { ...act, number })).toBe('gone');
    expect((await collect(token)).accepted).toBe(false);
  });

  it('shows one a minute and five a day, whoever begins them', async () => {
    await begun();
    await begun();
    expect(await waiting(phone)).toHaveLength(1);
    for (let more = 0; more < 6; more += 1) {
      journey.clock.advanceSeconds(61);
      await begun();
    }
    const records = await journey.storage.audit.after(tenantId, 0, 1000);
    expect(records.filter(({ type }) => type === 'reset.code-issued')).toHaveLength(5);
  });

  it('ends with a denial: nothing of the person can be reset, and administrators hear of it', async () => {
    const root = await journey.addUser('root');
    await journey.storage.roleAssignments.assign({
      user: root.ref,
      role: 'global-administrator',
      assignedAt: journey.clock.now(),
    });
    const { token, number } = await begun();
    const approval = await onlyWaiting(phone);
    expect(await decide(phone, { act: 'deny', approval })).toBe('denied');
    expect((await journey.resets.progress(visitor(), token)).state).toBe('cancelled');
    expect(await decide(phone, { act: 'approve', approval, number })).toBe('gone');
    expect(await auditTypes(journey)).toEqual(
      expect.arrayContaining(['reset.denied', 'user.reported-not-me', 'user.frozen']),
    );
    expect(await journey.storage.freezes.get(victim.ref)).not.toBeNull();
    const jobs = await journey.storage.outbox.lease('test', journey.clock.now(), 30, 16);
    expect(jobs.map(({ kind }) => kind)).toContain('tell-administrators');
  });
});

describe('I2: two answers in the same instant', () => {
  it('take an approval up once', async () => {
    const { token, number } = await begun();
    const approval = await onlyWaiting(phone);
    await decide(phone, { act: 'approve', approval, number });
    const proofs = await Promise.all([collect(token), collect(token)].map(settled));
    expect(proofs.filter(Boolean)).toHaveLength(1);
  });
});

/** A loser may also be told that somebody else was faster. */
async function settled(proof: ReturnType<typeof collect>): Promise<boolean> {
  try {
    return (await proof).accepted;
  } catch {
    return false;
  }
}
