import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { CaughtMessage } from './mailbox.ts';

const largestBytes = 64 * 1024;

/** What the webhook channel posts of a text or a call. */
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sms'), to: z.string(), text: z.string() }),
  z.object({
    kind: z.literal('voice'),
    to: z.string(),
    extension: z.string().nullable(),
    spoken: z.object({
      greeting: z.string(),
      prompt: z.string(),
      code: z.string(),
      goodbye: z.string(),
    }),
  }),
]);

/** Phones that ring nowhere: what the real webhook channel hands over is put into the demo's mailbox. */
export interface Telephone {
  readonly url: string;
  /** What both sides sign with. */
  readonly secret: string;
  close(): Promise<void>;
}

export async function openTelephone(
  keep: (message: Omit<CaughtMessage, 'at'>) => void,
): Promise<Telephone> {
  const secret = randomBytes(32).toString('base64url');

  async function take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > largestBytes) return 413;
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString('utf8');
    if (!isSigned(secret, String(request.headers['postern-signature']), body)) return 401;
    const read = messageSchema.safeParse(JSON.parse(body));
    if (!read.success) return 422;
    keep(asMessage(read.data));
    return 200;
  }

  const server = createServer((request, response) => {
    take(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    secret,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isSigned(secret: string, header: string, body: string): boolean {
  const [, time = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const right = createHmac('sha256', secret).update(`${time}.${body}`).digest();
  const claimed = Buffer.from(given, 'hex');
  return claimed.length === right.length && timingSafeEqual(claimed, right);
}

function asMessage(message: z.infer<typeof messageSchema>): Omit<CaughtMessage, 'at'> {
  const { to } = message;
  if (message.kind === 'sms') return { to, subject: 'Text message', text: message.text, html: '' };
  const { extension, spoken } = message;
  const lines = [
    ...(extension === null ? [] : [`(extension ${extension})`]),
    spoken.greeting,
    spoken.prompt,
    '(key 1)',
    spoken.code,
    spoken.code,
    spoken.goodbye,
  ];
  return { to, subject: 'Call', text: lines.join('\n'), html: '' };
}
