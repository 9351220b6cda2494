// The SMTP channel against a real mail server: Exim, which takes, defers, refuses and stalls.
import PostalMime from 'postal-mime';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSmtp, type SmtpSettings, smtp } from '../../src/channels/smtp.ts';
import type { EmailMessage, OpenChannel } from '../../src/ports/channel.ts';
import { type Exim, type EximOptions, startExim } from '../kit/exim.ts';

const message: EmailMessage = {
  kind: 'email',
  id: 'msg_0123456789',
  to: 'Lena.Fischer+reset@contoso.example',
  subject: 'Ihr Code für Contoso',
  text: 'Code: 1234 5678',
  html: '<p>Code: <b>1234 5678</b></p>',
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function start(options?: EximOptions): Promise<Exim> {
  const exim = await startExim(options);
  closing.push(() => exim.stop());
  return exim;
}

function open(exim: Exim, over: Partial<SmtpSettings> = {}, channel = smtp): OpenChannel {
  const opened = channel.open({
    host: '127.0.0.1',
    port: exim.port,
    security: 'starttls',
    ...exim.account,
    authority: exim.authority,
    from: 'reset@contoso.example',
    fromName: 'Contoso',
    ...over,
  });
  closing.push(() => opened.close());
  return opened;
}

/** What Exim took responsibility for: it logs that before it answers 250. */
const taken = (exim: Exim) => exim.log().filter((line) => line.includes(' <= '));

/** A message is delivered by a process of its own after the 250. */
async function theOneDelivered(exim: Exim): Promise<string> {
  return vi.waitFor(
    () => {
      const delivered = exim.delivered();
      expect(delivered).toHaveLength(1);
      return delivered[0] ?? '';
    },
    { timeout: 30_000 },
  );
}

/** The commands of the one session that had some and no mail among them; logged when it has ended. */
async function theSessionWithoutMail(exim: Exim): Promise<string> {
  return vi.waitFor(
    () => {
      const lines = exim.log().filter((line) => /no MAIL in SMTP .* C=/.test(line));
      expect(lines).toHaveLength(1);
      return / C=(\S+)/.exec(lines[0] ?? '')?.[1] ?? '';
    },
    { timeout: 30_000 },
  );
}

describe('a message that the server takes', () => {
  test('lies in the mailbox, sent to exactly the stored address, encrypted and signed in', async () => {
    const exim = await start();
    expect(await open(exim).send(message)).toEqual({ status: 'accepted' });
    const raw = await theOneDelivered(exim);
    expect(raw).toMatch(/^Envelope-to: Lena\.Fischer\+reset@contoso\.example$/m);
    expect(raw).toMatch(/^Return-path: <reset@contoso\.example>$/m);
    expect(raw).toMatch(/^\s+by mail\.example\.test with esmtpsa\b/m);
    expect(taken(exim)).toEqual([
      expect.stringMatching(/ A=\w+:postern .* for Lena\.Fischer\+reset@contoso\.example$/),
    ]);
    const mail = await PostalMime.parse(raw);
    expect(mail.from).toMatchObject({ address: 'reset@contoso.example', name: 'Contoso' });
    expect(mail.to).toMatchObject([{ address: message.to }]);
    expect(mail.subject).toBe(message.subject);
    expect(mail.text?.trim()).toBe(message.text);
    expect(mail.html?.trim()).toBe(message.html);
    expect(mail.messageId).toBe('<msg_0123456789@contoso.example>');
  });
});

describe('a message that the server does not take', () => {
  test.each([
    ['busy', 450],
    ['later', 451],
  ])('yet (%s: %i) waits, and is delivered at the next try', async (name, code) => {
    const exim = await start();
    const channel = open(exim);
    const waiting = { ...message, to: `${name}@contoso.example` };
    expect(await channel.send(waiting)).toEqual({
      status: 'deferred',
      reason: `the server answered ${code}`,
    });
    expect(taken(exim)).toEqual([]);
    exim.takeLater();
    expect(await channel.send(waiting)).toEqual({ status: 'accepted' });
    expect(await theOneDelivered(exim)).toMatch(new RegExp(`^Envelope-to: ${name}@contoso`, 'm'));
    expect(taken(exim)).toHaveLength(1);
  });

  test('ever (550) is refused for good, without the server’s words, and the next one is delivered', async () => {
    const exim = await start();
    const channel = open(exim);
    expect(await channel.send({ ...message, to: 'bounce.lena@contoso.example' })).toEqual({
      status: 'rejected',
      reason: 'the server answered 550',
    });
    expect(exim.log().join('\n')).toContain('no mailbox bounce.lena@contoso.example here');
    expect(await channel.send(message)).toEqual({ status: 'accepted' });
    expect(await theOneDelivered(exim)).toContain(`Envelope-to: ${message.to}`);
    expect(taken(exim)).toHaveLength(1);
  });

  test('because it stalls means later, in bounded time, and holds nothing else up', async () => {
    const exim = await start();
    const channel = open(
      exim,
      {},
      createSmtp({ connectSeconds: 3, greetingSeconds: 3, wholeSeconds: 5 }),
    );
    const startedAt = performance.now();
    const stalled = channel.send({ ...message, to: 'stall@contoso.example' });
    const other = channel.send(message);
    expect(await stalled).toEqual({
      status: 'deferred',
      reason: 'the server did not answer in time',
    });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(exim.log().join('\n')).toContain('stalling for stall@contoso.example');
    expect(await other).toEqual({ status: 'accepted' });
    expect(await theOneDelivered(exim)).toContain(`Envelope-to: ${message.to}`);
    expect(taken(exim)).toHaveLength(1);
  });
});

describe('a sign-in', () => {
  test('that the server refuses means later, says nothing of the account, and sends nothing', async () => {
    const exim = await start();
    const password = 'Wrong-Password-1!';
    expect(await open(exim, { password }).send(message)).toEqual({
      status: 'deferred',
      reason: 'the server refused the sign-in',
    });
    expect(await theSessionWithoutMail(exim)).toBe('EHLO,STARTTLS,EHLO,AUTH');
    expect(taken(exim)).toEqual([]);
    expect(exim.log().join('\n')).not.toContain(password);
  });

  test('that the server wants and nobody set up means later, and sends nothing', async () => {
    const exim = await start();
    const channel = open(exim, { username: null, password: null });
    expect(await channel.send(message)).toEqual({
      status: 'deferred',
      reason: 'the server answered 530',
    });
    expect(exim.log().join('\n')).toContain('530 5.7.0 authentication required');
    expect(taken(exim)).toEqual([]);
  });
});

describe('a connection', () => {
  test('that cannot be encrypted carries neither the password nor the message', async () => {
    const exim = await start({ startTls: false });
    expect(await open(exim).send(message)).toEqual({
      status: 'deferred',
      reason: 'no secure connection could be made',
    });
    expect(await theSessionWithoutMail(exim)).toBe('EHLO,STARTTLS');
    expect(taken(exim)).toEqual([]);
    // This server would have taken both in clear.
    expect(await open(exim, { security: 'none' }).send(message)).toEqual({ status: 'accepted' });
    expect(await theOneDelivered(exim)).toMatch(/ with esmtpa\b/);
  });

  test('to a server whose certificate nobody known signed carries neither of them', async () => {
    const exim = await start();
    expect(await open(exim, { authority: null }).send(message)).toMatchObject({
      status: 'deferred',
    });
    expect(await theSessionWithoutMail(exim)).toBe('EHLO,STARTTLS');
    expect(taken(exim)).toEqual([]);
  });
});
