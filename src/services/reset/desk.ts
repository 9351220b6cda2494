import { PosternError } from '../../domain/errors.ts';
import { gatesRequired, type Policy } from '../../domain/policy/policy.ts';
import { gatesFilled } from '../../domain/reset/gates.ts';
import {
  advance,
  endedStates,
  hasExpired,
  type ResetEffect,
  type ResetEvent,
  type ResetRule,
} from '../../domain/reset/session.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories } from '../../ports/directory.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Log, Meter } from '../../ports/log.ts';
import type { MethodRegistry } from '../../ports/method.ts';
import type { Random } from '../../ports/random.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { entry, visitorActor } from '../audit/entries.ts';
import type { OutboxWriter } from '../outbox/jobs.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import type { Limiter } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';
import type { EligibilityReader } from './eligibility-facts.ts';
import type { ResetProgress } from './reset-service.ts';

/** What every step of a reset works with. */
export interface ResetDesk {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly policies: PolicyReader;
  readonly methods: MethodRegistry;
  readonly directories: Directories;
  readonly eligibility: EligibilityReader;
  readonly limiter: Limiter;
  readonly outbox: OutboxWriter;
  readonly signal: JobSignal;
}

/** What the policy asks at this moment. Before the person is known nothing personal goes into it. */
export function ruleOf(policy: Policy, isAdministrator: boolean): ResetRule {
  return {
    gatesRequired: gatesRequired(policy, isAdministrator),
    enabledMethods: new Set(enabledMethodIds(policy)),
    grantSeconds: policy.session.grantSeconds,
  };
}

function enabledMethodIds(policy: Policy): string[] {
  return Object.entries(policy.methods)
    .filter(([, method]) => method.enabled)
    .map(([id]) => id);
}

export function offeredMethods(desk: Pick<ResetDesk, 'methods'>, policy: Policy): string[] {
  const enabled = new Set(enabledMethodIds(policy));
  return [...desk.methods.keys()].filter((id) => enabled.has(id));
}

/** The reset this browser's token belongs to, with its time checked: what has run out is recorded as expired. */
export async function openReset(
  desk: ResetDesk,
  visitor: Visitor,
  token: string,
): Promise<ResetSessionRow> {
  const tokenMac = desk.vault.mac('reset-token', token);
  const row = await desk.storage.resetSessions.byToken(visitor.tenantId, tokenMac);
  if (!row) throw new PosternError('not-found');
  return hasExpired(row.session, desk.clock.now()) ? expire(desk, row) : row;
}

/** The same for a step that makes no sense in an ended reset. */
export async function openLiveReset(
  desk: ResetDesk,
  visitor: Visitor,
  token: string,
): Promise<ResetSessionRow> {
  const row = await openReset(desk, visitor, token);
  if (row.session.state === 'expired') throw new PosternError('session-expired');
  return row;
}

export async function expire(desk: ResetDesk, row: ResetSessionRow): Promise<ResetSessionRow> {
  const now = desk.clock.now();
  const { session } = advance(row.session, { type: 'clock-passed' }, ruleWithoutGates, now);
  const moved = await desk.storage.transaction(async (stores) => {
    const next = await stores.resetSessions.move(row.version, withSession(row, session, now));
    if (!next) return null;
    await stores.challenges.voidOf(row.tenantId, row.id, now);
    await stores.audit.append(
      row.tenantId,
      entry('reset.expired', {
        at: now,
        outcome: 'failure',
        actor: visitorActor,
        correlationId: row.id,
      }),
    );
    return next;
  });
  // Somebody else moved it in the same instant: theirs is the truth.
  return moved ?? (await desk.storage.resetSessions.byId(row.tenantId, row.id)) ?? row;
}

// Time runs out by the same rule whatever the policy says.
const ruleWithoutGates: ResetRule = {
  gatesRequired: 2,
  enabledMethods: new Set(),
  grantSeconds: 0,
};

