import { z } from 'zod';
import { ineligibilityReasons } from '../domain/reset/eligibility.ts';
import { roleSchema } from './access.ts';
import {
  directoryItemParams,
  groupSchema,
  pageQuerySchema,
  partialPageOf,
  timeSchema,
} from './common.ts';
import { endpoint } from './endpoint.ts';

export const userSchema = z.strictObject({
  directoryId: z.string(),
  anchor: z.string(),
  username: z.string(),
  displayName: z.string(),
  givenName: z.string().nullable(),
  surname: z.string().nullable(),
  mail: z.string().nullable(),
  alternateMail: z.string().nullable(),
  mobile: z.string().nullable(),
  officePhone: z.string().nullable(),
  locale: z.string().nullable(),
  enabled: z.boolean(),
  passwordChangedAt: timeSchema.nullable(),
});
export type UserView = z.infer<typeof userSchema>;

/** What the directory itself says of an account, whether or not it is enabled. */
export const accountSchema = z.strictObject({
  locked: z.boolean(),
  /** The account's own end has passed. */
  expired: z.boolean(),
  /** Guarded by the directory against those who may write ordinary accounts. */
  protected: z.boolean(),
  /** Nobody's own: what a program signs in with. */
  service: z.boolean(),
  mayChangePassword: z.boolean(),
  password: z.enum(['current', 'expired', 'must-change']),
});
export type AccountView = z.infer<typeof accountSchema>;

/** What a directory holds one person's passwords to; null where it says nothing of it. */
export const directoryPasswordRulesSchema = z.strictObject({
  source: z.string(),
  minLength: z.int().nullable(),
  historyLength: z.int().nullable(),
  complexity: z.boolean(),
  minAgeSeconds: z.number().nullable(),
  maxAgeSeconds: z.number().nullable(),
  lockout: z
    .strictObject({ threshold: z.int(), durationSeconds: z.number().nullable() })
    .nullable(),
});

/** Whether a person can reset now, and every rule that was asked, in order. */
export const eligibilitySchema = z.strictObject({
  eligible: z.boolean(),
  reason: z.enum(ineligibilityReasons).nullable(),
  gatesRequired: z.int(),
  rules: z.array(z.strictObject({ rule: z.string(), passed: z.boolean(), detail: z.string() })),
});

export const userDetailSchema = userSchema.extend({
  account: accountSchema,
  roles: z.array(roleSchema),
  frozenAt: timeSchema.nullable(),
  /** Until when wrong answers keep this account from self-service; sign-in and the account itself stay as they are. */
  blockedUntil: timeSchema.nullable(),
  groups: z.array(groupSchema),
  eligibility: eligibilitySchema,
  /** They can be asked by mail, and only in the mailbox that the forgotten password opens. */
  ownMailboxOnly: z.boolean(),
  /** What the directory holds the person’s passwords to; null where it says nothing. */
  passwordRules: directoryPasswordRulesSchema.nullable(),
});
export type UserDetail = z.infer<typeof userDetailSchema>;

const name = z.string().trim().min(1).max(128);
const mail = z.string().max(254).nullable();
/** With country code, such as `+1 4251234567`, and perhaps an extension, `x1234`. */
const phone = z.string().max(64).nullable();

export const newUserSchema = z.strictObject({
  username: z.string().min(1).max(128),
  displayName: name,
  givenName: name.nullable().default(null),
  surname: name.nullable().default(null),
  mail: mail.default(null),
  alternateMail: mail.default(null),
  mobile: phone.default(null),
  officePhone: phone.default(null),
  locale: z.string().max(35).nullable().default(null),
  enabled: z.boolean().default(true),
});

export const userChangesSchema = z.strictObject({
  displayName: name.optional(),
  givenName: name.nullable().optional(),
  surname: name.nullable().optional(),
  mail: mail.optional(),
  alternateMail: mail.optional(),
  mobile: phone.optional(),
  officePhone: phone.optional(),
  locale: z.string().max(35).nullable().optional(),
  enabled: z.boolean().optional(),
});

export const importReportSchema = z.strictObject({
  dryRun: z.boolean(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** Every bad row; `row` counts from 1 after the heading line. */
  refused: z.array(
    z.strictObject({ row: z.int(), column: z.string(), code: z.string(), message: z.string() }),
  ),
});

export const userEndpoints = {
  listUsers: endpoint({
    id: 'listUsers',
    method: 'get',
    path: '/users',
    tag: 'Users',
    summary: 'Users whose name or mail starts with the query',
    query: pageQuerySchema.extend({ directoryId: z.string().max(64).optional() }),
    status: 200,
    response: partialPageOf(userSchema),
  }),
  createUser: endpoint({
    id: 'createUser',
    method: 'post',
    path: '/users',
    tag: 'Users',
    summary: 'Make a user in the built-in directory; they set their first password by a reset',
    body: newUserSchema,
    status: 201,
    response: userSchema,
  }),
  getUser: endpoint({
    id: 'getUser',
    method: 'get',
    path: '/users/{directoryId}/{anchor}',
    tag: 'Users',
    summary: 'One user, with groups, roles and whether they can reset now and why',
    params: directoryItemParams,
    status: 200,
    response: userDetailSchema,
  }),
  updateUser: endpoint({
    id: 'updateUser',
    method: 'patch',
    path: '/users/{directoryId}/{anchor}',
    tag: 'Users',
    summary: 'Change a user of the built-in directory',
    params: directoryItemParams,
    body: userChangesSchema,
    status: 200,
    response: userSchema,
  }),
  deleteUser: endpoint({
    id: 'deleteUser',
    method: 'delete',
    path: '/users/{directoryId}/{anchor}',
    tag: 'Users',
    summary: 'Delete a user of the built-in directory; the last Global Administrator is kept',
    params: directoryItemParams,
    status: 204,
  }),
  importUsers: endpoint({
    id: 'importUsers',
    method: 'post',
    path: '/users/import',
    tag: 'Users',
    summary: 'Import users from CSV (RFC 4180); a dry run names every bad row and changes nothing',
    body: z.strictObject({ csv: z.string().max(8 * 1024 * 1024), dryRun: z.boolean() }),
    bodyLimit: 9 * 1024 * 1024,
    status: 200,
    response: importReportSchema,
  }),
  unfreezeUser: endpoint({
    id: 'unfreezeUser',
    method: 'delete',
    path: '/users/{directoryId}/{anchor}/freeze',
    tag: 'Users',
    summary: 'Let a person use self-service again after a "this was not me" report',
    params: directoryItemParams,
    status: 204,
  }),
  freezeUser: endpoint({
    id: 'freezeUser',
    method: 'put',
    path: '/users/{directoryId}/{anchor}/freeze',
    tag: 'Users',
    summary: 'Switch self-service off for one account',
    params: directoryItemParams,
    status: 204,
  }),
  endUserSessions: endpoint({
    id: 'endUserSessions',
    method: 'delete',
    path: '/users/{directoryId}/{anchor}/sessions',
    tag: 'Users',
    summary: 'End every session and open reset of a person',
    params: directoryItemParams,
    status: 204,
  }),
};
