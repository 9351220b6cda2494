import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SmsMessage, VoiceMessage } from '../../src/ports/channel.ts';

export type CaughtCall = SmsMessage | VoiceMessage;

export interface PhoneSink {
  /** Settings of the webhook channel that lead here. */
  readonly settings: {
    readonly url: string;
    readonly secret: string;
    readonly allowPrivateNetwork: true;
    readonly authority: null;
  };
  /** Everything that was asked to be carried, taken or not. */
  readonly asked: CaughtCall[];
  /** What was taken. */
  readonly caught: CaughtCall[];
  stop(): Promise<void>;
}

const secret = 'a secret that both sides of the webhook know';

/** A real HTTP listener on loopback that the real webhook channel sends to. `answer` may say another status than 200. */
export async function startPhoneSink(
  answer: (message: CaughtCall) => number = () => 200,
): Promise<PhoneSink> {
  const asked: CaughtCall[] = [];
  const caught: CaughtCall[] = [];

  async function take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    if (!isSigned(String(request.headers['postern-signature']), body)) return 401;
    const message = JSON.parse(body) as CaughtCall;
    asked.push(message);
    const status = answer(message);
    if (status >= 200 && status < 300) caught.push(message);
    return status;
  }

  const server = createServer((request, response) => {
    void take(request).then((status) => response.writeHead(status).end());
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      url: `http://127.0.0.1:${port}/messages`,
      secret,
      allowPrivateNetwork: true,
      authority: null,
    },
    asked,
    caught,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

function isSigned(header: string, body: string): boolean {
  const [, time = '', mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  return mac === createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
}

/** The code in a text or a call. */
export function codeOf(message: CaughtCall | undefined): string {
  if (message === undefined) throw new Error('nothing was sent to a phone');
  if (message.kind === 'voice') return message.spoken.code;
  const [code = ''] = message.text.split(' ');
  return code;
}
