import { z } from 'zod';
import { smsSegments } from '../domain/sms-segments.ts';
import type { Channel, Delivery } from '../ports/channel.ts';
import { notCarried, readObject, referenceIn, unanswered, unexplained } from './http/deliveries.ts';
import { post } from './http/post.ts';

const settingsSchema = z.strictObject({
  /** Both stand on the first page of the API dashboard. */
  apiKey: z.string().regex(/^[0-9A-Za-z]{4,64}$/),
  apiSecret: z.string().min(4).max(128).meta({ secret: true }),
  /** A number of the account without its plus, or a name of up to 11 letters and digits where the country allows it. */
  from: z.string().regex(/^(?:[1-9]\d{4,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/),
});
export type VonageSmsSettings = z.infer<typeof settingsSchema>;

/** Where the vendor's API stands, and how long it may take; shorter than the lease of the job that sends. */
export interface VonageSmsSite {
  readonly origin: string;
  readonly wholeSeconds: number;
}

/** Texts by Vonage's SMS API. */
export function createVonageSms({
  origin,
  wholeSeconds,
}: VonageSmsSite): Channel<VonageSmsSettings> {
  return {
    id: 'vonage-sms',
    kinds: ['sms'],
    settings: settingsSchema,
    defaults: {},
    open(given) {
      const settings = settingsSchema.parse(given);
      return {
        async send(message) {
          if (message.kind !== 'sms') return notCarried(message.kind, ['sms']);
          const isUnicode = smsSegments(message.text).encoding === 'ucs2';
          const fields = new URLSearchParams({
            api_key: settings.apiKey,
            api_secret: settings.apiSecret,
            from: settings.from,
            to: message.to.replace(/^\+/, ''),
            text: message.text,
            type: isUnicode ? 'unicode' : 'text',
          });
          const answer = await post(
            {
              url: new URL('/sms/json', origin),
              headers: {
                'Content-Type': 'application/x-www-form-urlencoded',
                Accept: 'application/json',
              },
              body: fields.toString(),
            },
            { wholeSeconds },
          );
          if (answer.outcome !== 'answered') return unanswered(answer);
          return answer.status === 200 ? readParts(answer.body) : unexplained(answer.status);
        },
        close: () => Promise.resolve(),
      };
    },
  };
}

export const vonageSms = createVonageSms({ origin: 'https://rest.nexmo.com', wholeSeconds: 15 });

/** One entry for each part of the text; what happened to the first that did not go decides. */
function readParts(body: string): Delivery {
  const { messages } = readObject(body);
  const parts: readonly unknown[] = Array.isArray(messages) ? messages : [];
  const read = parts.map((part) => partSchema.safeParse(part));
  if (read.length === 0 || !read.every(({ success }) => success)) {
    return { status: 'deferred', reason: 'the carrier answered unreadably', mayHaveLeft: true };
  }
  const known = read.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const failed = known.find(({ status }) => status !== '0');
  return failed === undefined
    ? { status: 'accepted', ...referenceIn(known[0]?.['message-id']) }
    : explained(failed.status, failed !== known[0]);
}

const partSchema = z.object({ status: z.string(), 'message-id': z.string().optional() });

const later: Readonly<Record<string, string>> = {
  '1': 'too many at once',
  '5': 'the carrier had an internal error',
  '10': 'too many connections at once',
};
const carrierFaults: Readonly<Record<string, string>> = {
  '2': 'a field is missing',
  '4': 'credentials',
  '8': 'the account is barred',
  '9': 'the account has no credit',
  '11': 'the account may not send texts',
  '14': 'the signature is not valid',
  '15': 'the sender is not allowed',
  '29': 'a trial account reaches its own list of numbers only',
  '32': 'the request is not signed',
  '33': 'the number is not permitted for this account',
};
const messageFaults: Readonly<Record<string, string>> = {
  '3': 'the number or a field is not valid',
  '6': 'the number cannot be reached',
  '7': 'the number is barred',
  '12': 'the text is too long',
  '22': 'the network is not known',
};

/** Statuses of the SMS API. */
function explained(status: string, isPartial: boolean): Delivery {
  const again = later[status];
  if (again !== undefined) {
    const reason = `${again} (${status})`;
    return { status: 'deferred', reason, ...(isPartial && { mayHaveLeft: true }) };
  }
  const ours = carrierFaults[status];
  if (ours !== undefined) {
    return { status: 'rejected', reason: `${ours} (${status})`, fault: 'carrier' };
  }
  return {
    status: 'rejected',
    reason: `${messageFaults[status] ?? 'the carrier refused'} (${status})`,
  };
}
