import { randomBytes } from 'node:crypto';
import type { AuditEntry } from '../../../src/domain/audit/events.ts';
import type { UserRef } from '../../../src/domain/identity.ts';
import { type ResetSession, startSession } from '../../../src/domain/reset/session.ts';
import type { ApiKeyRow } from '../../../src/ports/storage/api-keys.ts';
import type { ChallengeRow } from '../../../src/ports/storage/challenges.ts';
import type { LocalGroupRow } from '../../../src/ports/storage/local-groups.ts';
import type { LocalUserRow } from '../../../src/ports/storage/local-users.ts';
import type { OneTimeTokenRow } from '../../../src/ports/storage/one-time-tokens.ts';
import type { JobRow } from '../../../src/ports/storage/outbox.ts';
import type { ResetSessionRow } from '../../../src/ports/storage/reset-sessions.ts';
import type { SignInSessionRow } from '../../../src/ports/storage/sign-in-sessions.ts';
import type { ThrottleHit } from '../../../src/ports/storage/throttles.ts';
import type { WritebackRow } from '../../../src/ports/storage/writebacks.ts';
import { MORNING } from '../clock.ts';

export { MORNING };
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DIRECTORY = 'dir_contoso';

/** A name nobody else has. */
export function unique(prefix: string): string {
  return `${prefix}_${randomBytes(8).toString('hex')}`;
}

export const aTenant = () => unique('tnt');

export function aUser(tenantId: string, anchor = unique('usr')): UserRef {
  return { tenantId, directoryId: DIRECTORY, anchor };
}

export function anApiKey(tenantId: string, changes: Partial<ApiKeyRow> = {}): ApiKeyRow {
  return {
    id: unique('key'),
    tenantId,
    name: 'nightly export',
    keyMac: unique('mac'),
    scopes: ['audit.read', 'audit.export'],
    createdAt: MORNING,
    createdBy: 'usr_1',
    expiresAt: MORNING + HOUR,
    revokedAt: null,
    lastUsedAt: null,
    ...changes,
  };
}

export function aChallenge(tenantId: string, changes: Partial<ChallengeRow> = {}): ChallengeRow {
  return {
    id: unique('chl'),
    tenantId,
    sessionId: unique('rst'),
    methodId: 'email',
    codeMac: 'c0de',
    destinationSealed: 'sealed',
    attempts: 0,
    maxAttempts: 5,
    createdAt: MORNING,
    expiresAt: MORNING + 10 * MINUTE,
    usedAt: null,
    voidedAt: null,
    promptSealed: null,
    askedSealed: null,
    armedAt: MORNING,
    resolvedAt: MORNING,
    ...changes,
  };
}

/** What a challenge is before anybody looked up who is asked. */
export const unresolved = {
  codeMac: null,
  destinationSealed: null,
  armedAt: null,
  resolvedAt: null,
} as const;

export function aResetSession(
  tenantId: string,
  changes: Partial<ResetSessionRow> = {},
  session: Partial<ResetSession> = {},
): ResetSessionRow {
  return {
    id: unique('rst'),
    tenantId,
    version: 1,
    tokenMac: unique('mac'),
    previousTokenMac: null,
    reference: unique('ref'),
    identifierSealed: 'sealed',
    identifierMac: 'mac',
    locale: 'en',
    ip: '203.0.113.7',
    userAgent: 'Firefox',
    sends: { email: 1 },
    session: { ...startSession('reset', MORNING, 15 * 60), ...session },
    endedAt: null,
    ...changes,
  };
}

export function aSignInSession(
  tenantId: string,
  changes: Partial<SignInSessionRow> = {},
): SignInSessionRow {
  return {
    id: unique('ses'),
    tenantId,
    tokenMac: unique('mac'),
    user: aUser(tenantId),
    place: 'console',
    createdAt: MORNING,
    authenticatedAt: MORNING,
    lastSeenAt: MORNING,
    idleSeconds: 15 * 60,
    expiresAt: MORNING + 8 * HOUR,
    vouchedAt: null,
    handOverId: null,
    ...changes,
  };
}

export function aOneTimeToken(changes: Partial<OneTimeTokenRow> = {}): OneTimeTokenRow {
  const tenantId = aTenant();
  return {
    id: unique('tok'),
    tenantId,
    purpose: 'not-me',
    tokenMac: unique('mac'),
    user: aUser(tenantId),
    about: 'wbk_1',
    createdAt: MORNING,
    expiresAt: MORNING + HOUR,
    usedAt: null,
    ...changes,
  };
}

export function aWriteback(tenantId: string, changes: Partial<WritebackRow> = {}): WritebackRow {
  return {
    id: unique('wbk'),
    tenantId,
    user: aUser(tenantId),
    sessionId: unique('rst'),
    kind: 'reset',
    passwordChangedAtBefore: MORNING - HOUR,
    intendedAt: MORNING,
    outcome: 'pending',
    reason: null,
    settledAt: null,
    ...changes,
  };
}

export function aJob(changes: Partial<JobRow> = {}): JobRow {
  return {
    id: unique('msg'),
    tenantId: aTenant(),
    kind: 'send-message',
    payloadSealed: 'sealed payload',
    attempts: 0,
    notBefore: MORNING,
    deadlineAt: MORNING + HOUR,
    createdAt: MORNING,
    ...changes,
  };
}

export function aHit(changes: Partial<ThrottleHit> = {}): ThrottleHit {
  return {
    limit: 'failed-proofs-per-account',
    keyMac: unique('key'),
    windowSeconds: 600,
    max: 5,
    blockSeconds: null,
    ...changes,
  };
}

export function aLocalUser(tenantId: string, changes: Partial<LocalUserRow> = {}): LocalUserRow {
  const username = changes.username ?? `${unique('user')}@contoso.example`;
  return {
    id: unique('usr'),
    tenantId,
    directoryId: DIRECTORY,
    username,
    displayName: 'Adele Vance',
    givenName: 'Adele',
    surname: 'Vance',
    mail: null,
    alternateMail: null,
    mobile: null,
    officePhone: null,
    locale: null,
    enabled: true,
    passwordHash: '$argon2id$old',
    passwordChangedAt: MORNING - HOUR,
    lastWritebackId: null,
    createdAt: MORNING,
    updatedAt: MORNING,
    ...changes,
  };
}

export function aLocalGroup(
  tenantId: string,
  changes: Partial<LocalGroupRow> = {},
): Omit<LocalGroupRow, 'directMembers'> {
  const { directMembers: _, ...rest } = changes;
  return {
    id: unique('grp'),
    tenantId,
    directoryId: DIRECTORY,
    name: unique('Group'),
    description: null,
    createdAt: MORNING,
    ...rest,
  };
}

export function anAuditEntry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    type: 'reset.requested',
    at: MORNING,
    outcome: 'success',
    actor: { kind: 'visitor', id: null, name: null },
    subject: { directoryId: DIRECTORY, anchor: 'usr_1', name: 'adele@contoso.example' },
    target: null,
    correlationId: 'rst_1',
    ip: '203.0.113.7',
    userAgent: 'Firefox',
    fields: { kind: 'reset', identifierMac: 'abc' },
    ...changes,
  };
}
