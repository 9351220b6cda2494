import { z } from 'zod';

export const metricsSection = z.strictObject({
  token: z.string().min(24).max(256).nullable().default(null).meta({
    description: 'Bearer token that makes /metrics readable from elsewhere than this machine',
    example: 'a random text of 24 characters or more',
    secret: true,
  }),
});
