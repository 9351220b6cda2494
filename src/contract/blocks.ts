import { z } from 'zod';
import { limitKeys, limitNames } from '../domain/throttle/limits.ts';
import { timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

/** One key of one limit that is blocked now. The directory account is never touched by it. */
export const blockSchema = z.strictObject({
  id: z.string(),
  limit: z.enum(limitNames),
  /** What was counted, such as the account; what a stranger typed is shown only where it names an account. */
  about: z.strictObject({
    kind: z.enum(limitKeys),
    /** An address or network as it is, a mailbox or number masked; null where only the account may be shown. */
    text: z.string().nullable(),
    /** The method concerned, where the limit counts one. */
    methodId: z.string().nullable(),
    user: z
      .strictObject({
        directoryId: z.string(),
        anchor: z.string(),
        username: z.string(),
        displayName: z.string(),
      })
      .nullable(),
  }),
  count: z.int(),
  /** Null: until somebody clears it. */
  until: timeSchema.nullable(),
  /** Whether whoever asks may clear it. */
  mayClear: z.boolean(),
});
export type BlockView = z.infer<typeof blockSchema>;

export const blockEndpoints = {
  listBlocks: endpoint({
    id: 'listBlocks',
    method: 'get',
    path: '/blocks',
    tag: 'Policy',
    summary:
      'Who and what is blocked now, by which limit and until when; at most 200, the longest first',
    status: 200,
    response: z.strictObject({ items: z.array(blockSchema), total: z.int() }),
  }),
  clearBlock: endpoint({
    id: 'clearBlock',
    method: 'delete',
    path: '/blocks/{id}',
    tag: 'Policy',
    summary: 'Let what is blocked try again at once, counting from nothing',
    params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) }),
    status: 204,
  }),
};
