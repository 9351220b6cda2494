import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { channelDeps } from '../../../test/kit/channel-deps.ts';
import { fixedVault } from '../../../test/kit/vault.ts';
import type { Channel, ChannelRegistry, Delivery } from '../../ports/channel.ts';
import type { CarriersInForce, StoredCarrier } from './carriers-document.ts';
import { secretNames } from '../settings/sealed-settings.ts';
import { openSettings, sealSettings } from './channel-secrets.ts';
import { createOpenCarriers } from './open-carriers.ts';

const settings = z.strictObject({
  host: z.string().min(1),
  name: z.string(),
  key: z.string().min(4).meta({ secret: true }),
  optional: z.string().nullable().meta({ secret: true }),
});
type Settings = z.infer<typeof settings>;

const vault = fixedVault();
const message = { kind: 'sms', id: 'msg_1', to: '+14255550100', text: 'hello' } as const;
const typed = { host: 'one.example', name: 'One', key: 'hunter22', optional: null };

/** A channel that writes down what it was opened with, and answers when it is let. */
function recorder() {
  const events: string[] = [];
  const waiting: ((delivery: Delivery) => void)[] = [];
  const channel: Channel<Settings> = {
    id: 'recorder',
    kinds: ['sms'],
    settings,
    defaults: {},
    open(given) {
      const { host, key } = settings.parse(given);
      events.push(`open ${host} ${key}`);
      return {
        send: () => new Promise((resolve) => waiting.push(resolve)),
        close: () => {
          events.push(`close ${host}`);
          return Promise.resolve();
        },
      };
    },
  };
  const channels: ChannelRegistry = new Map([['recorder', channel as never]]);
  const open = createOpenCarriers({ channels, vault, depsOf: () => channelDeps().deps });
  const registered = channels.get('recorder');
  if (!registered) throw new Error('not registered');
  return {
    events,
    open,
    channel: registered,
    letGo: () => waiting.shift()?.({ status: 'accepted' }),
  };
}

function stored(
  channel: NonNullable<ReturnType<ChannelRegistry['get']>>,
  given: Readonly<Record<string, unknown>>,
  before: StoredCarrier | null = null,
): StoredCarrier {
  const sealed = sealSettings(vault, 'tnt_1', channel, 'car_1', given, before);
  if (!sealed.ok) throw new Error(JSON.stringify(sealed.faults));
  return {
    id: 'car_1',
    channel: 'recorder',
    kind: 'sms',
    name: 'One',
    enabled: true,
    countries: [],
    price: 0,
    ...sealed.kept,
  };
}

const inForce = (version: number, ...carriers: StoredCarrier[]): CarriersInForce => ({
  version,
  carriers,
  countries: ['US'],
  costPerDay: 0,
});

describe('the connections of carriers', () => {
  test('are opened once, and stay open while something else is changed', async () => {
    const { events, open, channel, letGo } = recorder();
    const carrier = stored(channel, typed);
    for (const version of [1, 1, 2]) {
      const document = inForce(version, { ...carrier, price: version });
      const sent = open.send('tnt_1', document, { ...carrier, price: version }, message);
      await Promise.resolve();
      await new Promise(setImmediate);
      letGo();
      expect(await sent).toEqual({ status: 'accepted' });
    }
    expect(events).toEqual(['open one.example hunter22']);
  });

  test('are closed when their settings change, once what is being sent has ended', async () => {
    const { events, open, channel, letGo } = recorder();
    const old = stored(channel, typed);
    const changed = stored(channel, { ...typed, host: 'two.example', key: 'another' });
    const slow = open.send('tnt_1', inForce(1, old), old, message);
    await new Promise(setImmediate);
    const next = open.send('tnt_1', inForce(2, changed), changed, message);
    await new Promise(setImmediate);
    expect(events).toEqual(['open one.example hunter22', 'open two.example another']);
    letGo();
    await slow;
    expect(events).toContain('close one.example');
    letGo();
    await next;
    await open.close();
    expect(events.at(-1)).toBe('close two.example');
  });

  test('of one organisation have nothing to do with another’s', async () => {
    const { events, open, channel, letGo } = recorder();
    const carrier = stored(channel, typed);
    const sent = open.send('tnt_1', inForce(1, carrier), carrier, message);
    await new Promise(setImmediate);
    letGo();
    await sent;
    await expect(open.send('tnt_2', inForce(7, carrier), carrier, message)).rejects.toThrow();
    expect(events).toEqual(['open one.example hunter22']);
  });
});

describe('the secrets of a carrier', () => {
  const { channel } = recorder();

  test('are those the channel marks, and open only at their own place', () => {
    expect([...secretNames(channel)].toSorted()).toEqual(['key', 'optional']);
    const carrier = stored(channel, typed);
    expect(JSON.stringify(carrier)).not.toContain('hunter22');
    expect(openSettings(vault, 'tnt_1', carrier)).toEqual(typed);
    expect(() => openSettings(vault, 'tnt_2', carrier)).toThrow();
    expect(() => openSettings(vault, 'tnt_1', { ...carrier, id: 'car_2' })).toThrow();
  });

  test('stay when they are left out and the address stays', () => {
    const before = stored(channel, typed);
    const after = stored(channel, { host: 'one.example', name: 'Renamed' }, before);
    expect(openSettings(vault, 'tnt_1', after)).toEqual({ ...typed, name: 'Renamed' });
  });

  test('are asked for again when the address changes', () => {
    const before = stored(channel, typed);
    const moved = { host: 'evil.example', name: 'One', optional: null };
    expect(sealSettings(vault, 'tnt_1', channel, 'car_1', moved, before)).toMatchObject({
      ok: false,
      faults: [{ path: 'key', code: 'required' }],
    });
  });
});
