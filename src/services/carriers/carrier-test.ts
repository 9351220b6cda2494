import { authorize } from '../../domain/access/actor.ts';
import { PosternError } from '../../domain/errors.ts';
import { readMailAddress } from '../../domain/mail-address.ts';
import { maskDestination } from '../../domain/mask.ts';
import { readPhoneNumber } from '../../domain/phone-number.ts';
import type { ChannelKind, Delivery } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MessageBrand, MessageRenderer } from '../../ports/messages.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { type Caller, record, requireFreshProof } from '../access/caller.ts';
import { outgoingMessage } from '../outbox/outgoing.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import { type Limiter, tooManyRequests } from '../throttle/limiter.ts';
import { readCarriers } from './carriers-document.ts';
import { type Carriers, standingId } from './carriers.ts';

/** How long a call waits for its key. */
const TEST_LIFETIME_MS = 5 * 60 * 1000;

export interface CarrierTests {
  /**
   * Sends a message whose code opens nothing by one carrier, to a number or address that the administrator typed. It
   * is recorded, limited, and counts against the budget. Throws `not-found`, `bad-request`, `too-many-requests` and
   * `reauthentication-required`.
   */
  send(caller: Caller, id: string, to: string): Promise<Delivery>;
}

export function createCarrierTests(deps: {
  readonly storage: Storage;
  readonly carriers: Carriers;
  readonly messages: MessageRenderer;
  readonly brandOf: (tenantId: string) => Promise<MessageBrand>;
  readonly policies: PolicyReader;
  readonly limiter: Limiter;
  readonly random: Random;
  readonly clock: Clock;
}): CarrierTests {
  const { storage, carriers, clock } = deps;
  const kinds: readonly ChannelKind[] = ['email', 'sms', 'voice'];

  async function named(tenantId: string, id: string) {
    const { carriers: list } = await readCarriers(storage, tenantId);
    const configured = list.find((one) => one.id === id);
    if (configured) return { kind: configured.kind, name: configured.name };
    const kind = kinds.find((one) => standingId(one) === id);
    if (kind === undefined) throw new PosternError('not-found');
    return { kind, name: id };
  }

  async function admit(tenantId: string): Promise<void> {
    const until = await storage.transaction(async (stores) => {
      const { policy } = await deps.policies.current(stores, tenantId);
      const counted = { limit: 'carrier-tests-per-organisation', key: tenantId } as const;
      return deps.limiter.admit(stores, tenantId, policy, [counted]);
    });
    if (until !== null) throw tooManyRequests(until, clock.now());
  }

  return {
    async send(caller, id, typed) {
      const { actor, visitor } = caller;
      authorize(actor, 'settings.write');
      requireFreshProof(actor, clock.now());
      const { tenantId } = actor;
      const { kind, name } = await named(tenantId, id);
      const to = destinationFor(kind, typed);
      await admit(tenantId);
      const reference = deps.random.reference();
      const payload = {
        carrier: kind,
        message: 'carrier-test',
        params: { code: deps.random.digits(6), carrier: name, reference },
        locale: visitor.locale,
        to,
      } as const;
      const message = outgoingMessage(
        deps.messages,
        await deps.brandOf(tenantId),
        deps.random.id('msg'),
        payload,
        clock.now() + TEST_LIFETIME_MS,
      );
      const carried = message && (await carriers.sendBy(tenantId, id, message));
      if (!carried) throw new PosternError('not-found');
      const { channelId, ...delivery } = carried;
      await record(storage, caller, 'carrier.tested', {
        at: clock.now(),
        outcome: delivery.status === 'accepted' ? 'success' : 'failure',
        target: id,
        correlationId: reference,
        fields: {
          carrier: name,
          channel: channelId,
          destination: maskDestination(to),
          delivery: delivery.status,
          ...(delivery.status !== 'accepted' && { reason: delivery.reason }),
        },
      });
      return delivery;
    },
  };
}

function destinationFor(kind: ChannelKind, typed: string): string {
  if (kind === 'email') {
    const read = readMailAddress(typed.trim());
    if (!read.ok) throw refused('wrong-format');
    return typed.trim();
  }
  const read = readPhoneNumber(typed);
  if (!read.ok) throw refused(read.fault);
  const { e164, extension } = read.number;
  if (extension === null) return e164;
  if (kind === 'sms') throw refused('wrong-format');
  return `${e164};ext=${extension}`;
}

function refused(code: string): PosternError {
  return new PosternError('bad-request', { faults: [{ path: 'to', code }] });
}
