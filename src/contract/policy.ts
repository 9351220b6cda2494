import { z } from 'zod';
import { ineligibilityReasons } from '../domain/reset/eligibility.ts';
import { policySchema, presetSchema } from '../domain/policy/policy.ts';
import { limitClearings, limitKeys } from '../domain/throttle/limits.ts';
import { groupSchema, timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

export const currentPolicySchema = z.strictObject({
  version: z.int(),
  policy: policySchema,
  updatedAt: timeSchema.nullable(),
  updatedBy: z.string().nullable(),
  /** Names of the groups the scope mentions; a group that is gone is missing here. */
  groups: z.array(groupSchema),
});
export type CurrentPolicy = z.infer<typeof currentPolicySchema>;

export const policyChangeSchema = z.strictObject({
  /** Dotted path of the setting. */
  path: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  /** This change makes a reset easier to misuse. */
  weakens: z.boolean(),
});

export const policyPreviewSchema = z.strictObject({
  changes: z.array(policyChangeSchema),
  /** Persons in scope before and after. */
  inScopeBefore: z.int(),
  inScopeAfter: z.int(),
  users: z.int(),
});
export type PolicyPreview = z.infer<typeof policyPreviewSchema>;

/** Who can reset now and could not under another policy. */
export const shutOutSchema = z.strictObject({
  examined: z.int(),
  /** False when there are more people than were asked about. */
  complete: z.boolean(),
  people: z.array(
    z.strictObject({
      directoryId: z.string(),
      anchor: z.string(),
      username: z.string(),
      displayName: z.string(),
      reason: z.enum(ineligibilityReasons),
    }),
  ),
});
export type ShutOutView = z.infer<typeof shutOutSchema>;

export const methodViewSchema = z.strictObject({
  id: z.string(),
  methodClass: z.string(),
  fills: z.int(),
  carrier: z.enum(['email', 'sms', 'voice']).nullable(),
  /** Whether each preset lets administrators prove themselves with it. */
  forAdministrators: z.strictObject({ recommended: z.boolean(), entra: z.boolean() }),
  /** JSON Schema of the method's settings; secrets carry `secret: true`. */
  settingsSchema: z.record(z.string(), z.unknown()),
});

export const limitViewSchema = z.strictObject({
  name: z.string(),
  counts: z.string(),
  key: z.enum(limitKeys),
  /** Null: counted without an end, such as what has to come one after the other. */
  windowSeconds: z.int().nullable(),
  /** Null: blocked to the end of the window, or until it is cleared where there is none. */
  blockSeconds: z.int().nullable(),
  /** What ends a block or lowers the count. */
  cleared: z.array(z.enum(limitClearings)),
  max: z.int(),
  range: z.tuple([z.int(), z.int()]),
});

export const policyEndpoints = {
  getPolicy: endpoint({
    id: 'getPolicy',
    method: 'get',
    path: '/policy',
    tag: 'Policy',
    summary: 'The policy in force',
    status: 200,
    response: currentPolicySchema,
  }),
  replacePolicy: endpoint({
    id: 'replacePolicy',
    method: 'put',
    path: '/policy',
    tag: 'Policy',
    summary:
      'Replace the policy; refused when `version` is not the one in force or when nobody could satisfy it',
    body: z.strictObject({ version: z.int().min(0), policy: policySchema }),
    bodyLimit: 1024 * 1024,
    status: 200,
    response: currentPolicySchema,
  }),
  previewPolicy: endpoint({
    id: 'previewPolicy',
    method: 'post',
    path: '/policy/preview',
    tag: 'Policy',
    summary: 'What a policy would change and whom it would affect, without saving it',
    body: z.strictObject({ policy: policySchema }),
    bodyLimit: 1024 * 1024,
    status: 200,
    response: policyPreviewSchema,
  }),
  previewShutOut: endpoint({
    id: 'previewShutOut',
    method: 'post',
    path: '/policy/shut-out',
    tag: 'Policy',
    summary: 'Who can reset now and could not under a policy, by name, without saving it',
    body: z.strictObject({ policy: policySchema }),
    bodyLimit: 1024 * 1024,
    status: 200,
    response: shutOutSchema,
  }),
  presetPolicy: endpoint({
    id: 'presetPolicy',
    method: 'get',
    path: '/policy/presets/{preset}',
    tag: 'Policy',
    summary: 'The numbers of a preset',
    params: z.strictObject({ preset: presetSchema }),
    status: 200,
    response: policySchema,
  }),
  listMethods: endpoint({
    id: 'listMethods',
    method: 'get',
    path: '/methods',
    tag: 'Policy',
    summary: 'Every authentication method, with the shape of its settings',
    status: 200,
    response: z.strictObject({ items: z.array(methodViewSchema) }),
  }),
  listLimits: endpoint({
    id: 'listLimits',
    method: 'get',
    path: '/limits',
    tag: 'Policy',
    summary: 'The published table of limits, with the values in force',
    status: 200,
    response: z.strictObject({ items: z.array(limitViewSchema) }),
  }),
};
