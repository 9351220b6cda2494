import { createHash, createPrivateKey } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Channel, Delivery, VoiceMessage } from '../ports/channel.ts';
import type {
  SpokenCall,
  VoiceCallbackAnswer,
  VoiceCallbackRequest,
  VoiceDialect,
} from '../ports/voice-callbacks.ts';
import { notCarried, readObject, referenceIn, unanswered, unexplained } from './http/deliveries.ts';
import { escapeXml } from './http/escape-xml.ts';
import { post } from './http/post.ts';

const id = 'vonage-voice';
/** Short of what most voicemails wait for. */
const ringSeconds = 40;
/** A call costs by the minute, and nobody needs longer. */
const callSeconds = 180;
const keySeconds = 10;
const tokenSeconds = 60;
/** How far the clocks may differ, and how old a request may be (A118). */
const skewSeconds = 300;

const settingsSchema = z.strictObject({
  /** Of an application with the Voice capability. */
  applicationId: z.uuid(),
  /** PEM (PKCS #8) that was shown once when the application was made. */
  privateKey: z.string().refine(isRsaKey, 'no RSA private key').meta({ secret: true }),
  /** Of the account, under API settings; signs what Vonage asks of us. */
  signatureSecret: z.string().min(8).max(256).meta({ secret: true }),
  /** A number of the account, without its plus. */
  from: z.string().regex(/^[1-9]\d{6,14}$/),
});
export type VonageVoiceSettings = z.infer<typeof settingsSchema>;

/** Where the vendor's API stands, and how long it may take; shorter than the lease of the job that sends. */
export interface VonageVoiceSite {
  readonly origin: string;
  readonly wholeSeconds: number;
}

/** Calls by Vonage's Voice API. */
export function createVonageVoice(site: VonageVoiceSite): Channel<VonageVoiceSettings> {
  return {
    id,
    kinds: ['voice'],
    settings: settingsSchema,
    defaults: {},
    open(given, { clock, voiceCallbacks }) {
      const settings = settingsSchema.parse(given);
      const key = createPrivateKey(settings.privateKey);
      const tokenFor = (message: VoiceMessage): Promise<string> => {
        const now = Math.floor(clock.now() / 1000);
        return new SignJWT({ application_id: settings.applicationId })
          .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
          .setIssuedAt(now)
          .setExpirationTime(now + tokenSeconds)
          .setJti(`${message.id}/${clock.now()}`)
          .sign(key);
      };
      return {
        async send(message) {
          if (message.kind !== 'voice') return notCarried(message.kind, ['voice']);
          const url = await voiceCallbacks.register(id, settings.signatureSecret, message);
          const answer = await post(
            {
              url: new URL('/v1/calls', site.origin),
              headers: {
                Authorization: `Bearer ${await tokenFor(message)}`,
                'Content-Type': 'application/json',
                Accept: 'application/json',
              },
              body: JSON.stringify({
                to: [
                  {
                    type: 'phone',
                    number: message.to.replace(/^\+/, ''),
                    // A `p` waits half a second: an exchange has to answer first.
                    ...(message.extension !== null && { dtmfAnswer: `pppp${message.extension}` }),
                  },
                ],
                from: { type: 'phone', number: settings.from },
                ncco: vonageGreeting(message, url),
                ringing_timer: ringSeconds,
                length_timer: callSeconds,
              }),
            },
            { wholeSeconds: site.wholeSeconds },
          );
          if (answer.outcome !== 'answered') return unanswered(answer);
          return readAnswer(answer.status, answer.body);
        },
        close: () => Promise.resolve(),
      };
    },
  };
}

export const vonageVoice = createVonageVoice({
  origin: 'https://api.nexmo.com',
  wholeSeconds: 15,
});

/** Only the status is documented for every error; what stands in the body differs. */
function readAnswer(status: number, body: string): Delivery {
  if (status === 201) return { status: 'accepted', ...referenceIn(readObject(body)['uuid']) };
  if (status === 401) {
    return { status: 'rejected', reason: 'credentials (401)', fault: 'carrier' };
  }
  return unexplained(status);
}

/** Actions of a call (Vonage, "NCCO reference"). */
type Ncco = readonly Readonly<Record<string, unknown>>[];

/** Says who is calling and asks for a key. */
export function vonageGreeting({ locale, spoken }: SpokenCall, confirmedUrl: string): Ncco {
  return [
    { ...talk(locale, `${spoken.greeting} ${spoken.prompt}`), bargeIn: true },
    {
      action: 'input',
      type: ['dtmf'],
      dtmf: { maxDigits: 1, timeOut: keySeconds },
      eventUrl: [confirmedUrl],
      eventMethod: 'POST',
    },
  ];
}

/** Reads the code digit by digit, twice. */
export function vonageCode({ locale, spoken }: SpokenCall): Ncco {
  const once = [...spoken.code].map(escapeXml).join('<break time="1s"/>');
  const read = {
    ...talk(locale, ''),
    text: `<speak><break time="1s"/>${once}<break time="2s"/></speak>`,
  };
  return [read, read, talk(locale, spoken.goodbye)];
}

export const vonageDialect: VoiceDialect = {
  async isGenuine({ headers, body, now }, key) {
    const token = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
    if (token === undefined) return false;
    try {
      const { payload } = await jwtVerify(token, Buffer.from(key), {
        algorithms: ['HS256'],
        issuer: 'Vonage',
        currentDate: new Date(now),
        clockTolerance: skewSeconds,
      });
      const isNow = Math.abs(now / 1000 - (payload.iat ?? 0)) <= skewSeconds;
      return isNow && payload['payload_hash'] === createHash('sha256').update(body).digest('hex');
    } catch {
      return false;
    }
  },
  pressed({ body }: VoiceCallbackRequest) {
    const read = inputSchema.safeParse(readObject(body));
    return read.success ? read.data.dtmf.digits : '';
  },
  readCode: (call) => answer(vonageCode(call)),
  askAgain: (call, confirmedUrl) => answer(vonageGreeting(call, confirmedUrl)),
  hangUp: ({ locale, spoken }) => answer([talk(locale, spoken.goodbye)]),
};

const inputSchema = z.object({ dtmf: z.object({ digits: z.string() }) });

/** How Vonage names our languages; others by their own tag. */
const languages: Readonly<Record<string, string>> = { en: 'en-US', de: 'de-DE', ar: 'ar' };

function talk(locale: string, text: string) {
  return {
    action: 'talk',
    text: escapeXml(text),
    language: languages[locale.split('-')[0]?.toLowerCase() ?? ''] ?? locale,
  };
}

function answer(ncco: Ncco): VoiceCallbackAnswer {
  return { mediaType: 'application/json', body: JSON.stringify(ncco) };
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
