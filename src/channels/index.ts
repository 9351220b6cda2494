import type { VoiceDialect } from '../ports/voice-callbacks.ts';
import { smpp } from './smpp.ts';
import { smtp } from './smtp.ts';
import { twilioSms } from './twilio-sms.ts';
import { twilioDialect, twilioVoice } from './twilio-voice.ts';
import { vonageSms } from './vonage-sms.ts';
import { vonageDialect, vonageVoice } from './vonage-voice.ts';
import { webhook } from './webhook.ts';

/** Every carrier of messages, by id. */
export const channels = {
  smpp,
  smtp,
  'twilio-sms': twilioSms,
  'twilio-voice': twilioVoice,
  'vonage-sms': vonageSms,
  'vonage-voice': vonageVoice,
  webhook,
} as const;

/** How those that call speak when they ask back, by the id of their channel. */
export const voiceDialects: Readonly<Record<string, VoiceDialect>> = {
  [twilioVoice.id]: twilioDialect,
  [vonageVoice.id]: vonageDialect,
};
