import { PosternError } from '../../domain/errors.ts';
import { userKey } from '../../domain/identity.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Method, Person } from '../../ports/method.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, visitorActor } from '../audit/entries.ts';
import type { Visitor } from '../visitor.ts';
import { moveReset, type ResetDesk } from './desk.ts';
import { methodCounters } from './method-blocks.ts';
import { ruleOf } from './offered-methods.ts';
import type { ResolveDesk } from './resolve.ts';
import { identifierBinding } from './identifier-binding.ts';

// For somebody nobody knows a counter is kept just the same: not counting would be faster, and so would tell.
function accountKey(row: ResetSessionRow): string {
  return row.session.subject === null
    ? `nobody/${row.identifierMac}`
    : userKey(row.session.subject);
}

/** An account or method that reached its cap accepts nothing, under whatever name, and shows nothing of it. */
export async function acceptsNothing(
  desk: ResetDesk,
  row: ResetSessionRow,
  person: Person | null,
  method: Method | undefined,
): Promise<boolean> {
  const account = accountKey(row);
  const ends = await desk.limiter.blocksOf(desk.storage, row.tenantId, [
    { limit: 'failed-proofs-per-account', key: account },
    ...(method === undefined ? [] : methodCounters(account, method, person)),
  ]);
  return ends.some((end) => end !== null);
}

/** Counts a wrong answer wherever it counts, and ends the reset when what was typed reached its cap. */
export async function countWrongAnswer(
  desk: ResolveDesk,
  visitor: Visitor,
  row: ResetSessionRow,
  person: Person | null,
  policy: Policy,
  methodId: string,
): Promise<ResetSessionRow> {
  const now = desk.clock.now();
  const identifier = desk.vault.open(row.identifierSealed, identifierBinding(row.tenantId, row.id));
  const method = desk.methods.get(methodId);
  const account = accountKey(row);
  desk.meter.count('proofs_refused', { method: methodId });
  const blockedUntil = await desk.storage.transaction(async (stores) => {
    await desk.limiter.count(stores, row.tenantId, policy, {
      limit: 'failed-proofs-per-account',
      key: account,
    });
    const until = await desk.limiter.count(stores, row.tenantId, policy, {
      limit: 'failed-proofs-per-identifier',
      key: identifier,
    });
    for (const counted of method ? methodCounters(account, method, person) : []) {
      const reached = await desk.limiter.reach(stores, row.tenantId, policy, counted);
      if (reached?.justNow !== true) continue;
      await stores.audit.append(
        row.tenantId,
        entry('reset.method-stopped', {
          at: now,
          outcome: 'failure',
          correlationId: row.id,
          fields: { method: methodId, limit: counted.limit },
        }),
      );
    }
    await countForAll(desk, stores, row, policy, now);
    await stores.audit.append(
      row.tenantId,
      entry('reset.proof-refused', {
        at: now,
        outcome: 'failure',
        actor: visitorActor,
        correlationId: row.id,
        visitor,
        fields: { method: methodId, reason: 'wrong' },
      }),
    );
    return until;
  });
  return blockedUntil === null ? row : block(desk, visitor, row, policy, now);
}

/** Guessing spread over many accounts reaches none of their caps: it is counted for all of them together (A038). */
async function countForAll(
  desk: ResolveDesk,
  stores: Stores,
  row: ResetSessionRow,
  policy: Policy,
  now: number,
): Promise<void> {
  const limit = 'failed-proofs-per-organisation';
  const reached = await desk.limiter.reach(stores, row.tenantId, policy, { limit, key: limit });
  if (reached?.justNow !== true) return;
  const alarm = await stores.audit.append(
    row.tenantId,
    entry('limit.reached', {
      at: now,
      outcome: 'failure',
      target: limit,
      correlationId: row.id,
      fields: { limit, until: reached.until },
    }),
  );
  desk.log.error({ limit, until: reached.until }, 'unusually many wrong answers');
  await desk.notices.administrators(stores, {
    tenantId: row.tenantId,
    alert: 'proofs-failing',
    username: '',
    reference: alarm.id,
    at: now,
    locale: 'en',
    correlationId: row.id,
  });
}

/** Ends this reset because what was typed reached its cap; the directory account is never touched (R007). */
async function block(
  desk: ResetDesk,
  visitor: Visitor,
  row: ResetSessionRow,
  policy: Policy,
  now: number,
): Promise<ResetSessionRow> {
  try {
    return await desk.storage.transaction(async (stores) => {
      const { row: moved } = await moveReset(
        stores,
        row,
        { type: 'limit-reached' },
        ruleOf(desk.methods, policy, 'anybody'),
        now,
      );
      await stores.challenges.voidOf(row.tenantId, row.id, now);
      await stores.audit.append(
        row.tenantId,
        entry('reset.blocked', {
          at: now,
          outcome: 'failure',
          actor: visitorActor,
          correlationId: row.id,
          visitor,
          fields: { limit: 'failed-proofs-per-identifier' },
        }),
      );
      return moved;
    });
  } catch (error) {
    // Another request of this reset moved it first: what it became is what the person sees.
    if (
      !(error instanceof PosternError) ||
      (error.code !== 'conflict' && error.code !== 'out-of-order')
    )
      throw error;
    return (await desk.storage.resetSessions.byId(row.tenantId, row.id)) ?? row;
  }
}
