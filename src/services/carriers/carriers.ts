import type { ChannelKind, Delivery, OpenChannel, OutgoingMessage } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { PhonePlan } from '../../ports/phone-plan.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import {
  type CarriersInForce,
  carriersFor,
  nothingConfigured,
  readCarriers,
  type StoredCarrier,
} from './carriers-document.ts';
import type { OpenCarriers } from './open-carriers.ts';
import type { PhoneBudget } from './phone-budget.ts';

/** A carrier of the process's own configuration: used while nobody configured one of its kind. */
export interface StandingCarrier {
  readonly channelId: string;
  readonly channel: OpenChannel;
}

export type StandingCarriers = Readonly<Partial<Record<ChannelKind, StandingCarrier>>>;

/** What became of a message, and which channel said so; null when none was asked. */
export type Carried = Delivery & { readonly channelId: string | null };

/** Whether a message of this kind could be carried to this destination, as settings are now. */
export type Reach = (kind: ChannelKind, destination: string) => boolean;

export interface Carriers {
  /**
   * Sends by the first carrier that takes it, within the budgets for texts and calls. Bounded by the slowest carrier;
   * never throws for what a carrier says.
   *
   * @param attempt from 1; every further one begins with the next carrier, so that one that hangs holds up nobody long.
   */
  send(tenantId: string, message: OutgoingMessage, attempt: number): Promise<Carried>;
  /** Sends by one carrier alone, for a test; `id` names a configured or a standing one. Null when there is none. */
  sendBy(tenantId: string, id: string, message: OutgoingMessage): Promise<Carried | null>;
  /** Reads and works as `send` does, and sends nothing. */
  rehearse(tenantId: string, message: OutgoingMessage): Promise<void>;
  reach(stores: Pick<Stores, 'settings'>, tenantId: string): Promise<Reach>;
  close(): Promise<void>;
}

/**
 * Another carrier is asked at once only while this much time has gone by: together with its own patience (25 s at most)
 * it has to end before the lease of the job does.
 */
const FAILOVER_WITHIN_MS = 4000;

export const standingId = (kind: ChannelKind): string => `standing-${kind}`;

