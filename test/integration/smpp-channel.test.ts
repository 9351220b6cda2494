// The SMPP channel against a real SMPP 3.4 server on loopback, and bare sockets where a server misbehaves.
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSmpp, type SmppSettings, smpp } from '../../src/channels/smpp.ts';
import type { OpenChannel } from '../../src/ports/channel.ts';
import { makeCertificates } from '../kit/certificates.ts';
import { aCall, aText, channelDeps } from '../kit/channel-deps.ts';
import {
  centreAccount,
  type CentreOptions,
  type MessageCentre,
  startMessageCentre,
} from '../kit/message-centre.ts';

const impatient = createSmpp({
  connectSeconds: 0.5,
  enquireSeconds: 0.1,
  firstBackOffSeconds: 0.05,
  mostBackOffSeconds: 0.2,
  wholeSeconds: 1,
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function open(over: Partial<SmppSettings> & { port: number }, deps = channelDeps()): OpenChannel {
  const channel = impatient.open(
    {
      ...centreAccount,
      host: '127.0.0.1',
      security: 'none',
      systemType: '',
      from: 'Contoso',
      authority: null,
      ...over,
    },
    deps.deps,
  );
  closing.push(() => channel.close());
  return channel;
}

async function start(options?: CentreOptions): Promise<MessageCentre> {
  const centre = await startMessageCentre(options);
  closing.push(() => centre.stop());
  return centre;
}

describe('a text', () => {
  test('is submitted to an international number and named by the centre', async () => {
    const centre = await start();
    expect(await open({ port: centre.port }).send(aText)).toEqual({
      status: 'accepted',
      reference: 'm1',
    });
    expect(centre.submitted).toEqual([
      {
        from: [5, 0, 'Contoso'],
        to: [1, 1, '4915112345678'],
        coding: 0,
        text: aText.text,
        part: null,
        wantsReceipt: true,
        reference: 'm1',
      },
    ]);
  });

  test.each([
    ['+4930123456', [1, 1, '4930123456']],
    ['80100', [3, 0, '80100']],
  ])('comes from %s', async (from, expected) => {
    const centre = await start();
    await open({ port: centre.port, from }).send(aText);
    expect(centre.submitted[0]?.from).toEqual(expected);
  });

  test('keeps signs of the GSM alphabet that are not ASCII, and those behind an escape', async () => {
    const centre = await start();
    const text = '@£ Größe {1234} ~ 5€ [Ω]';
    await open({ port: centre.port }).send({ ...aText, text });
    expect(centre.submitted).toMatchObject([{ coding: 0, text }]);
  });

  test('travels as UCS-2 when the GSM alphabet lacks a sign', async () => {
    const centre = await start();
    const text = 'رمزك هو 1234 😀';
    await open({ port: centre.port }).send({ ...aText, text });
    expect(centre.submitted).toMatchObject([{ coding: 8, text, part: null }]);
  });

  test.each([
    ['GSM', 'Grüße '.repeat(60), 0, 3],
    ['UCS-2', 'رمزك هو '.repeat(20), 8, 3],
  ])('that is long goes in numbered parts: %s', async (_name, text, coding, count) => {
    const centre = await start();
    const channel = open({ port: centre.port });
    expect(await channel.send({ ...aText, text })).toEqual({
      status: 'accepted',
      reference: `m${count}`,
    });
    await channel.send({ ...aText, text });
    const parts = centre.submitted.slice(0, count);
    expect(parts.map((one) => one.text).join('')).toBe(text);
    expect(parts.map((one) => one.coding)).toEqual(Array(count).fill(coding));
    expect(parts.map((one) => one.part?.slice(1))).toEqual([
      [count, 1],
      [count, 2],
      [count, 3],
    ]);
    expect(parts.map((one) => one.wantsReceipt)).toEqual([false, false, true]);
    const series = centre.submitted.map((one) => one.part?.[0]);
    expect(new Set(series.slice(0, count)).size).toBe(1);
    expect(series[0]).not.toBe(series[count]);
  });

  test('is sent beside others over one connection', async () => {
    const centre = await start();
    const channel = open({ port: centre.port });
    const sent = await Promise.all(Array.from({ length: 20 }, () => channel.send(aText)));
    expect(new Set(sent.map((one) => 'reference' in one && one.reference)).size).toBe(20);
    expect(centre.events.filter((event) => event === 'bound')).toHaveLength(1);
  });

  test('is all that it carries', async () => {
    const centre = await start();
    expect(await open({ port: centre.port }).send(aCall)).toMatchObject({ fault: 'carrier' });
    expect(centre.submitted).toEqual([]);
  });
});

describe('a message centre that', () => {
  test.each([
    [0x58, { status: 'deferred' }],
    [0x14, { status: 'deferred' }],
    [0x08, { status: 'deferred' }],
    [0x0b, { status: 'rejected', reason: 'the number is not valid (0x0b)' }],
    [0x0a, { status: 'rejected', fault: 'carrier' }],
    [0x103, { status: 'rejected', fault: 'carrier' }],
    [0x61, { status: 'rejected', reason: 'the message centre refused (0x61)' }],
  ])('answers with status %i decides', async (status, expected) => {
    const centre = await start({ onSubmit: () => status });
    const delivery = await open({ port: centre.port }).send(aText);
    expect(delivery).toMatchObject(expected);
    if (!('fault' in expected)) expect(delivery).not.toHaveProperty('fault');
    expect(delivery).not.toHaveProperty('mayHaveLeft');
  });

  test('takes a part and then no more may have sent something', async () => {
    const centre = await start({ onSubmit: ({ part }) => (part?.[2] === 2 ? 0x58 : 0) });
    const delivery = await open({ port: centre.port }).send({ ...aText, text: 'a'.repeat(400) });
    expect(delivery).toMatchObject({ status: 'deferred', mayHaveLeft: true });
    expect(centre.submitted).toHaveLength(2);
  });

  test.each(['silent', 'hang-up'] as const)(
    'is %s after a submission means later, in bounded time',
    async (answer) => {
      const centre = await start({ onSubmit: () => answer });
      const startedAt = performance.now();
      expect(await open({ port: centre.port }).send(aText)).toEqual({
        status: 'deferred',
        reason: 'the message centre did not answer in time',
        mayHaveLeft: true,
      });
      expect(performance.now() - startedAt).toBeLessThan(3000);
    },
  );

  test('never answers the sign-in means later, in bounded time', async () => {
    const centre = await start({ answers: { bind: false } });
    const startedAt = performance.now();
    expect(await open({ port: centre.port }).send(aText)).toEqual({
      status: 'deferred',
      reason: 'there is no connection to the message centre',
    });
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  test('refuses the sign-in is a fault of the settings', async () => {
    const centre = await start();
    const channel = open({ port: centre.port, password: 'wrong' });
    expect(await channel.send(aText)).toEqual({
      status: 'rejected',
      reason: 'credentials',
      fault: 'carrier',
    });
    expect(centre.submitted).toEqual([]);
  });

  test('is away for a while is found again', async () => {
    const first = await startMessageCentre();
    const channel = open({ port: first.port });
    expect(await channel.send(aText)).toMatchObject({ status: 'accepted' });
    await first.stop();
    await vi.waitFor(async () => {
      expect(await channel.send(aText)).toMatchObject({ status: 'deferred' });
    });
    const second = await start({ port: first.port });
    await vi.waitFor(
      async () => expect(await channel.send(aText)).toMatchObject({ status: 'accepted' }),
      { timeout: 5000 },
    );
    expect(second.submitted.length).toBeGreaterThan(0);
  });

  test('hangs up at once is not run down, and is named once', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening);
    });
    closing.push(() => new Promise((closed) => server.close(() => closed())));
    const deps = channelDeps();
    open({ port: (server.address() as AddressInfo).port }, deps);
    const startedAt = performance.now();
    await vi.waitFor(() => expect(connections).toBeGreaterThan(3), { timeout: 5000 });
    // 50, 100, 200 and from then on 200 ms lie between; a timer is late at times, and never early.
    expect(performance.now() - startedAt).toBeGreaterThan(300);
    expect(deps.lines).toEqual(['message centre away']);
  });

  test('no longer says that it is there is left and signed in to again', async () => {
    const centre = await start({ answers: { enquiries: false } });
    open({ port: centre.port });
    await vi.waitFor(
      () => expect(centre.events.filter((event) => event === 'bound').length).toBeGreaterThan(1),
      { timeout: 5000 },
    );
    expect(centre.events.slice(0, 3)).toEqual(['bound', 'enquired', 'closed']);
  });

  test('asks whether we are there is answered', async () => {
    const centre = await start();
    await open({ port: centre.port }).send(aText);
    expect(await centre.enquire()).toBe(0);
  });

  test.each([
    ['a length beyond all bounds', 'ffffffff000000000000000000000000'],
    ['what is no SMPP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n').toString('hex')],
  ])('sends %s means later', async (_name, hex) => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.write(Buffer.from(hex, 'hex'));
    });
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening);
    });
    closing.push(
      () =>
        new Promise((closed) => {
          server.close(() => closed());
          for (const socket of sockets) socket.destroy();
        }),
    );
    const { port } = server.address() as AddressInfo;
    expect(await open({ port }).send(aText)).toMatchObject({ status: 'deferred' });
  });

  test('is left with a word when the channel closes, and not come back to', async () => {
    const centre = await start();
    const channel = open({ port: centre.port });
    await channel.send(aText);
    await channel.close();
    await vi.waitFor(() => expect(centre.events.at(-1)).toBe('closed'));
    expect(centre.events).toContain('unbound');
    expect(await channel.send(aText)).toMatchObject({ status: 'deferred' });
    expect(centre.events.filter((event) => event === 'bound')).toHaveLength(1);
  });
});

