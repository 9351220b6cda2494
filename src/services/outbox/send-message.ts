import type { UserRef } from '../../domain/identity.ts';
import { maskDestination } from '../../domain/mask.ts';
import type { OutgoingMessage } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log, Meter } from '../../ports/log.ts';
import type { MessageBrand, MessageRenderer } from '../../ports/messages.ts';
import type { LeasedJob } from '../../ports/storage/outbox.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { entry } from '../audit/entries.ts';
import type { Carriers } from '../carriers/carriers.ts';
import type { PhoneBudget } from '../carriers/phone-budget.ts';
import type { JobGivenUp, JobHandler } from './handlers.ts';
import { readSendMessage, type SendMessagePayload } from './jobs.ts';
import { outgoingMessage } from './outgoing.ts';

export interface SendDesk {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly carriers: Pick<Carriers, 'send' | 'rehearse'>;
  readonly budget: Pick<PhoneBudget, 'sent'>;
  readonly messages: MessageRenderer;
  readonly brandOf: (tenantId: string) => Promise<MessageBrand>;
  /** Whether somebody still needs the reminder of a campaign; asked just before it leaves. */
  readonly isReminderWanted: (
    tenantId: string,
    campaignId: string | null,
    user: UserRef,
  ) => Promise<boolean>;
}

/**
 * Sends one message to the address or number it was queued with. A lost answer means it is sent again with the same code
 * and the same Message-ID (F04); the visitor's page never shows any of it (A021).
 */
export function createSendMessage(desk: SendDesk): JobHandler {
  return async (job) => {
    const payload = readSendMessage(desk.vault, job);
    if (await isPointless(desk, job, payload)) return { result: 'done' };
    const message = await compose(desk, job, payload);
    if (message === null) return { result: 'failed', reason: 'no words for this carrier' };
    const startedAt = desk.clock.now();
    const delivery = await desk.carriers.send(job.tenantId, message, job.attempts);
    desk.meter.observeSeconds('message_delivery', (desk.clock.now() - startedAt) / 1000, {
      status: delivery.status,
    });
    if (delivery.status === 'deferred') {
      desk.meter.count('messages_deferred', { message: payload.message });
      return { result: 'retry', reason: delivery.reason };
    }
    if (delivery.status === 'rejected') return { result: 'failed', reason: delivery.reason };
    desk.meter.count('messages_sent', { message: payload.message });
    const channel = delivery.channelId ?? payload.carrier;
    return { result: 'done', settle: (stores) => recordSent(desk, stores, job, payload, channel) };
  };
}

async function compose(
  desk: SendDesk,
  job: LeasedJob,
  payload: SendMessagePayload,
): Promise<OutgoingMessage | null> {
  const brand = await desk.brandOf(job.tenantId);
  return outgoingMessage(desk.messages, brand, job.id, payload, job.deadlineAt);
}

/** Ends a transaction whose work was done for the time it takes. */
class TakenBack extends Error {}

/**
 * Everything that sending asks of this process but the talk with the carrier, and the record of it, which is taken
 * back: time must not tell a stranger from a person (A022).
 */
export function createRehearseMessage(desk: SendDesk): JobHandler {
  return async (job) => {
    const payload = readSendMessage(desk.vault, job);
    if (await isPointless(desk, job, payload)) return { result: 'done' };
    const message = await compose(desk, job, payload);
    if (message !== null) await desk.carriers.rehearse(job.tenantId, message);
    await rehearseRecord(desk, job, payload);
    return { result: 'done' };
  };
}

async function rehearseRecord(
  desk: SendDesk,
  job: LeasedJob,
  payload: SendMessagePayload,
): Promise<void> {
  try {
    await desk.storage.transaction(async (stores) => {
      await recordSent(desk, stores, job, payload, payload.carrier);
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
}

/** A code that has been replaced, used or has run out is not sent, nor a reminder of what is done: they only confuse. */
async function isPointless(
  desk: SendDesk,
  job: LeasedJob,
  payload: SendMessagePayload,
): Promise<boolean> {
  if (payload.message === 'registration-reminder') {
    const { user, correlationId } = payload.about;
    return !(await desk.isReminderWanted(job.tenantId, correlationId, user));
  }
  if (payload.about.challengeId === null) return false;
  const challenge = await desk.storage.challenges.get(job.tenantId, payload.about.challengeId);
  const live = challenge !== null && challenge.voidedAt === null && challenge.usedAt === null;
  return !live || challenge.expiresAt <= desk.clock.now();
}

async function recordSent(
  desk: SendDesk,
  stores: Stores,
  job: LeasedJob,
  payload: SendMessagePayload,
  channel: string,
): Promise<void> {
  const { user, correlationId, challengeId } = payload.about;
  const common = {
    at: desk.clock.now(),
    subject: { directoryId: user.directoryId, anchor: user.anchor, name: user.name },
    correlationId,
  };
  const destination = maskDestination(payload.to);
  if (payload.carrier !== 'email' && challengeId !== null) {
    await desk.budget.sent(stores, job.tenantId, numberOf(payload.to));
  }
  await stores.audit.append(
    job.tenantId,
    payload.message === 'reset-code'
      ? entry('reset.code-sent', {
          ...common,
          fields: { channel, destination, delivery: 'accepted' },
        })
      : entry('user.notified', {
          ...common,
          fields: { notice: payload.message, destination, delivery: 'accepted' },
        }),
  );
}

/** Records a message that will never leave; nothing of it reaches the visitor. */
export function createSendGivenUp(desk: SendDesk): JobGivenUp {
  return async (stores, job, reason) => {
    if (job.kind !== 'send-message') return;
    const payload = readSendMessage(desk.vault, job);
    const { user, correlationId } = payload.about;
    const common = {
      at: desk.clock.now(),
      outcome: 'failure' as const,
      subject: { directoryId: user.directoryId, anchor: user.anchor, name: user.name },
      correlationId,
    };
    const destination = maskDestination(payload.to);
    desk.meter.count('messages_failed', { message: payload.message });
    desk.log.warn({ job: job.id, message: payload.message, reason }, 'message given up');
    await stores.audit.append(
      job.tenantId,
      payload.message === 'reset-code'
        ? entry('reset.code-not-sent', {
            ...common,
            fields: { channel: payload.carrier, destination, reason },
          })
        : entry('user.notice-failed', {
            ...common,
            fields: { notice: payload.message, destination, reason },
          }),
    );
  };
}

/** Without the extension. */
function numberOf(to: string): string {
  return to.split(';')[0] ?? to;
}
