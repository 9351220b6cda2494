import { PosternError } from '../../domain/errors.ts';
import { maskMail } from '../../domain/mask.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { IneligibilityReason } from '../../domain/reset/eligibility.ts';
import { endedStates } from '../../domain/reset/session.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { CodeMethod } from '../../ports/method.ts';
import type { ChallengeRow } from '../../ports/storage/challenges.ts';
import type { LeasedJob } from '../../ports/storage/outbox.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, subjectOf } from '../audit/entries.ts';
import type { Notices } from '../notify/notices.ts';
import { moveReset, type ResetDesk, ruleOf } from '../reset/desk.ts';
import { codeMacOf } from '../reset/prove.ts';
import { identifierBinding } from '../reset/start.ts';
import type { JobHandler, JobResult } from './handlers.ts';
import { readResolveReset } from './jobs.ts';

export interface ResolveDesk extends ResetDesk {
  readonly notices: Notices;
}

const done: JobResult = { result: 'done' };

/**
 * The part of START nobody waits for: finds the one person the identifier names, asks whether they may reset,
 * and arms the challenge with a code on its way to the address that is stored for them (invariant I6).
 */
export function createResolveReset(desk: ResolveDesk): JobHandler {
  return async (job) => {
    const { sessionId, challengeId } = readResolveReset(desk.vault, job);
    const row = await desk.storage.resetSessions.byId(job.tenantId, sessionId);
    const challenge = await desk.storage.challenges.get(job.tenantId, challengeId);
    if (!row || !challenge || endedStates.has(row.session.state) || challenge.codeMac !== null)
      return done;
    const identifier = desk.vault.open(
      row.identifierSealed,
      identifierBinding(row.tenantId, row.id),
    );
    const user = await findOne(desk, row, identifier);
    if (!user) return notOffered(desk, row, null, challenge, 'nobody');
    const { policy } = await desk.policies.current(desk.storage, row.tenantId);
    const eligibility = await desk.eligibility.decide(desk.storage, user, policy);
    const method = desk.methods.get(challenge.methodId);
    const destination = method?.destinationOf(user) ?? null;
    if (!method || destination === null)
      return notOffered(desk, row, user, challenge, 'methods-missing');
    if (!(await admitDestination(desk, row.tenantId, policy, destination))) {
      return notOffered(desk, row, user, challenge, 'destination-limit');
    }
    return eligibility.eligible
      ? arm(desk, job, row, challenge, user, method, destination, policy)
      : decline(desk, row, challenge, user, destination, eligibility.reason ?? 'methods-missing');
  };
}

/** Exactly one person over all directories, or nobody: two with one name are a stranger to us (F39). */
async function findOne(
  desk: ResolveDesk,
  row: ResetSessionRow,
  identifier: string,
): Promise<DirectoryUser | null> {
  if (row.session.subject !== null) {
    const { tenantId, directoryId, anchor } = row.session.subject;
    return desk.directories.get(tenantId, directoryId).read(anchor);
  }
  const found = await Promise.all(
    desk.directories.all(row.tenantId).map((directory) => directory.find(identifier)),
  );
  const users = found.filter((user) => user !== null);
  return users.length === 1 ? (users[0] ?? null) : null;
}

async function admitDestination(
  desk: ResolveDesk,
  tenantId: string,
  policy: Policy,
  destination: string,
): Promise<boolean> {
  const key = destination.toLowerCase();
  const until = await desk.storage.transaction((stores) =>
    desk.limiter.admit(stores, tenantId, policy, [
      { limit: 'mail-per-destination-per-hour', key },
      { limit: 'mail-per-destination-per-day', key },
    ]),
  );
  return until === null;
}

