import { z } from 'zod';
import { auditEventTypes } from '../domain/audit/events.ts';
import { resetKinds, resetStates } from '../domain/reset/session.ts';
import { timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

export const auditRecordSchema = z.strictObject({
  id: z.string(),
  seq: z.int(),
  type: z.string(),
  at: timeSchema,
  outcome: z.enum(['success', 'failure', 'pending']),
  actor: z.strictObject({
    kind: z.string(),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  subject: z
    .strictObject({ directoryId: z.string(), anchor: z.string(), name: z.string() })
    .nullable(),
  target: z.string().nullable(),
  correlationId: z.string().nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  fields: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditRecordView = z.infer<typeof auditRecordSchema>;

export const auditQuerySchema = z.strictObject({
  type: z.array(z.enum(auditEventTypes as [string, ...string[]])).optional(),
  outcome: z.enum(['success', 'failure', 'pending']).optional(),
  search: z.string().max(256).optional(),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
});

export const overviewSchema = z.strictObject({
  organisation: z.string(),
  demo: z.boolean(),
  scope: z.enum(['none', 'selected', 'all']),
  methodsRequired: z.int(),
  methodsEnabled: z.array(z.string()),
  users: z.int(),
  inScope: z.int(),
  /** In scope and holding enough usable methods, as counted on a sample when there are more than `sampled`. */
  ready: z.int(),
  sampled: z.int(),
  frozen: z.int(),
  /** Names of directories that do not answer: their people are in none of these numbers. */
  silentDirectories: z.array(z.string()),
  resetsLastDay: z.strictObject({ started: z.int(), finished: z.int(), refused: z.int() }),
  lastEvents: z.array(auditRecordSchema),
});
export type Overview = z.infer<typeof overviewSchema>;

export const activityEndpoints = {
  overview: endpoint({
    id: 'overview',
    method: 'get',
    path: '/overview',
    tag: 'Overview',
    summary: 'On or off, who is in scope, how many are ready, the last events',
    status: 200,
    response: overviewSchema,
  }),
  listAuditEvents: endpoint({
    id: 'listAuditEvents',
    method: 'get',
    path: '/audit-events',
    tag: 'Audit',
    summary: 'Audit events, newest first',
    query: auditQuerySchema.extend({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(32).optional(),
    }),
    status: 200,
    response: z.strictObject({ items: z.array(auditRecordSchema), next: z.string().nullable() }),
  }),
  getAuditEvent: endpoint({
    id: 'getAuditEvent',
    method: 'get',
    path: '/audit-events/{id}',
    tag: 'Audit',
    summary: 'One audit event',
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    status: 200,
    response: auditRecordSchema,
  }),
  exportAuditEvents: endpoint({
    id: 'exportAuditEvents',
    method: 'get',
    path: '/audit-events/export',
    tag: 'Audit',
    summary: 'Audit events as CSV (safe to open in a spreadsheet) or JSON lines, oldest first',
    query: auditQuerySchema.extend({ format: z.enum(['csv', 'json']) }),
    status: 200,
    files: ['text/csv; charset=utf-8', 'application/jsonl; charset=utf-8'],
  }),
  verifyAudit: endpoint({
    id: 'verifyAudit',
    method: 'get',
    path: '/audit-events/verification',
    tag: 'Audit',
    summary: 'Walk the hash chain; names the first altered, missing or reordered record',
    status: 200,
    response: z.strictObject({
      intact: z.boolean(),
      records: z.int(),
      firstBad: z.strictObject({ seq: z.int(), fault: z.string() }).nullable(),
    }),
  }),
  resetByReference: endpoint({
    id: 'resetByReference',
    method: 'get',
    path: '/resets/by-reference/{reference}',
    tag: 'Support',
    summary: 'What happened in the reset whose reference a person read out',
    params: z.strictObject({ reference: z.string().min(4).max(16) }),
    status: 200,
    response: z.strictObject({
      id: z.string(),
      reference: z.string(),
      /** What it came to: an unlock becomes a reset when the person wants a new password after all. */
      kind: z.enum(resetKinds),
      state: z.enum(resetStates),
      startedAt: timeSchema,
      expiresAt: timeSchema,
      user: z
        .strictObject({ directoryId: z.string(), anchor: z.string(), username: z.string() })
        .nullable(),
      events: z.array(auditRecordSchema),
    }),
  }),
};
