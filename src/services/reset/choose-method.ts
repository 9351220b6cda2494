import { PosternError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { ResetRule } from '../../domain/reset/session.ts';
import type { Method } from '../../ports/method.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, visitorActor } from '../audit/entries.ts';
import { tooManyRequests } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';
import { moveReset, openLiveReset, recordOutOfOrder, type ResetDesk } from './desk.ts';
import { asksDestination, ruleOf } from './offered-methods.ts';
import { audienceOf, choices, progressOf, resendAt, sealPrompt } from './progress.ts';
import type { ResetProgress } from './reset-service.ts';

const LONGEST_DESTINATION = 64;

/** Asks for a proof by one of the methods that can be chosen, or for another one by the same. */
export async function chooseMethod(
  desk: ResetDesk,
  visitor: Visitor,
  token: string,
  methodId: string,
  typedDestination: string,
): Promise<ResetProgress> {
  const row = await openLiveReset(desk, visitor, token);
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  const open = row.session.state === 'choosing' || row.session.state === 'proving';
  const rule = ruleOf(desk.methods, policy, await audienceOf(desk, row));
  const method = desk.methods.get(methodId);
  const { offered, forAdministrators } = await choices(desk, row, policy);
  if (!open || !method || ![...offered, ...forAdministrators].includes(methodId)) {
    throw await recordOutOfOrder(desk, visitor, row, 'method-chosen');
  }
  const asked = asksDestination(desk.methods, policy, methodId) ? typedDestination.trim() : null;
  if (asked !== null && (asked === '' || asked.length > LONGEST_DESTINATION)) {
    throw new PosternError('destination-needed', {
      faults: [{ path: 'destination', code: asked === '' ? 'required' : 'too-long' }],
    });
  }
  const now = desk.clock.now();
  await refuseEarlyResend(desk, row, method, policy, now);
  const wanted = { visitor, methodId, asked };
  const moved = await desk.storage.transaction((stores) =>
    issueChallenge(desk, stores, row, wanted, policy, rule, now),
  );
  desk.signal.wake();
  return progressOf(desk, moved, policy);
}

async function refuseEarlyResend(
  desk: ResetDesk,
  row: ResetSessionRow,
  method: Method,
  policy: Policy,
  now: number,
): Promise<void> {
  if ((row.sends[method.id] ?? 0) === 0) return;
  const open = row.session.openChallengeId;
  const last = open === null ? null : await desk.storage.challenges.get(row.tenantId, open);
  const allowedAt = resendAt(row, method, last?.createdAt ?? row.session.startedAt, policy);
  if (allowedAt === null) throw tooManyRequests(row.session.expiresAt, now);
  if (now < allowedAt) throw tooManyRequests(allowedAt, now);
}

export function askedBinding(tenantId: string, challengeId: string): string {
  return `challenge-asked/${tenantId}/${challengeId}`;
}

/**
 * Voids what was open and makes a new challenge with a job that finds the person and arms it. The challenge is
 * made for every identifier alike; for a stranger's it is never armed and accepts nothing. The counters of
 * wrong answers stay where they were (R039).
 */
export async function issueChallenge(
  desk: ResetDesk,
  stores: Stores,
  row: ResetSessionRow,
  wanted: {
    readonly visitor: Visitor;
    readonly methodId: string;
    /** The number that was typed; null where none is asked for. */
    readonly asked: string | null;
  },
  policy: Policy,
  rule: ResetRule,
  now: number,
): Promise<ResetSessionRow> {
  const { methodId, asked, visitor } = wanted;
  const method = desk.methods.get(methodId);
  if (!method) throw new PosternError('out-of-order');
  const settings = method.settings.parse(policy.methods[methodId]);
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
  const expiresAt = Math.min(
    now + method.lifetimeSeconds(settings) * 1000,
    moved.session.expiresAt,
  );
  const prompt = method.kind === 'held' ? method.prompt(settings, desk.random) : null;
  await stores.challenges.voidOf(row.tenantId, row.id, now);
  await stores.challenges.add({
    id: challengeId,
    tenantId: row.tenantId,
    sessionId: row.id,
    methodId,
    codeMac: null,
    destinationSealed: null,
    promptSealed: sealPrompt(desk.vault, row.tenantId, challengeId, prompt),
    askedSealed:
      asked === null ? null : desk.vault.seal(asked, askedBinding(row.tenantId, challengeId)),
    attempts: 0,
    maxAttempts: policy.session.wrongAnswersPerCode,
    createdAt: now,
    expiresAt,
    usedAt: null,
    voidedAt: null,
    armedAt: null,
    resolvedAt: null,
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
