import type { AuditRecordView } from '../../../contract/activity.ts';
import type { GroupView } from '../../../contract/common.ts';
import type { ResetView } from '../../../contract/resets.ts';
import type { AccountView, UserView } from '../../../contract/users.ts';
import type { AuditRecord } from '../../../domain/audit/events.ts';
import type { UserRef } from '../../../domain/identity.ts';
import type { DirectoryGroup, DirectoryUser } from '../../../ports/directory.ts';
import type { ResetProgress } from '../../../services/reset/reset-service.ts';

/** What the API shows of each thing: every field is named, so that a new one does not leak by itself (R157). */
export function userView(user: DirectoryUser): UserView {
  return {
    directoryId: user.ref.directoryId,
    anchor: user.ref.anchor,
    username: user.username,
    displayName: user.displayName,
    givenName: user.givenName,
    surname: user.surname,
    mail: user.mail,
    alternateMail: user.alternateMail,
    mobile: user.mobile,
    officePhone: user.officePhone,
    locale: user.locale,
    enabled: user.enabled,
    passwordChangedAt: user.passwordChangedAt,
  };
}

export function accountView({ account }: DirectoryUser): AccountView {
  return {
    locked: account.locked,
    expired: account.expired,
    protected: account.protected,
    service: account.service,
    mayChangePassword: account.mayChangePassword,
    password: account.password,
  };
}

export function groupView({ ref, name, description, directMembers }: DirectoryGroup): GroupView {
  return { directoryId: ref.directoryId, anchor: ref.anchor, name, description, directMembers };
}

export function auditRecordView(record: AuditRecord): AuditRecordView {
  return {
    id: record.id,
    seq: record.seq,
    type: record.type,
    at: record.at,
    outcome: record.outcome,
    actor: record.actor,
    subject: record.subject,
    target: record.target,
    correlationId: record.correlationId,
    ip: record.ip,
    userAgent: record.userAgent,
    fields: { ...record.fields },
    hash: record.hash,
  };
}

export function resetView(progress: ResetProgress): ResetView {
  const rules = progress.passwordRules;
  return {
    state: progress.state,
    kind: progress.kind,
    reference: progress.reference,
    expiresAt: progress.expiresAt,
    methods: [...progress.methods],
    administratorMethods: [...progress.administratorMethods],
    methodsAskingDestination: [...progress.methodsAskingDestination],
    gatesRequired: progress.gatesRequired,
    gatesFilled: progress.gatesFilled,
    challenge: progress.challenge,
    // The organisation's own words are for nobody to read.
    passwordRules: rules && {
      minLength: rules.minLength,
      maxLength: rules.maxLength,
      characterClasses: rules.characterClasses,
      refuseCommon: rules.refuseCommon,
      refuseContextWords: rules.refuseContextWords,
      historyLength: rules.historyLength,
      complexity: rules.complexity,
      minAgeSeconds: rules.minAgeSeconds,
    },
    unlock: progress.unlock,
  };
}

/** The user or group that an address names, in the organisation that was asked. */
export function refOf(
  tenantId: string,
  { directoryId, anchor }: { readonly directoryId: string; readonly anchor: string },
): UserRef {
  return { tenantId, directoryId, anchor };
}
