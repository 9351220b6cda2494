/**
 * The one table of audit event types: which subject they concern and which fields they may carry.
 * Fields never hold a secret: no password, code, token, seed, answer or bind credential (invariant I9).
 */
export const auditEventTable = {
  'reset.requested': { category: 'reset', fields: ['kind', 'identifierMac'] },
  'reset.method-chosen': { category: 'reset', fields: ['method'] },
  'reset.not-offered': { category: 'reset', fields: ['reason', 'method'] },
  'reset.code-issued': { category: 'reset', fields: ['method', 'destination'] },
  'reset.code-sent': { category: 'reset', fields: ['channel', 'destination', 'delivery'] },
  'reset.code-not-sent': { category: 'reset', fields: ['channel', 'destination', 'reason'] },
  'reset.proof-accepted': { category: 'reset', fields: ['method', 'gatesFilled', 'gatesRequired'] },
  'reset.proof-refused': { category: 'reset', fields: ['method', 'reason'] },
  'reset.blocked': { category: 'reset', fields: ['limit'] },
  'reset.method-stopped': { category: 'reset', fields: ['method', 'limit'] },
  'reset.out-of-order': { category: 'reset', fields: ['event', 'state'] },
  'reset.not-eligible': { category: 'reset', fields: ['reason'] },
  'reset.approved': { category: 'reset', fields: ['name'] },
  'reset.approval-refused': { category: 'reset', fields: ['name'] },
  'reset.denied': { category: 'reset', fields: ['name'] },
  'reset.password-wanted': { category: 'reset', fields: [] },
  'reset.cancelled': { category: 'reset', fields: [] },
  'reset.expired': { category: 'reset', fields: [] },
  'password.write-intended': {
    category: 'password',
    fields: ['writebackId', 'kind', 'passwordChangedAt'],
  },
  'password.write-applied': { category: 'password', fields: ['writebackId', 'kind', 'late'] },
  'password.write-refused': { category: 'password', fields: ['writebackId', 'kind', 'reason'] },
  'password.write-uncertain': { category: 'password', fields: ['writebackId', 'kind'] },
  'password.write-not-made': { category: 'password', fields: ['writebackId', 'kind'] },
  'password.write-unknown': { category: 'password', fields: ['writebackId', 'kind'] },
  'account.unlock-intended': { category: 'password', fields: ['writebackId', 'kind'] },
  'account.unlock-applied': { category: 'password', fields: ['writebackId', 'kind', 'late'] },
  'account.unlock-refused': { category: 'password', fields: ['writebackId', 'kind', 'reason'] },
  'account.unlock-uncertain': { category: 'password', fields: ['writebackId', 'kind'] },
  'account.unlock-not-made': { category: 'password', fields: ['writebackId', 'kind'] },
  'account.unlock-unknown': { category: 'password', fields: ['writebackId', 'kind'] },
  'password.change-refused': { category: 'password', fields: ['reason'] },
  'user.notified': { category: 'user', fields: ['notice', 'destination', 'delivery'] },
  'user.notice-failed': { category: 'user', fields: ['notice', 'destination', 'reason'] },
  'user.reported-not-me': { category: 'user', fields: ['writebackId'] },
  'user.frozen': { category: 'user', fields: ['reason'] },
  'user.unfrozen': { category: 'user', fields: ['reason'] },
  'user.created': { category: 'user', fields: ['after'] },
  'user.updated': { category: 'user', fields: ['before', 'after'] },
  'user.deleted': { category: 'user', fields: ['before'] },
  'user.exported': { category: 'user', fields: [] },
  'user.erased': { category: 'user', fields: ['registrations', 'sessions', 'accountDeleted'] },
  'user.imported': { category: 'user', fields: ['created', 'updated', 'refused'] },
  'user.pass-issued': { category: 'user', fields: ['caseReference', 'expiresAt'] },
  'registration.added': { category: 'user', fields: ['method', 'name', 'usableFrom'] },
  'registration.refused': { category: 'user', fields: ['method'] },
  'registration.removed': { category: 'user', fields: ['method', 'name'] },
  'registration.renamed': { category: 'user', fields: ['method', 'before', 'after'] },
  'registration.default-changed': { category: 'user', fields: ['method', 'name'] },
  'registration.confirmed': { category: 'user', fields: [] },
  'registration.put-off': { category: 'user', fields: [] },
  'hand-over.created': { category: 'user', fields: ['returnAddress', 'expiresAt'] },
  'hand-over.opened': { category: 'user', fields: ['keyId'] },
  'hand-over.refused': { category: 'user', fields: ['reason'] },
  'hand-over.finished': { category: 'user', fields: ['outcome', 'complete'] },
  'group.created': { category: 'group', fields: ['after'] },
  'group.updated': { category: 'group', fields: ['before', 'after'] },
  'group.deleted': { category: 'group', fields: ['before'] },
  'group.member-added': { category: 'group', fields: ['member'] },
  'group.member-removed': { category: 'group', fields: ['member'] },
  'role.assigned': { category: 'access', fields: ['role'] },
  'role.removed': { category: 'access', fields: ['role'] },
  'policy.changed': { category: 'policy', fields: ['before', 'after', 'version', 'via'] },
  'carrier.tested': {
    category: 'settings',
    fields: ['carrier', 'channel', 'destination', 'delivery', 'reason'],
  },
  'carriers.country-paused': { category: 'settings', fields: ['country', 'sent', 'proved'] },
  'carriers.country-resumed': { category: 'settings', fields: ['country'] },
  'campaign.started': { category: 'policy', fields: ['settings'] },
  'campaign.paused': { category: 'policy', fields: [] },
  'campaign.resumed': { category: 'policy', fields: [] },
  'campaign.stopped': { category: 'policy', fields: [] },
  'directory.added': { category: 'settings', fields: ['after'] },
  'directory.changed': { category: 'settings', fields: ['before', 'after'] },
  'directory.reordered': { category: 'settings', fields: ['before', 'after'] },
  'directory.removed': { category: 'settings', fields: ['before', 'registrations'] },
  'directory.tried': { category: 'settings', fields: ['what', 'kind', 'failed'] },
  'directory.failing': { category: 'settings', fields: ['name', 'concern', 'detail'] },
  'directory.recovered': { category: 'settings', fields: ['name', 'concern'] },
  'settings.changed': { category: 'settings', fields: ['section', 'before', 'after'] },
  'sign-in.succeeded': { category: 'access', fields: ['place'] },
  'sign-in.failed': { category: 'access', fields: ['place', 'reason', 'identifierMac'] },
  'sign-in.stepped-up': { category: 'access', fields: ['method'] },
  'sign-in.step-up-refused': { category: 'access', fields: ['method'] },
  'sign-in.ended': { category: 'access', fields: ['place', 'reason', 'sessions'] },
  'api-key.created': { category: 'access', fields: ['name', 'scopes', 'expiresAt'] },
  'api-key.revoked': { category: 'access', fields: ['name'] },
  'limit.reached': { category: 'access', fields: ['limit', 'until'] },
  'limit.cleared': { category: 'access', fields: ['limit', 'until'] },
  'break-glass.created': { category: 'access', fields: ['label'] },
  'break-glass.revoked': { category: 'access', fields: ['label'] },
  'break-glass.used': { category: 'access', fields: ['label'] },
  'break-glass.refused': { category: 'access', fields: ['reason', 'identifierMac'] },
  'access.denied': { category: 'access', fields: ['permission', 'route'] },
  'audit.exported': { category: 'audit', fields: ['format', 'rows'] },
  'system.set-up': { category: 'system', fields: ['organisation'] },
  'system.started': { category: 'system', fields: ['version', 'database'] },
  'system.stopped': { category: 'system', fields: ['reason'] },
} as const satisfies Record<string, { category: string; fields: readonly string[] }>;

