import { z } from 'zod';
import { directoryItemParams, pageOf, pageQuerySchema, timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

export const tokenReportSchema = z.strictObject({
  dryRun: z.boolean(),
  assigned: z.int(),
  /** Tokens that the same person had already. */
  unchanged: z.int(),
  /** Every bad row; `row` counts from 1 after the heading line. */
  refused: z.array(
    z.strictObject({ row: z.int(), column: z.string(), code: z.string(), message: z.string() }),
  ),
});

const contactColumnSchema = z.enum(['mobile', 'officePhone', 'alternateMail']);

export const contactsReportSchema = z.strictObject({
  dryRun: z.boolean(),
  /** Numbers and addresses, not rows. */
  added: z.int(),
  /** Those that an earlier file said and the person never confirmed. */
  replaced: z.int(),
  unchanged: z.int(),
  /** What people registered or confirmed themselves stays as it is. */
  kept: z.array(
    z.strictObject({
      row: z.int(),
      column: contactColumnSchema,
      username: z.string(),
      /** The name the person knows theirs by, or the end of its number. */
      has: z.string(),
    }),
  ),
  /** Columns whose method the policy lets nobody use now. */
  notOffered: z.array(contactColumnSchema),
  /** From when on what is added can be used for a reset. */
  usableFrom: timeSchema,
  /** Every bad row; `row` counts from 1 after the heading line. */
  refused: z.array(
    z.strictObject({ row: z.int(), column: z.string(), code: z.string(), message: z.string() }),
  ),
});

/** What a person registered, without anything that answers it. */
export const registrationSchema = z.strictObject({
  id: z.string(),
  methodId: z.string(),
  label: z.string(),
  source: z.enum(['user', 'administrator', 'import']),
  isDefault: z.boolean(),
  createdAt: timeSchema,
  /** Not usable for a reset before this. */
  usableFrom: timeSchema,
  confirmedAt: timeSchema.nullable(),
  lastUsedAt: timeSchema.nullable(),
});
export type RegistrationView = z.infer<typeof registrationSchema>;

export const hardwareTokenSchema = z.strictObject({
  registrationId: z.string(),
  serial: z.string(),
  /** Null when the person is gone from their directory. */
  user: z
    .strictObject({
      directoryId: z.string(),
      anchor: z.string(),
      username: z.string(),
      displayName: z.string(),
    })
    .nullable(),
  assignedAt: timeSchema,
  lastUsedAt: timeSchema.nullable(),
});

/** Ways to prove who one is that an administrator gives, and what people registered themselves. */
export const assignedMethodEndpoints = {
  listRegistrations: endpoint({
    id: 'listRegistrations',
    method: 'get',
    path: '/users/{directoryId}/{anchor}/registrations',
    tag: 'Users',
    summary: 'What somebody registered for each method, oldest first',
    params: directoryItemParams,
    status: 200,
    response: z.strictObject({ items: z.array(registrationSchema) }),
  }),
  getRegistrationState: endpoint({
    id: 'getRegistrationState',
    method: 'get',
    path: '/users/{directoryId}/{anchor}/registration',
    tag: 'Users',
    summary: 'Whether somebody has registered enough for a reset, and what is missing',
    params: directoryItemParams,
    status: 200,
    response: z.strictObject({
      required: z.boolean(),
      complete: z.boolean(),
      /** The fewest methods that would make it complete, the strongest first. */
      missing: z.array(z.string()),
      confirmationDue: z.boolean(),
      lastConfirmedAt: timeSchema.nullable(),
    }),
  }),
  removeRegistration: endpoint({
    id: 'removeRegistration',
    method: 'delete',
    path: '/users/{directoryId}/{anchor}/registrations/{registrationId}',
    tag: 'Users',
    summary: 'Take away something that somebody registered, such as a lost phone; they are told',
    params: directoryItemParams.extend({ registrationId: z.string().max(64) }),
    status: 204,
  }),
  issueTemporaryPass: endpoint({
    id: 'issueTemporaryPass',
    method: 'post',
    path: '/users/{directoryId}/{anchor}/temporary-pass',
    tag: 'Users',
    summary: 'Issue a pass that works once within ten minutes; it is shown here and never again',
    params: directoryItemParams,
    body: z.strictObject({
      /** Under which the case is recorded at the helpdesk. */
      caseReference: z
        .string()
        .trim()
        .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,64}$/u),
    }),
    status: 201,
    response: z.strictObject({
      code: z.string().meta({ secret: true }),
      expiresAt: timeSchema,
    }),
  }),
  importContacts: endpoint({
    id: 'importContacts',
    method: 'post',
    path: '/registrations/import',
    tag: 'Users',
    summary:
      'Register numbers and addresses for people from CSV: username, mobile, officePhone, alternateMail; a dry run changes nothing',
    body: z.strictObject({ csv: z.string().max(8 * 1024 * 1024), dryRun: z.boolean() }),
    bodyLimit: 9 * 1024 * 1024,
    status: 200,
    response: contactsReportSchema,
  }),
  listHardwareTokens: endpoint({
    id: 'listHardwareTokens',
    method: 'get',
    path: '/hardware-tokens',
    tag: 'Users',
    summary:
      'Hardware tokens and who has them, by serial number, from those that begin with the query',
    query: pageQuerySchema,
    status: 200,
    response: pageOf(hardwareTokenSchema),
  }),
  importHardwareTokens: endpoint({
    id: 'importHardwareTokens',
    method: 'post',
    path: '/hardware-tokens/import',
    tag: 'Users',
    summary:
      'Assign hardware tokens from CSV: username, serial, seed and optionally digits, periodSeconds, algorithm',
    body: z.strictObject({
      csv: z
        .string()
        .max(4 * 1024 * 1024)
        .meta({ secret: true }),
      dryRun: z.boolean(),
    }),
    bodyLimit: 5 * 1024 * 1024,
    status: 200,
    response: tokenReportSchema,
  }),
};
