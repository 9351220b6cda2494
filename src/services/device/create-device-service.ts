import { PosternError } from '../../domain/errors.ts';
import {
  DEVICE_METHOD,
  type DeviceAct,
  deviceActSchema,
  type DeviceData,
  deviceDataSchema,
  type DeviceKey,
  devicePromptSchema,
} from '../../domain/registration/device.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { PushSender } from '../../ports/push.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { ChallengeRow } from '../../ports/storage/challenges.ts';
import type { RegistrationRow } from '../../ports/storage/registrations.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { entry, subjectOf, userActor } from '../audit/entries.ts';
import type { Notices } from '../notify/notices.ts';
import { registrationBinding, sealRegistrationData } from '../registration/registration-reader.ts';
import { freezeReported } from '../reset/not-me.ts';
import { openPrompt } from '../reset/progress.ts';
import type { Visitor } from '../visitor.ts';
import type { Decided, DeviceService, SignedAct } from './device-service.ts';

/** How old a signature may be: what somebody recorded is worth nothing soon. */
const FRESH_MS = 2 * 60_000;
const LONGEST_PAYLOAD = 2048;

export interface DeviceDesk {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly signal: JobSignal;
  readonly push: PushSender;
  /** Whether the owner of a key signed a text. */
  readonly isSigned: (publicKey: DeviceKey, text: string, signature: string) => boolean;
}

interface Device {
  readonly row: RegistrationRow;
  readonly data: DeviceData;
  readonly user: DirectoryUser;
}

interface Asked {
  readonly reset: ResetSessionRow;
  readonly challenge: ChallengeRow;
}

export function createDeviceService(desk: DeviceDesk): DeviceService {
  const { storage, vault, clock } = desk;

  /** Whoever holds the key of a registered device, and what they want. */
  async function opened(
    visitor: Visitor,
    signed: SignedAct,
  ): Promise<{ readonly device: Device; readonly act: DeviceAct }> {
    const act = actOf(signed.payload);
    const now = clock.now();
    const lookupMac = vault.mac('registration-lookup', act.device);
    const row = await storage.registrations.byLookup(visitor.tenantId, DEVICE_METHOD, lookupMac);
    if (row === null || row.usableFrom > now || Math.abs(now - act.at) > FRESH_MS) {
      throw new PosternError('not-found');
    }
    const { user: ref } = row;
    const data = deviceDataSchema.parse(
      JSON.parse(vault.open(row.dataSealed, registrationBinding(ref.tenantId, row.id))),
    );
    const user = await (await desk.directories.get(ref.tenantId, ref.directoryId)).read(ref.anchor);
    if (user === null || !desk.isSigned(data.publicKey, signed.payload, signed.signature)) {
      throw new PosternError('not-found');
    }
    return { device: { row, data, user }, act };
  }

  async function askedOf({ user }: Device): Promise<Asked[]> {
    const now = clock.now();
    const asked: Asked[] = [];
    for (const reset of await storage.resetSessions.openOf(user.ref)) {
      const id = reset.session.openChallengeId;
      const challenge = id === null ? null : await storage.challenges.get(reset.tenantId, id);
      if (challenge?.methodId !== DEVICE_METHOD || challenge.armedAt === null) continue;
      if (challenge.usedAt !== null || challenge.voidedAt !== null) continue;
      if (challenge.expiresAt > now && challenge.attempts < challenge.maxAttempts) {
        asked.push({ reset, challenge });
      }
    }
    return asked;
  }

  function common({ user, row }: Device, { reset }: Asked, visitor: Visitor) {
    return {
      at: clock.now(),
      actor: userActor(user),
      subject: subjectOf(user),
      correlationId: reset.id,
      visitor,
      fields: { name: row.label },
    };
  }

  async function approve(
    visitor: Visitor,
    device: Device,
    asked: Asked,
    number: string,
  ): Promise<Decided> {
    const { tenantId } = asked.reset;
    const now = clock.now();
    // As everywhere the counter rises, committed, before anything is compared (A034).
    const counted = await storage.challenges.countAttempt(tenantId, asked.challenge.id, now);
    if (counted === null) return 'gone';
    const prompt = devicePromptSchema.parse(openPrompt(vault, counted));
    const parts = common(device, asked, visitor);
    if (number !== prompt.number) {
      await storage.audit.append(
        tenantId,
        entry('reset.approval-refused', { ...parts, outcome: 'failure' }),
      );
      return 'wrong-number';
    }
    await storage.transaction(async (stores) => {
      await keep(device, { approved: { promptId: prompt.id, at: now } }, stores);
      await stores.audit.append(tenantId, entry('reset.approved', parts));
    });
    return 'approved';
  }

  async function deny(visitor: Visitor, device: Device, asked: Asked): Promise<Decided> {
    const { reset } = asked;
    const { user } = device;
    await storage.transaction(async (stores) => {
      const parts = common(device, asked, visitor);
      await stores.audit.append(reset.tenantId, entry('reset.denied', parts));
      await freezeReported(stores, visitor, user, null, parts.at);
      await desk.notices.administrators(stores, {
        tenantId: reset.tenantId,
        alert: 'reset-denied',
        username: user.username,
        reference: reset.reference,
        at: parts.at,
        locale: visitor.locale,
        correlationId: reset.id,
      });
    });
    desk.signal.wake();
    return 'denied';
  }

  /** Writes what became of a device; throws `conflict` when somebody else just did. */
  async function keep({ row, data }: Device, change: Partial<DeviceData>, stores: Stores) {
    const { tenantId } = row.user;
    const dataSealed = sealRegistrationData(vault, tenantId, row.id, { ...data, ...change });
    const kept = await stores.registrations.replace(row.version, {
      ...row,
      dataSealed,
      lastUsedAt: change.approved ? change.approved.at : row.lastUsedAt,
    });
    if (kept === null) throw new PosternError('conflict');
  }

  return {
    pushKey: desk.push.publicKey,
    async subscribe(visitor, signed) {
      const { device, act } = await opened(visitor, signed);
      if (act.act !== 'subscribe') throw new PosternError('bad-request');
      if (!desk.push.allows(act.push.endpoint)) return false;
      await keep(device, { push: act.push }, storage);
      return true;
    },
    async waiting(visitor, signed) {
      const { device, act } = await opened(visitor, signed);
      if (act.act !== 'list') throw new PosternError('bad-request');
      const asked = await askedOf(device);
      return asked.map(({ reset, challenge }) => ({
        id: challenge.id,
        username: device.user.username,
        ip: reset.ip,
        userAgent: reset.userAgent,
        askedAt: challenge.createdAt,
        expiresAt: challenge.expiresAt,
      }));
    },
    async decide(visitor, signed) {
      const { device, act } = await opened(visitor, signed);
      if (act.act !== 'approve' && act.act !== 'deny') throw new PosternError('bad-request');
      const asked = (await askedOf(device)).find(({ challenge }) => challenge.id === act.approval);
      if (asked === undefined) return 'gone';
      return act.act === 'approve'
        ? approve(visitor, device, asked, act.number)
        : deny(visitor, device, asked);
    },
  };
}

function actOf(payload: string): DeviceAct {
  try {
    if (payload.length > LONGEST_PAYLOAD) throw new Error('longer than any act');
    return deviceActSchema.parse(JSON.parse(payload));
  } catch (cause) {
    throw new PosternError('bad-request', { cause });
  }
}
