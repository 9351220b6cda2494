import { z } from 'zod';
import { directoryItemParams, timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

/** What is held of a person, and its erasure. */
export const privacyEndpoints = {
  exportPerson: endpoint({
    id: 'exportPerson',
    method: 'post',
    path: '/users/{directoryId}/{anchor}/export',
    tag: 'Users',
    summary: 'Everything held about a person, without what answers a challenge; recorded',
    params: directoryItemParams,
    status: 200,
    /** Profile, groups, roles, registrations, sign-ins, resets, writes, messages and audit events. */
    response: z.looseObject({ exportedAt: timeSchema }),
  }),
  erasePerson: endpoint({
    id: 'erasePerson',
    method: 'post',
    path: '/users/{directoryId}/{anchor}/erase',
    tag: 'Users',
    summary:
      'Erase what is held of a person, with the account of a user of the built-in directory; the audit trail keeps what happened under a pseudonym',
    params: directoryItemParams,
    status: 200,
    response: z.strictObject({
      pseudonym: z.string(),
      registrations: z.int(),
      sessions: z.int(),
      /** Audit records that said something of them. */
      records: z.int(),
      accountDeleted: z.boolean(),
    }),
  }),
};
