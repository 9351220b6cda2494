import { z } from 'zod';
import type { Channel } from '../ports/channel.ts';
import { notCarried } from './http/deliveries.ts';
import { accountFields, createResource, type TwilioSite, usualSite } from './twilio/account.ts';

const settingsSchema = z
  .strictObject({
    ...accountFields,
    /** A number of the account in E.164, or a name of up to 11 letters and digits where the country allows it. */
    from: z
      .string()
      .regex(/^(?:\+[1-9]\d{6,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/)
      .nullable(),
    /** Chooses a sender of its pool for each number. */
    messagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-fA-F]{32}$/)
      .nullable(),
  })
  .refine(({ from, messagingServiceSid }) => (from === null) !== (messagingServiceSid === null), {
    path: ['from'],
    error: 'either a sender or a messaging service',
  });
export type TwilioSmsSettings = z.infer<typeof settingsSchema>;

/** Texts by Twilio's Programmable Messaging. */
export function createTwilioSms(site: TwilioSite): Channel<TwilioSmsSettings> {
  return {
    id: 'twilio-sms',
    kinds: ['sms'],
    settings: settingsSchema,
    defaults: { from: null, messagingServiceSid: null },
    open(given) {
      const settings = settingsSchema.parse(given);
      const { from, messagingServiceSid } = settings;
      const sender: Readonly<Record<string, string>> =
        messagingServiceSid === null
          ? { From: from ?? '' }
          : { MessagingServiceSid: messagingServiceSid };
      return {
        async send(message) {
          if (message.kind !== 'sms') return notCarried(message.kind, ['sms']);
          const fields = { To: message.to, ...sender, Body: message.text };
          return createResource(site, settings, 'Messages', fields);
        },
        close: () => Promise.resolve(),
      };
    },
  };
}

export const twilioSms = createTwilioSms(usualSite);
