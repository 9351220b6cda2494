import type {
  ChannelDeps,
  ChannelRegistry,
  Delivery,
  OpenChannel,
  OutgoingMessage,
} from '../../ports/channel.ts';
import type { Vault } from '../../ports/vault.ts';
import type { CarriersInForce, StoredCarrier } from './carriers-document.ts';
import { openSettings } from './channel-secrets.ts';

/** Configured carriers with their connections: opened when one is needed, closed when its settings change. */
export interface OpenCarriers {
  send(
    tenantId: string,
    inForce: CarriersInForce,
    carrier: StoredCarrier,
    message: OutgoingMessage,
  ): Promise<Delivery>;
  rehearse(
    tenantId: string,
    inForce: CarriersInForce,
    carrier: StoredCarrier,
    message: OutgoingMessage,
  ): Promise<void>;
  close(): Promise<void>;
}

interface Opened {
  readonly tenantId: string;
  /** The settings it was opened with, sealed as they are kept. */
  readonly settings: string;
  readonly channel: OpenChannel;
  inUse: number;
  retired: boolean;
}

export function createOpenCarriers(deps: {
  readonly channels: ChannelRegistry;
  readonly vault: Vault;
  readonly depsOf: (tenantId: string) => ChannelDeps;
}): OpenCarriers {
  const opened = new Map<string, Opened>();
  const seenVersions = new Map<string, number>();

  const keyOf = (tenantId: string, { id }: StoredCarrier) => `${tenantId}/${id}`;
  const settingsOf = ({ channel, settings, secrets }: StoredCarrier) =>
    JSON.stringify([channel, settings, secrets]);

  /** What sends at this moment ends it first; nothing more is begun with it. */
  async function retire(key: string, one: Opened): Promise<void> {
    opened.delete(key);
    one.retired = true;
    if (one.inUse === 0) await one.channel.close();
  }

  async function retireChanged(tenantId: string, inForce: CarriersInForce): Promise<void> {
    if (seenVersions.get(tenantId) === inForce.version) return;
    seenVersions.set(tenantId, inForce.version);
    const kept = new Map(
      inForce.carriers
        .filter(({ enabled }) => enabled)
        .map((one) => [keyOf(tenantId, one), settingsOf(one)]),
    );
    const changed = [...opened].filter(
      ([key, one]) => one.tenantId === tenantId && kept.get(key) !== one.settings,
    );
    await Promise.all(changed.map(([key, one]) => retire(key, one)));
  }

  function openNow(tenantId: string, carrier: StoredCarrier): Opened {
    const key = keyOf(tenantId, carrier);
    const known = opened.get(key);
    if (known) return known;
    const channel = deps.channels.get(carrier.channel);
    if (!channel) throw new Error(`there is no channel ${carrier.channel}`);
    const one: Opened = {
      tenantId,
      settings: settingsOf(carrier),
      channel: channel.open(openSettings(deps.vault, tenantId, carrier), deps.depsOf(tenantId)),
      inUse: 0,
      retired: false,
    };
    opened.set(key, one);
    return one;
  }

  async function using<T>(
    tenantId: string,
    inForce: CarriersInForce,
    carrier: StoredCarrier,
    work: (channel: OpenChannel) => Promise<T>,
  ): Promise<T> {
    await retireChanged(tenantId, inForce);
    const one = openNow(tenantId, carrier);
    one.inUse += 1;
    try {
      return await work(one.channel);
    } finally {
      one.inUse -= 1;
      if (one.retired && one.inUse === 0) await one.channel.close();
    }
  }

  return {
    send: (tenantId, inForce, carrier, message) =>
      using(tenantId, inForce, carrier, (channel) => channel.send(message)),
    rehearse: (tenantId, inForce, carrier, message) =>
      using(tenantId, inForce, carrier, async (channel) => channel.rehearse?.(message)),
    async close() {
      await Promise.all([...opened].map(([key, one]) => retire(key, one)));
    },
  };
}
