import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** One mail, text or call as it arrived; `at` is ISO 8601. */
export interface CaughtMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: string;
}

/** A real mail server on loopback that keeps what it is sent instead of passing it on. */
export interface Mailbox {
  readonly port: number;
  /** Newest first. */
  messages(): readonly CaughtMessage[];
  /** Puts in what came by another way than mail; `to` is the number then. */
  keep(message: Omit<CaughtMessage, 'at'>): void;
  close(): Promise<void>;
}

const mostMessages = 500;
const largestBytes = 1024 * 1024;

export async function openMailbox(now: () => number): Promise<Mailbox> {
  const caught: CaughtMessage[] = [];

  function keep(message: Omit<CaughtMessage, 'at'>): void {
    caught.unshift({ ...message, at: new Date(now()).toISOString() });
    caught.length = Math.min(caught.length, mostMessages);
  }

  /** @returns what the sender is told went wrong, null when nothing did. */
  async function take(
    stream: AsyncIterable<Buffer>,
    recipients: readonly string[],
  ): Promise<Error | null> {
    try {
      const message = await readMessage(stream);
      for (const to of recipients) keep({ to, ...message });
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error('unreadable');
    }
  }

  const server = new SMTPServer({
    name: 'demo.postern.invalid',
    banner: 'Postern demo mailbox',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestBytes,
    logger: false,
    onData(stream, { envelope }, answer) {
      const recipients = envelope.rcptTo.map(({ address }) => address);
      void take(stream, recipients).then((fault) => answer(fault));
    },
  });
  // A client that breaks off is no fault of the mailbox.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    messages: () => caught,
    keep,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function readMessage(
  stream: AsyncIterable<Buffer>,
): Promise<Pick<CaughtMessage, 'subject' | 'text' | 'html'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const { subject, text, html } = await PostalMime.parse(Buffer.concat(chunks));
  return { subject: subject ?? '', text: text ?? '', html: html ?? '' };
}
