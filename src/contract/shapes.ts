/** The domain's shapes that a client of the API needs to fill in forms and to name what it shows. */
export { roles, roleTable } from '../domain/access/permissions.ts';
export type { Permission, Role } from '../domain/access/permissions.ts';
export { auditEventTable, auditEventTypes } from '../domain/audit/events.ts';
export type { AuditEventType, AuditOutcome } from '../domain/audit/events.ts';
export { campaignDefaults, campaignSettingsSchema } from '../domain/campaign/campaign.ts';
export type { CampaignAct, CampaignSettings } from '../domain/campaign/campaign.ts';
export type { ErrorCode } from '../domain/errors.ts';
export { sameGroup } from '../domain/identity.ts';
export type { GroupRef } from '../domain/identity.ts';
export { comparePolicies, settingsOf } from '../domain/policy/diff.ts';
export type { PolicyChange } from '../domain/policy/diff.ts';
export {
  accountsPolicySchema,
  passwordPolicySchema,
  registrationPolicySchema,
  sessionPolicySchema,
  unlockPolicySchema,
} from '../domain/policy/policy.ts';
export type { Policy, Preset, Scope } from '../domain/policy/policy.ts';
export type { IneligibilityReason } from '../domain/reset/eligibility.ts';
export type { ResetKind, ResetState } from '../domain/reset/session.ts';
export type { LimitClearing, LimitName } from '../domain/throttle/limits.ts';
