// A fake of Vonage's SMS API and Voice API: checks what their documents ask of a request and answers as they say.
import { createHash, createHmac, generateKeyPairSync, verify } from 'node:crypto';
import { encodeGsm7 } from '../../../src/domain/sms-segments.ts';
import { startVendorServer, type VendorAnswer, type VendorServer } from './vendor-server.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

export const fakeVonageSmsAccount = { apiKey: 'a1b2c3d4', apiSecret: 'Abcdef0123456789' };
export const fakeVonageVoiceAccount = {
  applicationId: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
  privateKey,
  signatureSecret: 'gHD76dh3kfp0sLWx92mVbQ4tRzYc1NuE',
};

/** A part of the answer of the SMS API. */
export function vonagePart(status: string, messageId = '0A0000000123ABCD1') {
  return status === '0'
    ? {
        to: '4915112345678',
        'message-id': messageId,
        status,
        'remaining-balance': '3.14159265',
        'message-price': '0.03330000',
        network: '26201',
      }
    : { status, 'error-text': `the fake says ${status}` };
}

export function vonageParts(...statuses: readonly string[]): VendorAnswer {
  const messages = statuses.map((status) => vonagePart(status));
  return { status: 200, body: { 'message-count': String(messages.length), messages } };
}

export async function startFakeVonage(now: () => number): Promise<VendorServer> {
  return startVendorServer(({ method, path, headers, body }, object) => {
    if (method === 'POST' && path === '/sms/json') {
      if (headers['content-type'] !== 'application/x-www-form-urlencoded') object('the media type');
      return sendText(new URLSearchParams(body), object);
    }
    if (method === 'POST' && path === '/v1/calls') {
      if (headers['content-type'] !== 'application/json') object('the media type');
      const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
      return isOurs(token, now())
        ? makeCall(JSON.parse(body), object)
        : problem(401, 'UNAUTHORIZED');
    }
    object(`${method} ${path}`);
    return problem(404, 'NOT_FOUND');
  });
}

function problem(status: number, title: string): VendorAnswer {
  return { status, body: { type: title, error_title: title } };
}

function sendText(fields: URLSearchParams, object: (what: string) => void): VendorAnswer {
  const { apiKey, apiSecret } = fakeVonageSmsAccount;
  const known = ['api_key', 'api_secret', 'from', 'to', 'text', 'type'];
  for (const name of fields.keys()) if (!known.includes(name)) object(`the field ${name}`);
  if (!known.every((name) => fields.get(name))) return vonageParts('2');
  if (fields.get('api_key') !== apiKey || fields.get('api_secret') !== apiSecret)
    return vonageParts('4');
  if (!/^[1-9]\d{6,14}$/.test(fields.get('to') ?? '')) return vonageParts('3');
  const isGsm = encodeGsm7(fields.get('text') ?? '') !== null;
  if (fields.get('type') !== (isGsm ? 'text' : 'unicode')) object('a type that garbles the text');
  return vonageParts('0');
}

/** RS256 by the application's key, with the claims that Vonage asks for, and for now (RFC 7515, RFC 7519). */
function isOurs(token: string, now: number): boolean {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  const signed = Buffer.from(`${header}.${payload}`);
  const isSigned = verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'));
  if (!isSigned) return false;
  const { alg } = read(header) as { alg?: string };
  const claims = read(payload) as Partial<
    Record<'application_id' | 'jti' | 'iat' | 'exp', unknown>
  >;
  const { application_id, jti, iat, exp } = claims;
  const seconds = Math.floor(now / 1000);
  return (
    alg === 'RS256' &&
    application_id === fakeVonageVoiceAccount.applicationId &&
    typeof jti === 'string' &&
    Number(iat) <= seconds &&
    Number(exp) > seconds &&
    Number(exp) - Number(iat) <= 24 * 3600
  );
}

export type Ncco = readonly Readonly<Record<string, unknown>>[];

function makeCall(
  body: Readonly<Record<string, unknown>>,
  object: (what: string) => void,
): VendorAnswer {
  const known = ['to', 'from', 'ncco', 'ringing_timer', 'length_timer'];
  for (const name of Object.keys(body)) if (!known.includes(name)) object(`the field ${name}`);
  const [to, ...others] = body['to'] as Readonly<Record<string, string>>[];
  if (others.length > 0 || to?.['type'] !== 'phone') object('the receiver');
  if (!/^[1-9]\d{6,14}$/.test(to?.['number'] ?? '')) return problem(400, 'INVALID_NUMBER');
  if (!/^[0-9*#p]*$/.test(to?.['dtmfAnswer'] ?? '')) object('dtmfAnswer');
  for (const timer of ['ringing_timer', 'length_timer'])
    if (!Number.isInteger(body[timer])) object(timer);
  playNcco(body['ncco'] as Ncco);
  const uuid = '63f61863-4a51-4f6b-86e1-46edebcf9356';
  return {
    status: 201,
    body: { uuid, status: 'started', direction: 'outbound', conversation_uuid: `CON-${uuid}` },
  };
}

export interface FakeVonageCall {
  readonly heard: readonly string[];
  /** Where a pressed key is sent; null when none is asked for. */
  readonly eventUrl: string | null;
}

/** Plays talk and input actions as a phone that is picked up hears them. */
export function playNcco(ncco: Ncco): FakeVonageCall {
  const heard: string[] = [];
  let eventUrl: string | null = null;
  for (const action of ncco) {
    if (action['action'] === 'talk') {
      if (String(action['text']).length > 1500) throw new Error('a talk is too long');
      heard.push(String(action['text']));
    } else if (action['action'] === 'input') {
      const {
        type,
        dtmf,
        eventUrl: urls,
      } = action as {
        type?: unknown;
        dtmf?: { maxDigits?: number; timeOut?: number };
        eventUrl?: readonly string[];
      };
      if (JSON.stringify(type) !== '["dtmf"]' || dtmf?.maxDigits !== 1 || Number(dtmf.timeOut) > 10)
        throw new Error('an input is not as documented');
      eventUrl = urls?.[0] ?? null;
    } else throw new Error(`no action ${String(action['action'])}`);
  }
  return { heard, eventUrl };
}

/** The request that Vonage makes of an event address once a key is pressed or none was, signed as its documents say. */
export function pressOnVonage(
  eventUrl: string,
  digits: string,
  at: number,
  over: { readonly secret?: string; readonly bodySent?: string; readonly alg?: string } = {},
): Request {
  const body = JSON.stringify({
    dtmf: { digits, timed_out: digits === '' },
    uuid: '63f61863-4a51-4f6b-86e1-46edebcf9356',
    conversation_uuid: 'CON-63f61863-4a51-4f6b-86e1-46edebcf9356',
    timestamp: new Date(at).toISOString(),
  });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iat: Math.floor(at / 1000),
    jti: '1f1e2d3c',
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: fakeVonageSmsAccount.apiKey,
    application_id: fakeVonageVoiceAccount.applicationId,
  };
  const signed = `${part({ alg: over.alg ?? 'HS256', typ: 'JWT' })}.${part(claims)}`;
  const secret = over.secret ?? fakeVonageVoiceAccount.signatureSecret;
  const signature =
    over.alg === 'none' ? '' : createHmac('sha256', secret).update(signed).digest('base64url');
  return new Request(eventUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${signed}.${signature}` },
    body: over.bodySent ?? body,
  });
}
