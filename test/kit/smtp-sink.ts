import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface CaughtMail {
  /** Exactly as the envelope named it. */
  readonly to: string;
  readonly raw: string;
}

export interface SmtpSink {
  readonly port: number;
  readonly caught: CaughtMail[];
  /** Calls back for every mail from now on, the moment it was taken. */
  onMail(listener: (mail: CaughtMail) => void): void;
  stop(): Promise<void>;
}

/** A real SMTP listener on loopback that keeps what it is sent. `answer` may refuse a recipient with a code. */
export async function startSmtpSink(answer?: (to: string) => number | null): Promise<SmtpSink> {
  const caught: CaughtMail[] = [];
  const listeners: ((mail: CaughtMail) => void)[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      const code = answer?.(address) ?? null;
      done(
        code === null
          ? null
          : Object.assign(new Error('refused by the test'), { responseCode: code }),
      );
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        for (const { address } of session.envelope.rcptTo) {
          const mail = { to: address, raw };
          caught.push(mail);
          for (const listener of listeners) listener(mail);
        }
        done();
      });
    },
  });
  // A client that dies in the middle of a message is what some tests are about; nothing of it was taken.
  server.on('error', () => undefined);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    caught,
    onMail: (listener) => listeners.push(listener),
    stop: () =>
      new Promise((stopped) => {
        server.close(stopped);
      }),
  };
}

/** The code in a caught mail's text: the only run of 6 to 12 digits on a line of its own; null when there is none. */
export function findCode(mail: CaughtMail): string | null {
  const text = /\r?\n\r?\n([\s\S]*)$/.exec(mail.raw)?.[1] ?? '';
  return /^\s*(\d{6,12})\s*$/m.exec(text)?.[1] ?? null;
}

export function codeIn(mail: CaughtMail): string {
  const code = findCode(mail);
  if (code === null) throw new Error(`no code in a mail to ${mail.to}`);
  return code;
}
