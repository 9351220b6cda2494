import {
  DEVICE_METHOD,
  type DeviceData,
  deviceDataSchema,
} from '../../domain/registration/device.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { PushSender } from '../../ports/push.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import {
  type RegistrationReader,
  sealRegistrationData,
} from '../registration/registration-reader.ts';
import type { JobHandler } from './handlers.ts';
import { readPushApproval } from './jobs.ts';

export interface PushDesk {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly registrations: RegistrationReader;
  readonly push: PushSender;
}

/**
 * Wakes the devices of somebody whose approval is asked for. The message says that something waits and nothing of
 * what: the device asks for the rest under its own key. A device that stays asleep shows it once its page is opened.
 */
export function createPushApproval(desk: PushDesk): JobHandler {
  return async (job) => {
    const { user } = readPushApproval(desk.vault, job);
    const now = desk.clock.now();
    const ttlSeconds = Math.floor((job.deadlineAt - now) / 1000);
    const registered = await desk.registrations.usable(desk.storage, user, now);
    for (const registration of registered) {
      if (registration.methodId !== DEVICE_METHOD) continue;
      const data = deviceDataSchema.parse(registration.data);
      if (data.push === null || ttlSeconds <= 0) continue;
      const outcome = await desk.push.send(data.push, '{"type":"approval"}', ttlSeconds);
      if (outcome.result === 'gone') await forget(desk, user.tenantId, registration, data);
      // To try again would wake the others a second time; the page shows what waits in any case.
      else if ('reason' in outcome) {
        desk.log.warn(
          { registration: registration.id, reason: outcome.reason },
          'device not reached',
        );
      }
    }
    return { result: 'done' };
  };
}

/** A browser that takes no more messages is not sent any; somebody who changed it meanwhile knows better. */
async function forget(
  { storage, vault }: PushDesk,
  tenantId: string,
  registration: Registration,
  data: DeviceData,
): Promise<void> {
  const row = await storage.registrations.get(tenantId, registration.id);
  if (row === null) return;
  await storage.registrations.replace(registration.version, {
    ...row,
    dataSealed: sealRegistrationData(vault, tenantId, row.id, { ...data, push: null }),
  });
}
