// The SMTP channel against real listeners on loopback: smtp-server for a well-behaved one, bare
// sockets for those that stall or hang up.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createSmtp, type SmtpSettings, smtp } from '../../src/channels/smtp.ts';
import type { EmailMessage, OpenChannel } from '../../src/ports/channel.ts';
import { makeCertificates } from '../kit/certificates.ts';
import { mailOnThread, runningThread } from '../kit/mail-on-thread.ts';

const impatient = createSmtp({ connectSeconds: 0.5, greetingSeconds: 0.5, wholeSeconds: 1.5 });
const message: EmailMessage = {
  kind: 'email',
  id: 'msg_0123456789',
  to: 'lena.fischer@contoso.example',
  subject: 'Ihr Code für Contoso',
  text: 'Code: 1234 5678',
  html: '<p>Code: <b>1234 5678</b></p>',
};

const thread = runningThread();
const onThread = mailOnThread(thread);
let usual = smtp;

/** What is so whichever thread a mail leaves by. */
function describeOnBoth(name: string, tests: () => void): void {
  describe.each([
    ['here', smtp],
    ['on the other thread', onThread],
  ])(`${name}, %s`, (_where, channel) => {
    beforeAll(() => {
      usual = channel;
    });
    tests();
  });
}

const closing: (() => Promise<void>)[] = [];
afterAll(() => thread.close());
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function open(
  settings: Partial<SmtpSettings> & { port: number },
  channel = usual,
): Required<OpenChannel> {
  const opened = channel.open({
    host: '127.0.0.1',
    security: 'none',
    username: null,
    password: null,
    authority: null,
    from: 'reset@contoso.example',
    fromName: 'Contoso',
    ...settings,
  });
  closing.push(() => opened.close());
  return opened;
}

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string | undefined;
}

async function listen(
  options: SMTPServerOptions = {},
): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    ...options,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          secure: session.secure,
          user: session.user,
        });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', () => listening());
  });
  closing.push(() => new Promise((closed) => server.close(() => closed())));
  return { port: (server.server.address() as AddressInfo).port, received };
}

/** A server that says what the script tells it to, or nothing. */
async function listenBare(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((closed) => server.close(() => closed()));
  });
  return (server.address() as AddressInfo).port;
}

const refusing = (code: number, text = 'no') =>
  Object.assign(new Error(text), { responseCode: code });

