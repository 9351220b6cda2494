import { z } from 'zod';
import { logLevels } from '../runtime/log.ts';

export const logSection = z.strictObject({
  level: z.enum(logLevels).default('info').meta({
    description: 'Lowest level that is written to standard output',
    example: 'info',
  }),
});
