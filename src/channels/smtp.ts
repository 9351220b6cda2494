import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { isLoopbackHost } from '../domain/loopback.ts';
import { readMailAddress } from '../domain/mail-address.ts';
import type {
  Channel,
  Delivery,
  EmailMessage,
  OpenChannel,
  OutgoingMessage,
} from '../ports/channel.ts';
import { inOnePiece } from './smtp/one-piece.ts';

const milliseconds = 1000;
const connections = 5;

/** How long the other side may take. */
export interface SmtpPatience {
  readonly connectSeconds: number;
  readonly greetingSeconds: number;
  /** For everything together; shorter than the lease of the job that sends. */
  readonly wholeSeconds: number;
}

/** §5.5 of the security defaults. */
const usualPatience: SmtpPatience = { connectSeconds: 10, greetingSeconds: 10, wholeSeconds: 25 };

export const smtpSettingsSchema = z
  .strictObject({
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535),
    /** `tls` from the first byte (port 465), `starttls` refused unless the server offers it (port 587). */
    security: z.enum(['tls', 'starttls', 'none']),
    username: z.string().min(1).max(256).nullable(),
    password: z.string().min(1).max(1024).nullable().meta({ secret: true }),
    /** PEM of a private authority to trust instead of the public ones. */
    authority: z.string().nullable(),
    from: z.string(),
    fromName: z.string().max(128),
  })
  .refine(({ security, host }) => security !== 'none' || isLoopbackHost(host), {
    path: ['security'],
    error: 'mail may leave without TLS only to this machine',
  })
  .refine(({ from }) => readMailAddress(from).ok, { path: ['from'], error: 'no mail address' })
  .refine(({ username, password }) => (username === null) === (password === null), {
    path: ['password'],
    error: 'user name and password belong together',
  });
export type SmtpSettings = z.infer<typeof smtpSettingsSchema>;

/** Needs nothing but its settings. */
export interface SmtpChannel extends Channel<SmtpSettings> {
  open(settings: SmtpSettings): Required<OpenChannel>;
}

export function createSmtp(patience: SmtpPatience): SmtpChannel {
  return {
    id: 'smtp',
    kinds: ['email'],
    settings: smtpSettingsSchema,
    defaults: {
      port: 587,
      security: 'starttls',
      username: null,
      password: null,
      authority: null,
      fromName: 'Postern',
    },
    open: (settings) => openSmtp(settings, patience),
  };
}

export const smtp = createSmtp(usualPatience);

function openSmtp(given: SmtpSettings, patience: SmtpPatience): Required<OpenChannel> {
  const settings = smtpSettingsSchema.parse(given);
  const sender = requireAddress(settings.from);
  const transport = createTransport({
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    // A message whose connection broke goes back to the outbox, which knows its deadline.
    maxRequeues: 0,
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    tls: { minVersion: 'TLSv1.2', ...(settings.authority !== null && { ca: settings.authority }) },
    ...(settings.username !== null &&
      settings.password !== null && {
        auth: { user: settings.username, pass: settings.password },
      }),
    allowInternalNetworkInterfaces: true,
    dnsTimeout: patience.connectSeconds * milliseconds,
    connectionTimeout: patience.connectSeconds * milliseconds,
    greetingTimeout: patience.greetingSeconds * milliseconds,
    socketTimeout: patience.wholeSeconds * milliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  const draft = createTransport({
    streamTransport: true,
    buffer: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  for (const one of [transport, draft]) {
    one.use('stream', ({ message }, next) => {
      message.transform(inOnePiece);
      next();
    });
  }

  const composed = (message: EmailMessage, to: string) => ({
    envelope: { from: sender, to },
    from: { name: settings.fromName, address: sender },
    to: { name: '', address: to },
    subject: message.subject,
    text: message.text,
    ...(message.html !== null && { html: message.html }),
    // The same id for every try: a mailbox that got it twice shows it once.
    messageId: `<${message.id}@${sender.slice(sender.lastIndexOf('@') + 1)}>`,
    headers: {
      // RFC 3834 §5, and the same for Exchange: no out-of-office reply comes back.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  });

  const deliver = async (message: OutgoingMessage): Promise<Delivery> => {
    if (message.kind !== 'email')
      return { status: 'rejected', reason: 'no mail', fault: 'carrier' };
    const recipient = readMailAddress(message.to);
    if (!recipient.ok) return { status: 'rejected', reason: 'no mail address' };
    // Not AbortSignal.timeout(): that one would go on running after the message has left.
    const tooLate = new AbortController();
    const timer = setTimeout(() => tooLate.abort(), patience.wholeSeconds * milliseconds);
    try {
      const { signal } = tooLate;
      await transport.sendMail({ ...composed(message, recipient.address.envelope), signal });
      return { status: 'accepted' };
    } catch (error) {
      return deliveryOf(error);
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    send: deliver,
    async rehearse(message) {
      if (message.kind !== 'email') return;
      await draft.sendMail(composed(message, sender));
    },
    async close() {
      transport.close();
    },
  };
}

function requireAddress(text: string): string {
  const read = readMailAddress(text);
  if (!read.ok) throw new Error('the sender is no mail address');
  return read.address.envelope;
}

/** Our own words for what can go wrong: what a server says may quote the address or the message. */
const reasons: Readonly<Record<string, string>> = {
  EAUTH: 'the server refused the sign-in',
  ENOAUTH: 'the server asks for a sign-in',
  EOAUTH2: 'the server refused the sign-in',
  ETLS: 'no secure connection could be made',
  EDNS: 'the server name could not be looked up',
  ETIMEDOUT: 'the server did not answer in time',
  EABORT: 'the server did not answer in time',
  ECONNECTION: 'the connection was lost',
  ESOCKET: 'the server could not be reached',
};

/** Out of order, or a sign-in missing, too weak, wrong or without encryption (RFC 5321 §4.2.3, RFC 4954 §6). */
const setUpReplies: ReadonlySet<number> = new Set([503, 530, 534, 535, 538]);

/** Only a refusal of this message or address is final; a fault of the set-up is cured and tried again. */
function deliveryOf(error: unknown): Delivery {
  const code = textOf(error, 'code');
  const response = Number(textOf(error, 'responseCode'));
  const isSetUp = code === 'EAUTH' || code === 'ENOAUTH' || code === 'ETLS' || code === 'EOAUTH2';
  if (!isSetUp && response >= 400 && response < 600) {
    const status = response >= 500 && !setUpReplies.has(response) ? 'rejected' : 'deferred';
    return { status, reason: `the server answered ${response}` };
  }
  return { status: 'deferred', reason: reasons[code] ?? 'sending failed' };
}

function textOf(error: unknown, key: string): string {
  if (typeof error !== 'object' || error === null || !(key in error)) return '';
  return String((error as Readonly<Record<string, unknown>>)[key]);
}
