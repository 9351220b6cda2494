import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signedByDevice } from '../../src/methods/device.ts';
import type { PushSender } from '../../src/ports/push.ts';
import { ensureVapidKeys } from '../../src/server/push/vapid-keys.ts';
import { createWebPush } from '../../src/server/push/web-push.ts';
import { createDeviceService } from '../../src/services/device/create-device-service.ts';
import type { DeviceService } from '../../src/services/device/device-service.ts';
import { createPushApproval } from '../../src/services/outbox/push-approval.ts';
import { type FakePushService, startFakePushService } from '../kit/fakes/push-service.ts';
import { type Journey, openJourney, tenantId, visitor } from '../kit/journey.ts';
import { keepRegistration } from '../kit/registered.ts';
import { deviceRegistered, softDevice, type SoftDevice } from '../kit/soft-device.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

let journey: Journey;
let service: FakePushService;
let push: PushSender;
let devices: DeviceService;
let phone: SoftDevice;

const baseUrl = 'https://reset.example';

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  service = await startFakePushService();
  push = createWebPush({ keys: await keys(), services: [service.host], baseUrl });
  devices = createDeviceService({ ...journey.desk, isSigned: signedByDevice, push });
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methods: { email: { ...policy.methods['email'], enabled: true }, device: { enabled: true } },
  }));
  const user = await journey.addUser('anna');
  phone = softDevice();
  const { data, lookup } = await deviceRegistered(await journey.desk.tools(), phone);
  await keepRegistration(journey, user, 'device', data, lookup);
});

afterEach(async () => {
  await service.stop();
  await journey.close();
});

const keys = () => ensureVapidKeys({ ...journey, tenantId });

const subscribe = (subscription = service.subscribe()) =>
  devices.subscribe(
    visitor(),
    phone.act({ act: 'subscribe', push: subscription }, journey.clock.now()),
  );

/** A reset that asks for an approval, and what its outbox does about it. */
async function askFor(identifier: string): Promise<void> {
  const { token } = await journey.resets.start(visitor(), identifier);
  await journey.resets.chooseMethod(visitor(), token, 'device');
  const wake = createPushApproval({ ...journey.desk, push });
  for (;;) {
    const jobs = await journey.storage.outbox.lease('test', journey.clock.now(), 30, 16);
    if (jobs.length === 0) return;
    for (const job of jobs) {
      if (job.kind === 'push-approval') await wake(job);
      const result = job.kind === 'resolve-reset' ? await journey.resolve(job) : null;
      await journey.storage.transaction(async (stores) => {
        await stores.outbox.complete(job.id, job.fence, journey.clock.now());
        if (result?.result === 'done') await result.settle?.(stores);
      });
    }
  }
}

describe('a device that agreed to messages', () => {
  it('is woken when its owner’s approval is asked for, and told nothing else', async () => {
    expect(await subscribe()).toBe(true);
    await askFor('anna');
    expect(service.taken).toEqual([
      {
        path: expect.any(String),
        ttlSeconds: 300,
        urgency: 'high',
        topic: 'approval',
        claims: {
          aud: `http://${service.host}`,
          sub: baseUrl,
          exp: expect.any(Number),
        },
        senderKey: devices.pushKey,
        message: '{"type":"approval"}',
      },
    ]);
  });

  it('is left alone when somebody else, or nobody, is asked for', async () => {
    await journey.addUser('bert');
    await subscribe();
    await askFor('bert');
    await askFor('nobody');
    expect(service.taken).toEqual([]);
  });

  it.each([404, 410])('that is gone (%i) is sent nothing more', async (status) => {
    await subscribe();
    service.answerWith(status);
    await askFor('anna');
    service.answerWith(201);
    journey.clock.advanceSeconds(61);
    await askFor('anna');
    expect(service.taken).toEqual([]);
  });

  it.each([429, 500, 503, 403])('is kept when the service answers %i', async (status) => {
    await subscribe();
    service.answerWith(status);
    await askFor('anna');
    service.answerWith(201);
    journey.clock.advanceSeconds(61);
    await askFor('anna');
    expect(service.taken).toHaveLength(1);
  });

  it('can still approve when the service does not answer at all', async () => {
    await subscribe();
    await service.stop();
    await askFor('anna');
    const list = phone.act({ act: 'list' }, journey.clock.now());
    expect(await devices.waiting(visitor(), list)).toHaveLength(1);
  });
});

describe('an address that a browser names', () => {
  it('is not asked unless it is a service’s that the operator allowed', async () => {
    const other = await startFakePushService();
    expect(await subscribe(other.subscribe())).toBe(false);
    const known = service.subscribe();
    await other.stop();
    expect(await push.send({ ...known, endpoint: 'http://127.0.0.1:1/' }, '', 60)).toEqual({
      result: 'gone',
    });
  });

  it('is asked once and followed nowhere', async () => {
    service.answerWith(307);
    const sent = await push.send(service.subscribe(), '{}', 60);
    expect(sent).toMatchObject({ result: expect.stringMatching(/later|refused/) });
  });
});

describe('the key that services know us by', () => {
  it('is made once, whoever starts first, and kept sealed', async () => {
    const made = await keys();
    const again = await Promise.all([keys(), keys(), keys()]);
    expect(again).toEqual([made, made, made]);
    const kept = await journey.storage.settings.current(tenantId, 'push-keys');
    expect(JSON.stringify(kept)).not.toContain(made.privateKey);
  });

  it('is shown to no browser where no service may be asked', async () => {
    const none = createWebPush({ keys: await keys(), services: [], baseUrl });
    expect(none.publicKey).toBeNull();
    expect(push.publicKey).toMatch(/^[\w-]{87}$/);
  });
});
