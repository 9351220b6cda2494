// A fake of Twilio's API of 2010-04-01: checks what its documents ask of a request and answers as they say.
import { createHmac } from 'node:crypto';
import {
  startVendorServer,
  type VendorAnswer,
  type VendorRequest,
  type VendorServer,
} from './vendor-server.ts';

export const fakeTwilioAccount = {
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  authToken: 'a3f1c5d7e9b2a4c6d8f0e1b3a5c7d9f1',
};

const e164 = /^\+[1-9]\d{6,14}$/;
/** Of those that Twilio documents, the fields that a sender of codes can have use for. */
const known: Readonly<Record<string, readonly string[]>> = {
  Messages: ['To', 'From', 'MessagingServiceSid', 'Body'],
  Calls: ['To', 'From', 'Twiml', 'SendDigits', 'Timeout', 'TimeLimit'],
};

export function twilioError(status: number, code: number): VendorAnswer {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return { status, body: { code, message: `the fake says ${code}`, more_info, status } };
}

export async function startFakeTwilio(): Promise<VendorServer> {
  return startVendorServer((request, object) => {
    const fault = faultOf(request);
    if (fault !== null) return fault;
    const [, , , sid, file = ''] = request.path.split('/');
    const resource = file.replace(/\.json$/, '');
    const fields = new URLSearchParams(request.body);
    if (request.headers['content-type'] !== 'application/x-www-form-urlencoded')
      object(`the media type ${request.headers['content-type']}`);
    for (const name of fields.keys()) {
      if (!known[resource]?.includes(name)) object(`the field ${name}`);
      if (fields.getAll(name).length > 1) object(`${name} twice`);
    }
    return resource === 'Messages'
      ? createMessage(fields, sid ?? '')
      : createCall(fields, sid ?? '', object);
  });
}

function faultOf({ method, path, headers }: VendorRequest): VendorAnswer | null {
  const { accountSid, authToken } = fakeTwilioAccount;
  const basic = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  if (headers.authorization !== `Basic ${basic}`) return twilioError(401, 20003);
  const known = ['Messages', 'Calls'].map(
    (name) => `/2010-04-01/Accounts/${accountSid}/${name}.json`,
  );
  return method === 'POST' && known.includes(path) ? null : twilioError(404, 20404);
}

function createMessage(fields: URLSearchParams, accountSid: string): VendorAnswer {
  if (!e164.test(fields.get('To') ?? '')) return twilioError(400, 21211);
  if (fields.has('From') === fields.has('MessagingServiceSid')) return twilioError(400, 21603);
  const body = fields.get('Body') ?? '';
  if (body === '') return twilioError(400, 21602);
  if (body.length > 1600) return twilioError(400, 21617);
  const sid = `SM${'0'.repeat(31)}1`;
  return {
    status: 201,
    body: { sid, account_sid: accountSid, status: 'queued', error_code: null },
  };
}

function createCall(
  fields: URLSearchParams,
  accountSid: string,
  object: (what: string) => void,
): VendorAnswer {
  if (!e164.test(fields.get('To') ?? '')) return twilioError(400, 21217);
  if (!e164.test(fields.get('From') ?? '')) return twilioError(400, 21213);
  const twiml = fields.get('Twiml') ?? '';
  if (twiml === '') return twilioError(400, 21205);
  if (twiml.length > 4000) object('TwiML beyond 4000 characters');
  if (!/^[0-9*#wW]{0,32}$/.test(fields.get('SendDigits') ?? '')) object('SendDigits');
  const seconds = Number(fields.get('Timeout') ?? '60');
  if (!(Number.isInteger(seconds) && seconds <= 600)) object('Timeout');
  const sid = `CA${'0'.repeat(31)}1`;
  return { status: 201, body: { sid, account_sid: accountSid, status: 'queued' } };
}

/** How a call goes on: what is heard until a key is asked for, and what its pressing asks of us. */
export interface FakeTwilioCall {
  readonly heard: readonly string[];
  /** Where a pressed key is sent; null when none is asked for. */
  readonly action: string | null;
}

/** Plays TwiML of Say, Pause, Gather and Hangup as a phone that is picked up hears it when nobody presses a key. */
export function playTwiml(twiml: string): FakeTwilioCall {
  const body = /^<\?xml version="1\.0" encoding="UTF-8"\?><Response>(.*)<\/Response>$/s.exec(
    twiml,
  )?.[1];
  if (body === undefined) throw new Error('no TwiML');
  const rest = body
    .replace(/<Pause length="\d+"\/>|<Hangup\/>|<\/Gather>/g, '')
    .replace(
      /<Gather input="dtmf" numDigits="1" timeout="\d+" method="POST" action="[^"<>]+">/g,
      '',
    )
    .replace(/<Say (?:voice="[\w.-]+" )?language="[\w-]+">[^<>]*<\/Say>/g, '');
  if (rest !== '') throw new Error(`no TwiML: ${rest}`);
  return {
    heard: [...body.matchAll(/<Say [^>]*>([^<]*)<\/Say>/g)].map(([, text]) => plain(text ?? '')),
    action: plain(/ action="([^"]+)"/.exec(body)?.[1] ?? '') || null,
  };
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};
function plain(text: string): string {
  if (/&(?!(?:lt|gt|quot|apos|amp);)/.test(text)) throw new Error(`no XML: ${text}`);
  return text.replace(/&\w+;/g, (entity) => entities[entity] ?? entity);
}

/** The request that Twilio makes of an action once a key is pressed, signed as its documents say. */
export function pressOnTwilio(
  action: string,
  digits: string,
  authToken: string = fakeTwilioAccount.authToken,
): Request {
  const fields = {
    AccountSid: fakeTwilioAccount.accountSid,
    CallSid: `CA${'0'.repeat(31)}1`,
    CallStatus: 'in-progress',
    Direction: 'outbound-api',
    Digits: digits,
    msg: 'Gather End',
  };
  const names = Object.keys(fields).toSorted() as (keyof typeof fields)[];
  const signed = action + names.map((name) => name + fields[name]).join('');
  return new Request(action, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'X-Twilio-Signature': createHmac('sha1', authToken).update(signed).digest('base64'),
      'User-Agent': 'TwilioProxy/1.1',
    },
    body: new URLSearchParams(fields).toString(),
  });
}
