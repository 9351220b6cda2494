// Whoever may set a webhook's address shall not make this machine ask its own network: neither by address, nor by a
// name that means one, nor by a name that means another thing the second time.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhook } from '../../src/channels/webhook.ts';
import type { Delivery } from '../../src/ports/channel.ts';
import { aText, channelDeps } from '../kit/channel-deps.ts';

const secret = 'a secret of more than thirty-two letters';
const refused: Delivery = {
  status: 'rejected',
  reason: 'the address of the carrier is not allowed',
  fault: 'carrier',
};

let asked = 0;
const server = createServer((_incoming, outgoing) => {
  asked += 1;
  outgoing.end();
});
beforeAll(
  () =>
    new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening);
    }),
);
afterAll(() => new Promise((closed) => server.close(closed)));
const port = () => (server.address() as AddressInfo).port;

async function send(
  url: string,
  {
    means = [],
    allowPrivateNetwork = false,
  }: { means?: string[][]; allowPrivateNetwork?: boolean } = {},
): Promise<Delivery> {
  let lookups = 0;
  const channel = createWebhook({
    wholeSeconds: 1,
    resolve: () => {
      const found = means[Math.min(lookups, means.length - 1)] ?? [];
      lookups += 1;
      return Promise.resolve(
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    },
  });
  const settings = { url, secret, allowPrivateNetwork, authority: null };
  return channel.open(settings, channelDeps().deps).send(aText);
}

describe('A100: a webhook that points inwards', () => {
  it.each([
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
    'https://192.168.0.1/',
    'https://172.16.0.1/',
    'https://100.100.100.200/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://１２７.0.0.1/',
    'http://127.0.0.1/',
  ])('is refused by its address: %s', async (url) => {
    expect(await send(url)).toEqual(refused);
  });

  it.each([
    [['127.0.0.1']],
    [['10.1.2.3']],
    [['169.254.169.254']],
    [['::1']],
    [['::ffff:10.0.0.1']],
    [['64:ff9b::a00:1']],
    [['93.184.215.14', '127.0.0.1']],
  ])('is refused by what its name means: %s', async (means) => {
    expect(await send('https://hook.attacker.example/', { means: [means] })).toEqual(refused);
  });

  it('is refused by name on this machine as well', async () => {
    const means = [['127.0.0.1']];
    expect(await send(`http://localhost:${port()}/`, { means })).toEqual(refused);
    expect(asked).toBe(0);
  });

  it('connects to what was checked when the name changes its meaning', async () => {
    // The first answer may be reached and is nobody; the second is a server that would answer.
    const means = [['127.0.0.2'], ['127.0.0.1']];
    const delivery = await send(`http://localhost:${port()}/`, {
      means,
      allowPrivateNetwork: true,
    });
    expect(delivery).toMatchObject({ status: 'deferred' });
    expect(asked).toBe(0);
  });

  it('never reaches what gives out a cloud machine’s own credentials, whatever is allowed', async () => {
    for (const [url, means] of [
      ['https://169.254.169.254/', []],
      ['https://metadata.example/', [['169.254.169.254']]],
      ['https://metadata.example/', [['fe80::a9fe:a9fe']]],
    ] as const) {
      const allowed = { means: means.map((one) => [...one]), allowPrivateNetwork: true };
      expect(await send(url, allowed)).toEqual(refused);
    }
  });

  it('reaches a private network when that is allowed', async () => {
    const allowed = { means: [['127.0.0.1']], allowPrivateNetwork: true };
    expect(await send(`http://localhost:${port()}/`, allowed)).toEqual({ status: 'accepted' });
    expect(asked).toBe(1);
  });
});
