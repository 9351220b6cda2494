import { z } from 'zod';

export const keysSection = z.strictObject({
  file: z.string().min(1).max(4096).nullable().default(null).meta({
    description: 'Master keys; made at the first start. Default: keys.json in the data folder',
    example: '/etc/postern/keys.json',
  }),
});
