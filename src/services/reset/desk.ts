import { PosternError } from '../../domain/errors.ts';
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
import type { MethodRegistry, MethodTools } from '../../ports/method.ts';
import type { Random } from '../../ports/random.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { entry, visitorActor } from '../audit/entries.ts';
import type { OutboxWriter } from '../outbox/jobs.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import type { RegistrationReader } from '../registration/registration-reader.ts';
import type { Limiter } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';
import type { EligibilityReader } from './eligibility-facts.ts';

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
  /** What methods work with, of one organisation and this moment. */
  readonly tools: (tenantId: string) => Promise<MethodTools>;
  readonly registrations: RegistrationReader;
  readonly directories: Directories;
  readonly eligibility: EligibilityReader;
  readonly limiter: Limiter;
  readonly outbox: OutboxWriter;
  readonly signal: JobSignal;
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
    const next = await stores.resetSessions.move(row, withSession(row, session, now));
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
  needingAnother: new Set(),
  grantSeconds: 0,
  unlockAllowed: false,
};

export function withSession(
  row: ResetSessionRow,
  session: ResetSessionRow['session'],
  now: number,
  changes: ResetChanges = {},
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
  changes: ResetChanges = {},
): Promise<Moved> {
  const { row: next, effects } = movedBy(row, event, rule, now, changes);
  const moved = await stores.resetSessions.move(row, next);
  if (!moved) throw new PosternError('conflict');
  return { row: moved, effects };
}

type ResetChanges = Partial<Pick<ResetSessionRow, 'tokenMac' | 'previousTokenMac' | 'sends'>>;

interface Moved {
  readonly row: ResetSessionRow;
  readonly effects: readonly ResetEffect[];
}

/** What one event makes of a reset, stored nowhere yet. Throws `out-of-order` when the step is not a next one. */
export function movedBy(
  row: ResetSessionRow,
  event: ResetEvent,
  rule: ResetRule,
  now: number,
  changes: ResetChanges = {},
): Moved {
  const { session, effects } = advance(row.session, event, rule, now);
  if (effects.some((effect) => effect.type === 'out-of-order'))
    throw new PosternError('out-of-order');
  return { row: withSession(row, session, now, changes), effects };
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