export function createCarriers(deps: {
  readonly storage: Storage;
  readonly open: OpenCarriers;
  readonly standing: StandingCarriers;
  readonly budget: PhoneBudget;
  readonly phonePlan: PhonePlan;
  readonly clock: Clock;
  readonly log: Log;
}): Carriers {
  const { storage, open, standing, budget, clock } = deps;

  /** One way to send: a configured carrier, or the standing one. */
  interface Way {
    readonly channelId: string;
    readonly price: number;
    readonly send: (message: OutgoingMessage) => Promise<Delivery>;
    readonly rehearse: (message: OutgoingMessage) => Promise<void>;
  }

  function configured(tenantId: string, inForce: CarriersInForce, carrier: StoredCarrier): Way {
    return {
      channelId: carrier.channel,
      price: carrier.price,
      send: (message) => open.send(tenantId, inForce, carrier, message),
      rehearse: (message) => open.rehearse(tenantId, inForce, carrier, message),
    };
  }

  function standingWay(kind: ChannelKind): Way | null {
    const carrier = standing[kind];
    if (carrier === undefined) return null;
    return {
      channelId: carrier.channelId,
      price: 0,
      send: (message) => carrier.channel.send(message),
      rehearse: async (message) => carrier.channel.rehearse?.(message),
    };
  }

  function waysFor(tenantId: string, inForce: CarriersInForce, message: OutgoingMessage): Way[] {
    const { kind } = message;
    if (nothingConfigured(inForce, kind)) {
      const way = standingWay(kind);
      return way === null ? [] : [way];
    }
    const country = kind === 'email' ? null : deps.phonePlan.look(message.to).country;
    return carriersFor(inForce, kind, country).map((one) => configured(tenantId, inForce, one));
  }

  async function tryOne(
    tenantId: string,
    { costPerDay }: CarriersInForce,
    { channelId, price, send }: Way,
    message: OutgoingMessage,
  ): Promise<Carried> {
    const isPhone = message.kind !== 'email';
    if (isPhone && !(await budget.spend(tenantId, price, costPerDay))) {
      return { status: 'rejected', reason: 'cost-limit', fault: 'carrier', channelId };
    }
    return { ...(await send(message)), channelId };
  }

  async function firstToTake(
    tenantId: string,
    inForce: CarriersInForce,
    ways: readonly Way[],
    message: OutgoingMessage,
  ): Promise<Carried> {
    const startedAt = clock.now();
    let answer: Carried = { status: 'rejected', reason: 'no-carrier', channelId: null };
    for (const [index, way] of ways.entries()) {
      const next = await tryOne(tenantId, inForce, way, message);
      // A carrier that may take it later is worth another try, whatever the next one says.
      const keepsOld = answer.status === 'deferred' && next.status === 'rejected';
      if (!keepsOld) answer = next;
      if (!mayAskAnother(next)) return next;
      deps.log.warn({ carrier: way.channelId, reason: reasonOf(next) }, 'carrier did not take it');
      const others = index < ways.length - 1;
      if (others && clock.now() - startedAt > FAILOVER_WITHIN_MS) return later(answer);
    }
    return answer;
  }

  async function admitted(
    tenantId: string,
    inForce: CarriersInForce,
    message: OutgoingMessage,
    counted: boolean,
  ): Promise<Carried | null> {
    if (message.kind === 'email') return null;
    const refusal = await budget.admit(tenantId, inForce, message.to, counted);
    return refusal === null ? null : { status: 'rejected', reason: refusal, channelId: null };
  }

  return {
    async send(tenantId, message, attempt) {
      const inForce = await readCarriers(storage, tenantId);
      const refused = await admitted(tenantId, inForce, message, attempt === 1);
      if (refused) return refused;
      const ways = waysFor(tenantId, inForce, message);
      const first = ways.length === 0 ? 0 : (attempt - 1) % ways.length;
      const ordered = [...ways.slice(first), ...ways.slice(0, first)];
      return firstToTake(tenantId, inForce, ordered, message);
    },

    async sendBy(tenantId, id, message) {
      const inForce = await readCarriers(storage, tenantId);
      const carrier = inForce.carriers.find((one) => one.id === id);
      const way = carrier
        ? configured(tenantId, inForce, carrier)
        : id === standingId(message.kind)
          ? standingWay(message.kind)
          : null;
      if (way === null) return null;
      return (
        (await admitted(tenantId, inForce, message, true)) ??
        tryOne(tenantId, inForce, way, message)
      );
    },

    async rehearse(tenantId, message) {
      const inForce = await readCarriers(storage, tenantId);
      if (message.kind !== 'email') await budget.rehearse(tenantId, message.to);
      const [way] = waysFor(tenantId, inForce, message);
      await way?.rehearse(message);
    },

    async reach(stores, tenantId) {
      const inForce = await readCarriers(stores, tenantId);
      return (kind, destination) => {
        if (kind === 'email') return true;
        const [number = ''] = destination.split(';');
        const { country, costly } = deps.phonePlan.look(number);
        if (country === null || costly || !inForce.countries.includes(country)) return false;
        return nothingConfigured(inForce, kind)
          ? standing[kind] !== undefined
          : carriersFor(inForce, kind, country).length > 0;
      };
    },

    close: () => open.close(),
  };
}

/** A message whose answer was lost may be on its way: another carrier at once would send it twice (F55). */
function mayAskAnother(delivery: Delivery): boolean {
  if (delivery.status === 'accepted') return false;
  return delivery.status === 'deferred'
    ? delivery.mayHaveLeft !== true
    : delivery.fault === 'carrier';
}

/** There was no time to ask the others: they are asked with the next try. */
function later(answer: Carried): Carried {
  return { status: 'deferred', reason: reasonOf(answer), channelId: answer.channelId };
}

function reasonOf(delivery: Delivery): string {
  return delivery.status === 'accepted' ? 'accepted' : delivery.reason;
}