describe('a delivery receipt', () => {
  const receiptText = (stat: string) =>
    `id:m1 sub:001 dlvrd:001 submit date:2611220900 done date:2611220900 stat:${stat} err:000 text:`;

  test.each([
    ['delivered', { short_message: receiptText('DELIVRD') }],
    ['failed', { short_message: receiptText('UNDELIV') }],
    ['failed', { short_message: receiptText('EXPIRED') }],
    ['delivered', { short_message: '', receipted_message_id: 'm1', message_state: 2 }],
    ['failed', { short_message: '', receipted_message_id: 'm1', message_state: 8 }],
  ])('says that a text was %s', async (status, fields) => {
    const centre = await start();
    const deps = channelDeps();
    await open({ port: centre.port }, deps).send(aText);
    expect(await centre.deliver({ esm_class: 4, ...fields })).toBe(0);
    expect(deps.receipts).toEqual([{ reference: 'm1', status }]);
  });

  test.each([
    ['is not final', { esm_class: 4, short_message: receiptText('ENROUTE') }],
    ['names no text', { esm_class: 4, short_message: 'stat:DELIVRD' }],
    ['is a text of somebody', { esm_class: 0, short_message: receiptText('DELIVRD') }],
  ])('is taken and says nothing when it %s', async (_name, fields) => {
    const centre = await start();
    const deps = channelDeps();
    await open({ port: centre.port }, deps).send(aText);
    expect(await centre.deliver(fields)).toBe(0);
    expect(deps.receipts).toEqual([]);
  });
});

