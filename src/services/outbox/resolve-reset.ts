import { maskMail } from '../../domain/mask.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { IneligibilityReason } from '../../domain/reset/eligibility.ts';
import { endedStates } from '../../domain/reset/session.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { CodeMethod } from '../../ports/method.ts';
import type { ChallengeRow } from '../../ports/storage/challenges.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, subjectOf } from '../audit/entries.ts';
import type { Notices } from '../notify/notices.ts';
import { moveReset, type ResetDesk, ruleOf } from '../reset/desk.ts';
import { codeMacOf } from '../reset/prove.ts';
import { identifierBinding } from '../reset/start.ts';
import type { JobHandler } from './handlers.ts';
import { readResolveReset } from './jobs.ts';

export interface ResolveDesk extends ResetDesk {
  readonly notices: Notices;
}

type Settle = (stores: Stores) => Promise<void>;

/**
 * The part of START nobody waits for: finds the one person the identifier names, asks whether they may reset,
 * and arms the challenge with a code on its way to the address that is stored for them (invariant I6).
 * All it writes is committed with the closing of the job.
 */
export function createResolveReset(desk: ResolveDesk): JobHandler {
  return async (job) => {
    const { sessionId, challengeId } = readResolveReset(desk.vault, job);
    const row = await desk.storage.resetSessions.byId(job.tenantId, sessionId);
    const challenge = await desk.storage.challenges.get(job.tenantId, challengeId);
    const over = !row || !challenge || endedStates.has(row.session.state);
    if (over || challenge.codeMac !== null) return { result: 'done' };
    return {
      result: 'done',
      settle: await decide(desk, row, challenge),
      afterwards: () => desk.signal.wake(),
    };
  };
}

async function decide(
  desk: ResolveDesk,
  row: ResetSessionRow,
  challenge: ChallengeRow,
): Promise<Settle> {
  const identifier = desk.vault.open(row.identifierSealed, identifierBinding(row.tenantId, row.id));
  const user = await findOne(desk, row, identifier);
  const { policy } = await desk.policies.current(desk.storage, row.tenantId);
  const method = desk.methods.get(challenge.methodId);
  const destination = user && method ? method.destinationOf(user) : null;
  const decline = (reason: string): Settle => {
    const at = desk.clock.now();
    return async (stores) => {
      await auditNotOffered(stores, row, user, challenge, reason, at);
      await rehearse(desk, stores, row, challenge, at);
    };
  };
  const eligibility = await desk.eligibility.decide(
    desk.storage,
    user ?? standIn(desk, row.tenantId),
    policy,
  );
  if (!user || !method || destination === null) {
    return async (stores) => {
      await admitDestination(desk, stores, row.tenantId, policy, `nobody/${row.identifierMac}`);
      await decline(user ? 'methods-missing' : 'nobody')(stores);
    };
  }
  return async (stores) => {
    if (!(await admitDestination(desk, stores, row.tenantId, policy, destination))) {
      return decline('destination-limit')(stores);
    }
    if (eligibility.eligible) {
      return arm(desk, stores, row, challenge, user, method, destination, policy);
    }
    const at = desk.clock.now();
    const reason = eligibility.reason ?? 'methods-missing';
    await auditNotOffered(stores, row, user, challenge, reason, at);
    return sendToOwner(desk, stores, row, challenge, user, destination, reason);
  };
}

/** Asked about in place of nobody, so that the same is read. */
function standIn({ directories }: ResolveDesk, tenantId: string): DirectoryUser {
  return {
    ref: { tenantId, directoryId: directories.all(tenantId)[0]?.id ?? '', anchor: 'nobody' },
    username: '',
    displayName: '',
    givenName: null,
    surname: null,
    mail: null,
    alternateMail: null,
    locale: null,
    enabled: true,
    passwordChangedAt: null,
  };
}

/**
 * For somebody who gets no mail the same is written and worked as for somebody who does: the request after this
 * one would otherwise wait a few milliseconds longer for a person than for a stranger.
 */
async function rehearse(
  desk: ResolveDesk,
  stores: Stores,
  row: ResetSessionRow,
  challenge: ChallengeRow,
  at: number,
): Promise<void> {
  await stores.resetSessions.move(row.version, row);
  await desk.outbox.add(stores, {
    tenantId: row.tenantId,
    kind: 'rehearse-message',
    payload: {
      message: 'reset-code',
      params: {
        code: '00000000',
        minutes: Math.max(1, Math.round((challenge.expiresAt - at) / 60_000)),
        displayName: row.reference,
        reference: row.reference,
        askedFrom: row.ip ?? '',
      },
      to: row.reference,
      locale: row.locale,
      about: {
        user: { ...standIn(desk, row.tenantId).ref, name: '' },
        correlationId: row.id,
        challengeId: challenge.id,
      },
    },
    at,
    deadlineAt: challenge.expiresAt,
  });
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
  stores: Stores,
  tenantId: string,
  policy: Policy,
  destination: string,
): Promise<boolean> {
  const key = destination.toLowerCase();
  const until = await desk.limiter.admit(stores, tenantId, policy, [
    { limit: 'mail-per-destination-per-hour', key },
    { limit: 'mail-per-destination-per-day', key },
  ]);
  return until === null;
}

async function arm(
  desk: ResolveDesk,
  stores: Stores,
  row: ResetSessionRow,
  challenge: ChallengeRow,
  user: DirectoryUser,
  method: CodeMethod,
  destination: string,
  policy: Policy,
): Promise<void> {
  const now = desk.clock.now();
  const code = method.makeCode(method.settings.parse(policy.methods[method.id]), desk.random);
  const armed = {
    codeMac: codeMacOf(desk, challenge.id, code),
    destinationSealed: desk.vault.seal(
      destination,
      `challenge/${challenge.tenantId}/${challenge.id}`,
    ),
  };
  if (row.session.subject === null) {
    const found = { type: 'subject-found', subject: user.ref } as const;
    await moveReset(stores, row, found, ruleOf(policy, false), now);
  }
  // A challenge that was replaced meanwhile stays unarmed, and its code is never sent.
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
      minutes: Math.max(1, Math.round((challenge.expiresAt - now) / 60_000)),
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
}

/** Tells the person, at their stored address only, that this is not open to them and whom to ask. */
async function sendToOwner(
  desk: ResolveDesk,
  stores: Stores,
  row: ResetSessionRow,
  challenge: ChallengeRow,
  user: DirectoryUser,
  destination: string,
  reason: IneligibilityReason,
): Promise<void> {
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
    at: desk.clock.now(),
    deadlineAt: challenge.expiresAt,
    correlationId: row.id,
  });
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
