// A fake of a browser vendor's push service on loopback: it takes what RFC 8030 says, checks who sent it (RFC 8292), and
// reads the message as the browser would (RFC 8291).
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushSubscription } from '../../../src/domain/registration/device.ts';

export interface TakenPush {
  readonly path: string;
  readonly ttlSeconds: number;
  readonly urgency: string | undefined;
  readonly topic: string | undefined;
  /** What the sender says of itself, once its signature was found right. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The sender's public key, base64url. */
  readonly senderKey: string;
  readonly message: string;
}

export interface FakePushService {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly taken: readonly TakenPush[];
  /** What the next messages are answered with; 201 until then. */
  answerWith(status: number): void;
  /** What a browser hands out when it agrees to messages. */
  subscribe(): PushSubscription;
  stop(): Promise<void>;
}

export async function startFakePushService(): Promise<FakePushService> {
  const taken: TakenPush[] = [];
  const browsers = new Map<string, { readonly keys: ECDH; readonly auth: Buffer }>();
  let status = 201;
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const path = request.url ?? '';
      const browser = browsers.get(path);
      const isPlain = request.method !== 'POST' || request.headers['ttl'] === undefined;
      if (isPlain || browser === undefined) return response.writeHead(400).end();
      const { claims, senderKey } = readAuthorization(request.headers.authorization ?? '');
      if (status >= 200 && status < 300) {
        taken.push({
          path,
          ttlSeconds: Number(request.headers['ttl']),
          urgency: request.headers['urgency']?.toString(),
          topic: request.headers['topic']?.toString(),
          claims,
          senderKey,
          message: decrypt(body, browser),
        });
      }
      return response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    taken,
    answerWith(next) {
      status = next;
    },
    subscribe() {
      const keys = createECDH('prime256v1');
      keys.generateKeys();
      const auth = randomBytes(16);
      const path = `/push/${randomBytes(8).toString('hex')}`;
      browsers.set(path, { keys, auth });
      return {
        endpoint: `http://${host}${path}`,
        keys: {
          p256dh: keys.getPublicKey().toString('base64url'),
          auth: auth.toString('base64url'),
        },
      };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** `vapid t=<JWT signed with ES256>, k=<public key>` (RFC 8292 §3). */
function readAuthorization(header: string): Pick<TakenPush, 'claims' | 'senderKey'> {
  const [, token = '', senderKey = ''] =
    /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), ?k=([\w-]+)$/.exec(header) ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(senderKey, 'base64url');
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33, 65).toString('base64url'),
    },
  });
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isRight) throw new Error('the sender did not sign what it says of itself');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as TakenPush['claims'];
  return { claims, senderKey };
}

/** One record of aes128gcm (RFC 8188), with the keys of RFC 8291 §3.4. */
function decrypt(
  body: Buffer,
  { keys, auth }: { readonly keys: ECDH; readonly auth: Buffer },
): string {
  const salt = body.subarray(0, 16);
  const keyLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender]);
  const shared = Buffer.from(hkdfSync('sha256', keys.computeSecret(sender), auth, info, 32));
  const derive = (name: string, size: number) =>
    Buffer.from(hkdfSync('sha256', shared, salt, `Content-Encoding: ${name}\0`, size));
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  // A 2 marks the last record; zeros may follow it.
  return plain.subarray(0, plain.lastIndexOf(2)).toString();
}