export function withSession(
  row: ResetSessionRow,
  session: ResetSessionRow['session'],
  now: number,
  changes: Partial<Pick<ResetSessionRow, 'tokenMac' | 'previousTokenMac' | 'sends'>> = {},
): ResetSessionRow {
  return {
    ...row,
    ...changes,
    session,
    endedAt: endedStates.has(session.state) ? (row.endedAt ?? now) : null,
  };
}

/**
 * Applies one event and stores the new state, in the caller's transaction. Throws `out-of-order`, recorded, when
 * the step is not a next one, and `conflict` when another request of the same reset was first.
 */
export async function moveReset(
  stores: Stores,
  row: ResetSessionRow,
  event: ResetEvent,
  rule: ResetRule,
  now: number,
  changes: Partial<Pick<ResetSessionRow, 'tokenMac' | 'previousTokenMac' | 'sends'>> = {},
): Promise<{ readonly row: ResetSessionRow; readonly effects: readonly ResetEffect[] }> {
  const { session, effects } = advance(row.session, event, rule, now);
  if (effects.some((effect) => effect.type === 'out-of-order'))
    throw new PosternError('out-of-order');
  const moved = await stores.resetSessions.move(
    row.version,
    withSession(row, session, now, changes),
  );
  if (!moved) throw new PosternError('conflict');
  return { row: moved, effects };
}

/** Records a step that was tried out of its order (R192); the answer is the state, so nothing is lost. */
export async function recordOutOfOrder(
  desk: ResetDesk,
  visitor: Visitor,
  row: ResetSessionRow,
  event: ResetEvent['type'],
): Promise<PosternError> {
  await desk.storage.audit.append(
    row.tenantId,
    entry('reset.out-of-order', {
      at: desk.clock.now(),
      outcome: 'failure',
      actor: visitorActor,
      correlationId: row.id,
      visitor,
      fields: { event, state: row.session.state },
    }),
  );
  return new PosternError('out-of-order');
}

/** What the person may see now; nothing in it differs between identifiers before the first proof. */
export async function progressOf(
  desk: ResetDesk,
  row: ResetSessionRow,
  policy: Policy,
): Promise<ResetProgress> {
  const { session } = row;
  const isAdministrator =
    session.passed.length > 0 && session.subject !== null
      ? (await desk.storage.roleAssignments.of(session.subject)).length > 0
      : false;
  const rule = ruleOf(policy, isAdministrator);
  return {
    state: session.state,
    reference: row.reference,
    expiresAt: session.grantExpiresAt ?? session.expiresAt,
    methods: offeredMethods(desk, policy),
    gatesRequired: rule.gatesRequired,
    gatesFilled: gatesFilled(session.passed, rule),
    challenge: await openChallenge(desk, row, policy),
    passwordRules: session.state === 'password' ? policy.password : null,
  };
}

async function openChallenge(
  desk: ResetDesk,
  row: ResetSessionRow,
  policy: Policy,
): Promise<ResetProgress['challenge']> {
  if (row.session.openChallengeId === null) return null;
  const challenge = await desk.storage.challenges.get(row.tenantId, row.session.openChallengeId);
  if (!challenge) return null;
  const live = challenge.voidedAt === null && challenge.usedAt === null;
  return {
    methodId: challenge.methodId,
    attemptsLeft: live ? Math.max(0, challenge.maxAttempts - challenge.attempts) : 0,
    expiresAt: challenge.expiresAt,
    resendAt: resendAt(row, challenge.methodId, challenge.createdAt, policy),
  };
}

/** When the next code may be asked for, in epoch ms; null when this reset has had all it gets. */
export function resendAt(
  row: ResetSessionRow,
  methodId: string,
  lastSentAt: number,
  policy: Policy,
): number | null {
  const sent = row.sends[methodId] ?? 0;
  if (sent >= policy.session.sendsPerMethod) return null;
  const waits = policy.session.resendWaitSeconds;
  const wait = waits[Math.min(Math.max(sent, 1), waits.length) - 1] ?? 0;
  return lastSentAt + wait * 1000;
}
