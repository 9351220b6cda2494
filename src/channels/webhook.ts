import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { isLoopbackHost } from '../domain/loopback.ts';
import type { Channel } from '../ports/channel.ts';
import { unanswered, unexplained } from './http/deliveries.ts';
import { post, type Resolve } from './http/post.ts';
import { isNeverReachable, isPublicAddress } from './http/reachable.ts';

const settingsSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .refine(isSafe, {
      error: 'https, unless it is this machine, and without a password in it',
    }),
  /** Both sides know it; see docs/operate/carriers.md for how to check a signature. */
  secret: z.string().min(32).max(256).meta({ secret: true }),
  /** Whether the address may be one of a private network, or of this machine. */
  allowPrivateNetwork: z.boolean(),
  /** PEM of a private authority to trust instead of the public ones. */
  authority: z.string().nullable(),
});
export type WebhookSettings = z.infer<typeof settingsSchema>;

export interface WebhookBounds {
  readonly wholeSeconds: number;
  /** Looks up a name; the system's resolver unless given. */
  readonly resolve?: Resolve;
}

/** Hands messages to a program of the organisation's own, which has them carried. */
export function createWebhook({ wholeSeconds, resolve }: WebhookBounds): Channel<WebhookSettings> {
  return {
    id: 'webhook',
    kinds: ['email', 'sms', 'voice'],
    settings: settingsSchema,
    defaults: { allowPrivateNetwork: false, authority: null },
    open(given, { clock }) {
      const { url, secret, allowPrivateNetwork, authority } = settingsSchema.parse(given);
      return {
        async send(message) {
          const body = JSON.stringify(message);
          const answer = await post(
            {
              url: new URL(url),
              headers: {
                'Content-Type': 'application/json',
                'User-Agent': 'Postern',
                'Idempotency-Key': message.id,
                'Postern-Signature': webhookSignature(secret, clock.now(), body),
              },
              body,
            },
            {
              wholeSeconds,
              mayReach: allowPrivateNetwork
                ? (address) => !isNeverReachable(address)
                : isPublicAddress,
              ...(resolve !== undefined && { resolve }),
              ...(authority !== null && { authority }),
            },
          );
          if (answer.outcome !== 'answered') return unanswered(answer);
          const { status } = answer;
          return status >= 200 && status < 300 ? { status: 'accepted' } : unexplained(status);
        },
        close: () => Promise.resolve(),
      };
    },
  };
}

export const webhook = createWebhook({ wholeSeconds: 10 });

/** `t=<epoch seconds>,v1=<hex of HMAC-SHA-256 over "t.body">`: the time is signed, so that an old one can be refused. */
export function webhookSignature(secret: string, now: number, body: string): string {
  const t = Math.floor(now / 1000);
  const mac = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
  return `t=${t},v1=${mac}`;
}

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return username === '' && password === '' && (protocol === 'https:' || isLoopbackHost(hostname));
}
