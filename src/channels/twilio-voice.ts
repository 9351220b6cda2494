import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Channel } from '../ports/channel.ts';
import type {
  SpokenCall,
  VoiceCallbackAnswer,
  VoiceCallbackRequest,
  VoiceDialect,
} from '../ports/voice-callbacks.ts';
import { notCarried } from './http/deliveries.ts';
import { escapeXml } from './http/escape-xml.ts';
import { accountFields, createResource, type TwilioSite, usualSite } from './twilio/account.ts';

const id = 'twilio-voice';
/** Short of what most voicemails wait for. */
const ringSeconds = '40';
/** A call costs by the minute, and nobody needs longer. */
const callSeconds = '180';
const keySeconds = 8;
/** Twilio takes no longer document in a request. */
const mostTwiml = 4000;

const settingsSchema = z.strictObject({
  ...accountFields,
  /** A number of the account, or a verified caller id, in E.164. */
  from: z.string().regex(/^\+[1-9]\d{6,14}$/),
});
export type TwilioVoiceSettings = z.infer<typeof settingsSchema>;

/** Calls by Twilio's Programmable Voice. */
export function createTwilioVoice(site: TwilioSite): Channel<TwilioVoiceSettings> {
  return {
    id,
    kinds: ['voice'],
    settings: settingsSchema,
    defaults: {},
    open(given, { voiceCallbacks }) {
      const settings = settingsSchema.parse(given);
      return {
        async send(message) {
          if (message.kind !== 'voice') return notCarried(message.kind, ['voice']);
          const confirmedUrl = await voiceCallbacks.register(id, settings.authToken, message);
          const twiml = twilioGreeting(message, confirmedUrl);
          if (twiml.length > mostTwiml)
            return { status: 'rejected', reason: 'the greeting is too long' };
          return createResource(site, settings, 'Calls', {
            To: message.to,
            From: settings.from,
            Twiml: twiml,
            Timeout: ringSeconds,
            TimeLimit: callSeconds,
            // A `w` waits half a second: an exchange has to answer first.
            ...(message.extension !== null && { SendDigits: `wwww${message.extension}` }),
          });
        },
        close: () => Promise.resolve(),
      };
    },
  };
}

export const twilioVoice = createTwilioVoice(usualSite);

/** Says who is calling and asks for a key, twice. Whoever presses none, such as a voicemail, hears nothing more. */
export function twilioGreeting({ locale, spoken }: SpokenCall, confirmedUrl: string): string {
  const ask = (text: string): string =>
    `<Gather input="dtmf" numDigits="1" timeout="${keySeconds}" method="POST" action="${escapeXml(confirmedUrl)}">` +
    `${say(locale, text)}</Gather>`;
  return twiml([
    ask(`${spoken.greeting} ${spoken.prompt}`),
    ask(spoken.prompt),
    say(locale, spoken.goodbye),
    '<Hangup/>',
  ]);
}

/** Reads the code digit by digit, twice. */
export function twilioCode({ locale, spoken }: SpokenCall): string {
  const once = [...spoken.code].map((digit) => say(locale, digit)).join('<Pause length="1"/>');
  return twiml([
    '<Pause length="1"/>',
    once,
    '<Pause length="3"/>',
    once,
    '<Pause length="1"/>',
    say(locale, spoken.goodbye),
    '<Hangup/>',
  ]);
}

export const twilioDialect: VoiceDialect = {
  isGenuine({ url, headers, body }, key) {
    const expected = Buffer.from(twilioSignature(url, new URLSearchParams(body), key));
    const given = Buffer.from(headers.get('x-twilio-signature') ?? '');
    return Promise.resolve(given.length === expected.length && timingSafeEqual(given, expected));
  },
  pressed: ({ body }: VoiceCallbackRequest) => new URLSearchParams(body).get('Digits') ?? '',
  readCode: (call) => answer(twilioCode(call)),
  askAgain: (call, confirmedUrl) => answer(twilioGreeting(call, confirmedUrl)),
  hangUp: ({ locale, spoken }) => answer(twiml([say(locale, spoken.goodbye), '<Hangup/>'])),
};

/** The address, then every field by name and value in the order of the names (Twilio, "Validating requests"). */
export function twilioSignature(url: string, fields: URLSearchParams, authToken: string): string {
  const sorted = [...fields].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return createHmac('sha1', authToken)
    .update(url + sorted.flat().join(''))
    .digest('base64');
}

/** Voices that read our languages; another language is left to Twilio's own choice. */
const voices: Readonly<Record<string, { readonly voice: string; readonly language: string }>> = {
  en: { voice: 'Polly.Joanna', language: 'en-US' },
  de: { voice: 'Polly.Vicki', language: 'de-DE' },
  ar: { voice: 'Polly.Zeina', language: 'arb' },
};

function say(locale: string, text: string): string {
  const found = voices[locale.split('-')[0]?.toLowerCase() ?? ''];
  const attributes =
    found === undefined
      ? `language="${escapeXml(locale)}"`
      : `voice="${found.voice}" language="${found.language}"`;
  return `<Say ${attributes}>${escapeXml(text)}</Say>`;
}

function twiml(verbs: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.join('')}</Response>`;
}

function answer(body: string): VoiceCallbackAnswer {
  return { mediaType: 'text/xml; charset=utf-8', body };
}