describeOnBoth('a message', () => {
  test('arrives with exactly the stored address in envelope and header, and nothing remote', async () => {
    const { port, received } = await listen();
    expect(await open({ port }).send(message)).toEqual({ status: 'accepted' });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ from: 'reset@contoso.example', to: [message.to] });
    const mail = await PostalMime.parse(received[0]?.raw ?? '');
    expect(mail.from).toMatchObject({ address: 'reset@contoso.example', name: 'Contoso' });
    expect(mail.to).toMatchObject([{ address: message.to }]);
    expect(mail.cc ?? []).toEqual([]);
    expect(mail.subject).toBe(message.subject);
    expect(mail.text?.trim()).toBe(message.text);
    expect(mail.html?.trim()).toBe(message.html);
    expect(mail.attachments).toEqual([]);
  });

  test('says that a machine sent it, when, and which one it is however often it is tried', async () => {
    const { port, received } = await listen();
    const channel = open({ port });
    await channel.send(message);
    await channel.send(message);
    for (const { raw } of received) {
      expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/im);
      expect(raw).toMatch(/^X-Auto-Response-Suppress: All\r$/im);
      expect(raw).toMatch(/^Date: .+\r$/im);
      expect(raw).toMatch(/^Message-ID: <msg_0123456789@contoso\.example>\r$/im);
      expect(raw).not.toMatch(/nodemailer/i);
    }
    expect(received).toHaveLength(2);
  });

  test('goes to the ASCII form of an international domain', async () => {
    const said: string[] = [];
    const port = await listenBare((socket) => {
      stallAfterData(socket);
      socket.on('data', (chunk) => said.push(chunk.toString()));
    });
    await open({ port }, impatient).send({ ...message, to: 'lena@bücher.example' });
    expect(said).toContain('RCPT TO:<lena@xn--bcher-kva.example>\r\n');
  });

  test.each([
    'lena@contoso.example, eve@evil.example',
    'lena@contoso.example\r\nRCPT TO:<eve@evil.example>',
    '"lena@contoso.example eve"@evil.example',
    'lena@contoso.example＠evil.example',
    'Lena <lena@contoso.example>',
    '',
  ])('never leaves for what is no address of ours: %j', async (to) => {
    const { port, received } = await listen();
    expect(await open({ port }).send({ ...message, to })).toEqual({
      status: 'rejected',
      reason: 'no mail address',
    });
    expect(received).toEqual([]);
  });

  test('cannot gain a header by a line break in its subject or sender name (A087)', async () => {
    const { port, received } = await listen();
    await open({ port, fromName: 'Contoso\r\nBcc: eve@evil.example' }).send({
      ...message,
      subject: 'Hello\r\nBcc: eve@evil.example\r\n\r\nbody',
    });
    expect(received[0]?.to).toEqual([message.to]);
    expect(received[0]?.raw).not.toMatch(/^Bcc:/im);
  });

  test('cannot read a file or fetch an address', async () => {
    const { port, received } = await listen();
    const html = '<img src="file:///etc/hostname"><img src="http://127.0.0.1/x">';
    await open({ port }).send({ ...message, html });
    const mail = await PostalMime.parse(received[0]?.raw ?? '');
    expect(mail.html?.trim()).toBe(html);
    expect(mail.attachments).toEqual([]);
  });

  test('is rehearsed without a connection, whoever it is to', async () => {
    let connections = 0;
    const { port, received } = await listen({
      onConnect(_session, done) {
        connections += 1;
        done();
      },
    });
    const channel = open({ port });
    await channel.rehearse(message);
    await channel.rehearse({ ...message, to: 'no address at all' });
    expect([connections, received]).toEqual([0, []]);
  });

  test('is sent beside others over few connections', async () => {
    let connections = 0;
    const { port, received } = await listen({
      onConnect(_session, done) {
        connections += 1;
        done();
      },
    });
    const channel = open({ port });
    const sent = await Promise.all(
      Array.from({ length: 60 }, (_value, index) =>
        channel.send({ ...message, id: `msg_${index}` }),
      ),
    );
    expect(sent.every(({ status }) => status === 'accepted')).toBe(true);
    expect(received).toHaveLength(60);
    expect(connections).toBeLessThanOrEqual(5);
  });
});

describeOnBoth('what a server answers', () => {
  test.each([421, 450, 451, 452])('%i means later', async (code) => {
    const { port } = await listen({ onRcptTo: (_to, _session, done) => done(refusing(code)) });
    expect(await open({ port }).send(message)).toEqual({
      status: 'deferred',
      reason: `the server answered ${code}`,
    });
  });

  test.each([550, 552, 553, 554])('%i means never', async (code) => {
    const { port } = await listen({ onRcptTo: (_to, _session, done) => done(refusing(code)) });
    expect(await open({ port }).send(message)).toEqual({
      status: 'rejected',
      reason: `the server answered ${code}`,
    });
  });

  test('a refused sender counts as the message’s fate too', async () => {
    const { port } = await listen({ onMailFrom: (_from, _session, done) => done(refusing(451)) });
    expect(await open({ port }).send(message)).toMatchObject({ status: 'deferred' });
  });

  test('is never repeated in a reason: it may quote the address or the code', async () => {
    const { port } = await listen({
      onRcptTo: ({ address }, _session, done) =>
        done(refusing(550, `unknown ${address} 1234 5678`)),
    });
    const delivery = await open({ port }).send(message);
    expect(JSON.stringify(delivery)).not.toContain('lena');
    expect(JSON.stringify(delivery)).not.toContain('1234');
  });

  test('a message after a refused one is delivered', async () => {
    const { port, received } = await listen({
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith('gone') ? refusing(550) : null),
    });
    const channel = open({ port });
    await channel.send({ ...message, to: 'gone@contoso.example' });
    expect(await channel.send(message)).toEqual({ status: 'accepted' });
    expect(received).toHaveLength(1);
  });
});

