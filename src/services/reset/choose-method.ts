import { PosternError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { ResetEvent, ResetRule } from '../../domain/reset/session.ts';
import type { Method } from '../../ports/method.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, visitorActor } from '../audit/entries.ts';
import { tooManyRequests } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';
import { moveReset, openLiveReset, recordOutOfOrder, type ResetDesk } from './desk.ts';
import { asksDestination, ruleOf } from './offered-methods.ts';
import { audienceOf, choices, resendAt, sealPrompt } from './progress.ts';

const LONGEST_DESTINATION = 64;

/** Asks for a proof by one of the methods that can be chosen, or for another one by the same. */
export async function chooseMethod(
  desk: ResetDesk,
  visitor: Visitor,
  token: string,
  methodId: string,
  typedDestination: string,
): Promise<ResetSessionRow> {
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
  return moved;
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

/** What a challenge is asked by, and who asked for it. */
interface Wanted {
  readonly visitor: Visitor;
  readonly methodId: string;
  /** The number that was typed; null where none is asked for. */
  readonly asked: string | null;
}

/** Voids what was open and makes a new challenge. The counters of wrong answers stay where they were (R039). */
async function issueChallenge(
  desk: ResetDesk,
  stores: Stores,
  row: ResetSessionRow,
  wanted: Wanted,
  policy: Policy,
  rule: ResetRule,
  now: number,
): Promise<ResetSessionRow> {
  const chosen = chooseNow(desk, row, wanted.methodId);
  const { row: moved } = await moveReset(stores, row, chosen.event, rule, now, chosen.changes);
  await stores.challenges.voidOf(row.tenantId, row.id, now);
  await addChallenge(desk, stores, moved, wanted, policy, now);
  return moved;
}

/** The event of a choice, and what else changes with it. */
export function chooseNow(
  { random }: Pick<ResetDesk, 'random'>,
  { sends }: Pick<ResetSessionRow, 'sends'>,
  methodId: string,
): {
  readonly event: Extract<ResetEvent, { type: 'method-chosen' }>;
  readonly changes: Pick<ResetSessionRow, 'sends'>;
} {
  return {
    event: { type: 'method-chosen', methodId, challengeId: random.id('chl') },
    changes: { sends: { ...sends, [methodId]: (sends[methodId] ?? 0) + 1 } },
  };
}

/**
 * Makes the challenge that a reset has just moved to, with a job that finds the person and arms it. It is made for
 * every identifier alike; for a stranger's it is never armed and accepts nothing.
 */
export async function addChallenge(
  desk: ResetDesk,
  stores: Stores,
  { id: sessionId, tenantId, session }: ResetSessionRow,
  { visitor, methodId, asked }: Wanted,
  policy: Policy,
  now: number,
): Promise<void> {
  const method = desk.methods.get(methodId);
  const challengeId = session.openChallengeId;
  if (!method || challengeId === null) throw new PosternError('out-of-order');
  const settings = method.settings.parse(policy.methods[methodId]);
  const expiresAt = Math.min(now + method.lifetimeSeconds(settings) * 1000, session.expiresAt);
  const prompt = method.kind === 'held' ? method.prompt(settings, desk.random) : null;
  await stores.challenges.add({
    id: challengeId,
    tenantId,
    sessionId,
    methodId,
    codeMac: null,
    destinationSealed: null,
    promptSealed: sealPrompt(desk.vault, tenantId, challengeId, prompt),
    askedSealed:
      asked === null ? null : desk.vault.seal(asked, askedBinding(tenantId, challengeId)),
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
    tenantId,
    kind: 'resolve-reset',
    payload: { sessionId, challengeId },
    at: now,
    deadlineAt: expiresAt,
  });
  await stores.audit.append(
    tenantId,
    entry('reset.method-chosen', {
      at: now,
      actor: visitorActor,
      correlationId: sessionId,
      visitor,
      fields: { method: methodId },
    }),
  );
}