export type AuditEventType = keyof typeof auditEventTable;
export const auditEventTypes = Object.keys(auditEventTable) as AuditEventType[];

type FieldsOf<T extends AuditEventType> = (typeof auditEventTable)[T]['fields'][number];
export type AuditFieldValue =
  | string
  | number
  | boolean
  | null
  | readonly AuditFieldValue[]
  | { readonly [key: string]: AuditFieldValue };

export type AuditOutcome = 'success' | 'failure' | 'pending';

/** Who did it, as kept in the trail: a reference that stays true when names change. */
export interface AuditActor {
  readonly kind: 'visitor' | 'user' | 'administrator' | 'api-key' | 'operator' | 'system';
  readonly id: string | null;
  readonly name: string | null;
}

/** One act, before it is numbered and chained. Times are epoch milliseconds. */
export interface AuditEntry<T extends AuditEventType = AuditEventType> {
  readonly type: T;
  readonly at: number;
  readonly outcome: AuditOutcome;
  readonly actor: AuditActor;
  readonly subject: {
    readonly directoryId: string;
    readonly anchor: string;
    readonly name: string;
  } | null;
  /** Id of the thing acted on when it is not a user: a group, a key, a policy. */
  readonly target: string | null;
  /** The reset session (`rst_…`) or request that binds the events of one journey together. */
  readonly correlationId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly fields: { readonly [Field in FieldsOf<T>]?: AuditFieldValue };
}

/** An entry in its place in the tenant's hash chain. */
export interface AuditRecord extends AuditEntry {
  readonly id: string;
  readonly tenantId: string;
  readonly seq: number;
  readonly previousHash: string;
  /** Of what was written, even when some of it is gone. */
  readonly hash: string;
  /** There when what it said of a person was taken away; see redactionMac in chain.ts. */
  readonly redactionMac?: string;
}
