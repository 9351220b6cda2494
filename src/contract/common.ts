import { z } from 'zod';

/** Times are epoch milliseconds, UTC. */
export const timeSchema = z.int();

export const pageQuerySchema = z.strictObject({
  query: z.string().max(256).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1024).optional(),
});

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() });
}

/** A page of what several directories hold. */
export function partialPageOf<Item extends z.ZodType>(item: Item) {
  return pageOf(item).extend({
    /** Names of directories that did not answer: what they hold is missing. */
    silent: z.array(z.string()),
  });
}

/** RFC 9457 with Postern's stable code. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  /** Quote it to support; it finds the log line. */
  reference: z.string(),
  faults: z
    .array(
      z.strictObject({
        path: z.string(),
        code: z.string(),
        message: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** Path of one user or group. */
export const directoryItemParams = z.strictObject({
  directoryId: z.string().min(1).max(64),
  anchor: z.string().min(1).max(128),
});

export const groupSchema = z.strictObject({
  directoryId: z.string(),
  anchor: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  directMembers: z.int(),
});
export type GroupView = z.infer<typeof groupSchema>;