describe('TLS', () => {
  const { authority, key, certificate } = makeCertificates('IP:127.0.0.1');

  test('carries a text when the centre is who it says it is', async () => {
    const centre = await start({ key, cert: certificate });
    const channel = open({ port: centre.port, security: 'tls', authority });
    expect(await channel.send(aText)).toEqual({ status: 'accepted', reference: 'm1' });
  });

  test('is refused to another authority or name', async () => {
    const other = makeCertificates('DNS:smsc.evil.example');
    const centre = await start({ key: other.key, cert: other.certificate });
    for (const trusted of [authority, other.authority]) {
      const channel = open({ port: centre.port, security: 'tls', authority: trusted });
      expect(await channel.send(aText)).toMatchObject({ status: 'deferred' });
    }
    expect([centre.events, centre.submitted]).toEqual([[], []]);
  });

  test('may be missing only to this machine', () => {
    const settings = {
      ...smpp.defaults,
      ...centreAccount,
      port: 2775,
      from: 'Contoso',
      security: 'none',
    };
    const check = (host: string) => smpp.settings.safeParse({ ...settings, host }).success;
    expect(['smsc.example.org', '192.0.2.1'].map(check)).toEqual([false, false]);
    expect(['localhost', '127.0.0.1', '::1'].map(check)).toEqual([true, true, true]);
  });
});
