import { z } from 'zod';
import type { Delivery } from '../../ports/channel.ts';
import { readObject, referenceIn, unanswered, unexplained } from '../http/deliveries.ts';
import { post } from '../http/post.ts';

/** Where the vendor's API stands, and how long it may take; shorter than the lease of the job that sends. */
export interface TwilioSite {
  readonly origin: string;
  readonly wholeSeconds: number;
}

export const usualSite: TwilioSite = { origin: 'https://api.twilio.com', wholeSeconds: 15 };

/** Account SID and Auth Token stand on the first page of Twilio's console. */
export const accountFields = {
  accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/),
  authToken: z.string().min(16).max(128).meta({ secret: true }),
};

interface Account {
  readonly accountSid: string;
  readonly authToken: string;
}

/** Creates a resource of the account, such as `Messages` or `Calls`. */
export async function createResource(
  { origin, wholeSeconds }: TwilioSite,
  { accountSid, authToken }: Account,
  resource: 'Messages' | 'Calls',
  fields: Readonly<Record<string, string>>,
): Promise<Delivery> {
  const answer = await post(
    {
      url: new URL(`/2010-04-01/Accounts/${accountSid}/${resource}.json`, origin),
      headers: {
        Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: 'application/json',
      },
      body: new URLSearchParams(fields).toString(),
    },
    { wholeSeconds },
  );
  if (answer.outcome !== 'answered') return unanswered(answer);
  const { sid, code } = readObject(answer.body);
  if (answer.status === 200 || answer.status === 201)
    return { status: 'accepted', ...referenceIn(sid) };
  return (typeof code === 'number' ? explained(code) : null) ?? unexplained(answer.status);
}

const later = [10004, 14107, 20429, 21611];
/** The settings or the account stand in the way, not this number. */
const carrierFaults: Readonly<Record<number, string>> = {
  10001: 'the account is not active',
  20003: 'credentials',
  20005: 'the account is not active',
  20006: 'the account may not do this',
  21210: 'the calling number is not verified',
  21212: 'the sender is not valid',
  21213: 'the calling number is missing',
  21215: 'the account may not call this country',
  21219: 'a trial account reaches verified numbers only',
  21408: 'the account may not text this region',
  21606: 'the sender cannot send texts',
  21608: 'a trial account reaches verified numbers only',
  21659: 'the sender is no number of this account',
  21703: 'the messaging service has no sender',
};
const numberFaults: Readonly<Record<number, string>> = {
  21211: 'the number is not valid',
  21214: 'the number cannot be reached',
  21217: 'the number is not valid',
  21610: 'the number has unsubscribed',
  21612: 'the number cannot be reached by this sender',
  21614: 'the number takes no texts',
};

/** Codes of Twilio's error dictionary that say more than the HTTP status does. */
function explained(code: number): Delivery | null {
  if (later.includes(code)) return { status: 'deferred', reason: `too many at once (${code})` };
  const ours = carrierFaults[code];
  if (ours !== undefined) {
    return { status: 'rejected', reason: `${ours} (${code})`, fault: 'carrier' };
  }
  const theirs = numberFaults[code];
  return theirs === undefined ? null : { status: 'rejected', reason: `${theirs} (${code})` };
}