describe('a server that', () => {
  test('is not there means later', async () => {
    const port = await listenBare(() => undefined);
    await closing.pop()?.();
    expect(await open({ port }).send(message)).toEqual({
      status: 'deferred',
      reason: 'the server could not be reached',
    });
  });

  test.each<[string, (socket: Socket) => void]>([
    ['never greets', () => undefined],
    ['greets and then says nothing', (socket) => socket.write('220 ready\r\n')],
    ['stalls after the message', stallAfterData],
    ['answers one byte at a time', drip],
  ])('%s means later, in bounded time', async (_what, behave) => {
    const port = await listenBare(behave);
    const startedAt = performance.now();
    expect(await open({ port }, impatient).send(message)).toEqual({
      status: 'deferred',
      reason: 'the server did not answer in time',
    });
    expect(performance.now() - startedAt).toBeLessThan(4000);
  });

  test.each<[string, (socket: Socket) => void]>([
    ['hangs up at once', (socket) => socket.destroy()],
    ['hangs up after greeting', (socket) => void socket.end('220 ready\r\n')],
    [
      'resets in the middle',
      (socket) => void socket.write('220 ready\r\n', () => socket.resetAndDestroy()),
    ],
  ])('%s means later', async (_what, behave) => {
    const port = await listenBare(behave);
    expect(await open({ port }, impatient).send(message)).toMatchObject({ status: 'deferred' });
  });
});

function stallAfterData(socket: Socket): void {
  socket.write('220 ready\r\n');
  socket.on('data', (chunk) => {
    const text = chunk.toString();
    if (/^(EHLO|MAIL|RCPT)/.test(text)) socket.write('250 ok\r\n');
    else if (text.startsWith('DATA')) socket.write('354 go on\r\n');
  });
}

function drip(socket: Socket): void {
  socket.write('220');
  const timer = setInterval(() => socket.write('-x\r\n220'), 100);
  socket.on('close', () => clearInterval(timer));
}

describeOnBoth('a secured connection', () => {
  const { authority, key, certificate } = makeCertificates('IP:127.0.0.1,DNS:localhost');
  const withTls: SMTPServerOptions = { key, cert: certificate, disabledCommands: ['AUTH'] };

  test('is made by STARTTLS, and the message goes through it', async () => {
    const { port, received } = await listen(withTls);
    const channel = open({ port, security: 'starttls', authority });
    expect(await channel.send(message)).toEqual({ status: 'accepted' });
    expect(received[0]?.secure).toBe(true);
  });

  test('is made by TLS from the first byte', async () => {
    const { port, received } = await listen({ ...withTls, secure: true });
    const channel = open({ port, security: 'tls', authority });
    expect(await channel.send(message)).toEqual({ status: 'accepted' });
    expect(received[0]?.secure).toBe(true);
  });

  test('is not given up when a server, or somebody in between, hides STARTTLS', async () => {
    const { port, received } = await listen();
    expect(await open({ port, security: 'starttls', authority }).send(message)).toEqual({
      status: 'deferred',
      reason: 'no secure connection could be made',
    });
    expect(received).toEqual([]);
  });

  test('is refused with a certificate that nobody known signed', async () => {
    const { port, received } = await listen(withTls);
    const delivery = await open({ port, security: 'starttls' }).send(message);
    expect(delivery).toMatchObject({ status: 'deferred' });
    expect(received).toEqual([]);
  });

  test('is refused with a certificate for another name', async () => {
    const other = makeCertificates('DNS:mail.evil.example');
    const { port, received } = await listen({
      ...withTls,
      key: other.key,
      cert: other.certificate,
    });
    const delivery = await open({
      port,
      security: 'starttls',
      authority: other.authority,
    }).send(message);
    expect(delivery).toMatchObject({ status: 'deferred' });
    expect(received).toEqual([]);
  });

  test('carries a sign-in; a refused one means later and is not quoted', async () => {
    const { port, received } = await listen({
      ...withTls,
      disabledCommands: [],
      onAuth({ username, password }, _session, done) {
        if (username === 'postern' && password === 'right') done(null, { user: username });
        else done(new Error('invalid credentials for postern'));
      },
    });
    const account = { port, security: 'starttls', authority, username: 'postern' } as const;
    expect(await open({ ...account, password: 'right' }).send(message)).toEqual({
      status: 'accepted',
    });
    expect(received[0]?.user).toBe('postern');
    expect(await open({ ...account, password: 'wrong' }).send(message)).toEqual({
      status: 'deferred',
      reason: 'the server refused the sign-in',
    });
  });

  test('may be missing only to this machine', () => {
    for (const host of ['mail.example.org', '192.0.2.1', '127.0.0.1.evil.example', '0.0.0.0']) {
      expect(() => open({ host, port: 25, security: 'none' })).toThrow(/without TLS/);
    }
    for (const host of ['127.0.0.1', 'localhost', '::1']) {
      expect(() => open({ host, port: 25, security: 'none' })).not.toThrow();
    }
  });
});
