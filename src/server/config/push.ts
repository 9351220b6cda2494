import { z } from 'zod';
import { knownPushServices } from '../../domain/registration/push-services.ts';

export const pushSection = z.strictObject({
  services: z
    .array(
      z
        .string()
        .max(260)
        .regex(/^(?:\*\.)?[A-Za-z0-9.-]+(?::\d{1,5})?$/, { error: 'is no host' }),
    )
    .max(32)
    .default([...knownPushServices])
    .meta({
      description:
        'Push services that messages to registered devices are sent to over HTTPS, those of the browsers; an empty list sends none',
      example: 'fcm.googleapis.com,*.push.apple.com',
    }),
});
