import { z } from 'zod';

/** A BCP 47 language tag of a shipped language, such as `en` or `ar`. */
export const localeSchema = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
export type Locale = z.infer<typeof localeSchema>;
