import { z } from 'zod';
import { ineligibilityReasons } from '../domain/reset/eligibility.ts';
import { roleSchema } from './access.ts';
import { timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import { userSchema } from './users.ts';

/** One person whom the administrators' own rule governs: why, and whether they could reset by it now. */
export const governedAdministratorSchema = z.strictObject({
  user: userSchema,
  /** What makes them an administrator, oldest first. */
  roles: z.array(z.strictObject({ role: roleSchema, assignedAt: timeSchema })),
  /** Every method the rule allows, in the order in which it is offered, and whether they could be asked by it now. */
  methods: z.array(z.strictObject({ id: z.string(), held: z.boolean() })),
  gatesRequired: z.int(),
  /** Gates that all they hold would fill together. */
  gatesFillable: z.int(),
  ready: z.boolean(),
  /** What stands in their way; null when they are ready. */
  reason: z.enum(ineligibilityReasons).nullable(),
});
export type GovernedAdministrator = z.infer<typeof governedAdministratorSchema>;

/** Whoever is in such a group is an administrator from the next look on; members are counted, not listed. */
export const administratorGroupSchema = z.strictObject({
  directoryId: z.string(),
  directory: z.string(),
  anchor: z.string(),
  /** Null where the directory does not answer, or has no such group any more. */
  name: z.string().nullable(),
  role: roleSchema,
  members: z.int().nullable(),
});

export const administratorEndpoints = {
  listAdministrators: endpoint({
    id: 'listAdministrators',
    method: 'get',
    path: '/administrator-policy/administrators',
    tag: 'Policy',
    summary: 'Who is governed by the administrators’ own rule, why, and who could reset by it now',
    status: 200,
    response: z.strictObject({
      items: z.array(governedAdministratorSchema),
      /** Groups of connected directories that make their members administrators. */
      groups: z.array(administratorGroupSchema),
      /** People with a role whose directory does not answer now: they are not among the items. */
      unread: z.int(),
      /** Sealed break-glass codes that are neither used nor revoked. */
      breakGlassCodes: z.int(),
    }),
  }),
};
