import { PosternError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { ResetRule } from '../../domain/reset/session.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, visitorActor } from '../audit/entries.ts';
import { tooManyRequests } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';
import {
  moveReset,
  offeredMethods,
  openLiveReset,
  progressOf,
  recordOutOfOrder,
  type ResetDesk,
  resendAt,
  ruleOf,
} from './desk.ts';
import type { ResetProgress } from './reset-service.ts';

/** Asks for a code by one of the offered methods, or for another code by the same one. */
export async function chooseMethod(
  desk: ResetDesk,
  visitor: Visitor,
  token: string,
  methodId: string,
): Promise<ResetProgress> {
  const row = await openLiveReset(desk, visitor, token);
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  const open = row.session.state === 'choosing' || row.session.state === 'proving';
  if (!open || !offeredMethods(desk, policy).includes(methodId)) {
    throw await recordOutOfOrder(desk, visitor, row, 'method-chosen');
  }
  const now = desk.clock.now();
  await refuseEarlyResend(desk, row, methodId, policy, now);
  const moved = await desk.storage.transaction((stores) =>
    issueChallenge(desk, stores, visitor, row, methodId, policy, ruleOf(policy, false), now),
  );
  desk.signal.wake();
  return progressOf(desk, moved, policy);
}

async function refuseEarlyResend(
  desk: ResetDesk,
  row: ResetSessionRow,
  methodId: string,
  policy: Policy,
  now: number,
): Promise<void> {
  const sent = row.sends[methodId] ?? 0;
  if (sent === 0) return;
  const open = row.session.openChallengeId;
  const last = open === null ? null : await desk.storage.challenges.get(row.tenantId, open);
  const allowedAt = resendAt(row, methodId, last?.createdAt ?? row.session.startedAt, policy);
  if (allowedAt === null) throw tooManyRequests(row.session.expiresAt, now);
  if (now < allowedAt) throw tooManyRequests(allowedAt, now);
}

/**
 * Voids what was open and makes a new challenge with a job that finds the person and arms it. The challenge is
 * made for every identifier alike; for a stranger's it is never armed and accepts nothing. The counters of
 * wrong answers stay where they were (R039).
 */
export async function issueChallenge(
  desk: ResetDesk,
  stores: Stores,
  visitor: Visitor,
  row: ResetSessionRow,
  methodId: string,
  policy: Policy,
  rule: ResetRule,
  now: number,
): Promise<ResetSessionRow> {
  const method = desk.methods.get(methodId);
  const settings = policy.methods[methodId];
  if (!method || !settings) throw new PosternError('out-of-order');
  const challengeId = desk.random.id('chl');
  const sends = { ...row.sends, [methodId]: (row.sends[methodId] ?? 0) + 1 };
  const { row: moved } = await moveReset(
    stores,
    row,
    { type: 'method-chosen', methodId, challengeId },
    rule,
    now,
    { sends },
  );
  const lifetimeMs = method.lifetimeSeconds(method.settings.parse(settings)) * 1000;
  const expiresAt = Math.min(now + lifetimeMs, moved.session.expiresAt);
  await stores.challenges.voidOf(row.tenantId, row.id, now);
  await stores.challenges.add({
    id: challengeId,
    tenantId: row.tenantId,
    sessionId: row.id,
    methodId,
    codeMac: null,
    destinationSealed: null,
    attempts: 0,
    maxAttempts: policy.session.wrongAnswersPerCode,
    createdAt: now,
    expiresAt,
    usedAt: null,
    voidedAt: null,
  });
  await desk.outbox.add(stores, {
    tenantId: row.tenantId,
    kind: 'resolve-reset',
    payload: { sessionId: row.id, challengeId },
    at: now,
    deadlineAt: expiresAt,
  });
  await stores.audit.append(
    row.tenantId,
    entry('reset.method-chosen', {
      at: now,
      actor: visitorActor,
      correlationId: row.id,
      visitor,
      fields: { method: methodId },
    }),
  );
  return moved;
}