async function arm(
  desk: ResolveDesk,
  job: LeasedJob,
  row: ResetSessionRow,
  challenge: ChallengeRow,
  user: DirectoryUser,
  method: CodeMethod,
  destination: string,
  policy: Policy,
): Promise<JobResult> {
  const now = desk.clock.now();
  const settings = method.settings.parse(policy.methods[method.id]);
  const code = method.makeCode(settings, desk.random);
  const armed = {
    codeMac: codeMacOf(desk, challenge.id, code),
    destinationSealed: desk.vault.seal(
      destination,
      `challenge/${challenge.tenantId}/${challenge.id}`,
    ),
  };
  try {
    await desk.storage.transaction(async (stores) => {
      await nameSubject(stores, row, user, policy, now);
      if (!(await stores.challenges.arm(row.tenantId, challenge.id, armed, now))) return;
      await stores.audit.append(
        row.tenantId,
        entry('reset.code-issued', {
          at: now,
          subject: subjectOf(user),
          correlationId: row.id,
          fields: { method: method.id, destination: maskMail(destination) },
        }),
      );
      await desk.notices.message(stores, {
        kind: 'reset-code',
        params: {
          code,
          minutes: Math.max(1, Math.floor((challenge.expiresAt - now) / 60_000)),
          displayName: user.displayName,
          reference: row.reference,
          askedFrom: row.ip ?? '',
        },
        user,
        to: destination,
        locale: row.locale,
        at: now,
        deadlineAt: challenge.expiresAt,
        correlationId: row.id,
        challengeId: challenge.id,
      });
    });
  } catch (error) {
    // The person took a step in the same instant; look again at what it became.
    if (error instanceof PosternError && error.code === 'conflict')
      return { result: 'retry', reason: 'reset moved' };
    if (error instanceof PosternError && error.code === 'out-of-order') return done;
    throw error;
  }
  desk.signal.wake();
  desk.log.info({ reset: row.id, reference: row.reference, job: job.id }, 'code issued');
  return done;
}

async function nameSubject(
  stores: Stores,
  row: ResetSessionRow,
  user: DirectoryUser,
  policy: Policy,
  now: number,
): Promise<void> {
  if (row.session.subject !== null) return;
  await moveReset(
    stores,
    row,
    { type: 'subject-found', subject: user.ref },
    ruleOf(policy, false),
    now,
  );
}

/** Tells the person, at their stored address only, that this is not open to them and whom to ask. */
async function decline(
  desk: ResolveDesk,
  row: ResetSessionRow,
  challenge: ChallengeRow,
  user: DirectoryUser,
  destination: string,
  reason: IneligibilityReason,
): Promise<JobResult> {
  const now = desk.clock.now();
  await desk.storage.transaction(async (stores) => {
    await auditNotOffered(stores, row, user, challenge, reason, now);
    await desk.notices.message(stores, {
      kind: 'reset-not-available',
      params: {
        displayName: user.displayName,
        reference: row.reference,
        reason: reason === 'blocked' || reason === 'frozen' ? reason : 'not-enabled',
      },
      user,
      to: destination,
      locale: row.locale,
      at: now,
      deadlineAt: challenge.expiresAt,
      correlationId: row.id,
    });
  });
  desk.signal.wake();
  return done;
}

async function notOffered(
  desk: ResolveDesk,
  row: ResetSessionRow,
  user: DirectoryUser | null,
  challenge: ChallengeRow,
  reason: string,
): Promise<JobResult> {
  await auditNotOffered(desk.storage, row, user, challenge, reason, desk.clock.now());
  return done;
}

async function auditNotOffered(
  stores: Stores,
  row: ResetSessionRow,
  user: DirectoryUser | null,
  challenge: ChallengeRow,
  reason: string,
  at: number,
): Promise<void> {
  await stores.audit.append(
    row.tenantId,
    entry('reset.not-offered', {
      at,
      outcome: 'failure',
      subject: user ? subjectOf(user) : null,
      correlationId: row.id,
      visitor: row,
      fields: { reason, method: challenge.methodId },
    }),
  );
}
