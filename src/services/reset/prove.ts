import { PosternError } from '../../domain/errors.ts';
import { userKey } from '../../domain/identity.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { gatesFilled } from '../../domain/reset/gates.ts';
import { hasExpired } from '../../domain/reset/session.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { CodeMethod } from '../../ports/method.ts';
import type { ChallengeRow } from '../../ports/storage/challenges.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import { entry, subjectOf, userActor, visitorActor } from '../audit/entries.ts';
import type { Visitor } from '../visitor.ts';
import {
  moveReset,
  openLiveReset,
  progressOf,
  recordOutOfOrder,
  type ResetDesk,
  ruleOf,
} from './desk.ts';
import type { ProofResult } from './reset-service.ts';
import { identifierBinding } from './start.ts';

/** The digest that is kept of a code: bound to its challenge, so that it is worth nothing in another (R034). */
export function codeMacOf(
  desk: Pick<ResetDesk, 'vault'>,
  challengeId: string,
  code: string,
): string {
  return desk.vault.mac('code', `${challengeId}\n${code}`);
}

/**
 * One answer to the open challenge. The counter rises, committed, before anything is compared (A034); an answer
 * is right at most once; what the policy and the directory say now decides what it opens (A010, F81).
 */
export async function prove(
  desk: ResetDesk,
  visitor: Visitor,
  token: string,
  answer: string,
): Promise<ProofResult> {
  const repeated = await repeatedProof(desk, visitor, token, answer);
  if (repeated) return repeated;
  const row = await openLiveReset(desk, visitor, token);
  const challengeId = row.session.openChallengeId;
  if (row.session.state !== 'proving' || challengeId === null) {
    throw await recordOutOfOrder(desk, visitor, row, 'proof-accepted');
  }
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  const challenge = await desk.storage.challenges.countAttempt(
    row.tenantId,
    challengeId,
    desk.clock.now(),
  );
  if (!challenge) return refused(desk, row, policy, token);
  const method = desk.methods.get(challenge.methodId);
  const right = isRight(desk, challenge, method, policy, answer);
  const blocked = await accountBlocked(desk, row);
  if (!right || !method || blocked) {
    return refused(
      desk,
      await countRefusal(desk, visitor, row, policy, challenge.methodId),
      policy,
      token,
    );
  }
  return accept(desk, visitor, row, challenge, method, policy, token);
}

/** The same work for an armed challenge as for one that never will be, and for a method switched off meanwhile. */
function isRight(
  desk: ResetDesk,
  challenge: ChallengeRow,
  method: CodeMethod | undefined,
  policy: Policy,
  answer: string,
): boolean {
  const settings = method
    ? method.settings.safeParse(policy.methods[challenge.methodId])
    : undefined;
  const code = method && settings?.success ? method.normaliseAnswer(answer, settings.data) : null;
  const given = codeMacOf(desk, challenge.id, code ?? '');
  const expected = challenge.codeMac ?? codeMacOf(desk, challenge.id, desk.random.token());
  const enabled = settings?.success === true && settings.data.enabled;
  return desk.vault.sameMac(given, expected) && code !== null && enabled;
}

/** An account that reached its cap under other names accepts nothing here, and shows nothing of it. */
async function accountBlocked(desk: ResetDesk, row: ResetSessionRow): Promise<boolean> {
  const until = await desk.limiter.blockedUntil(desk.storage, row.tenantId, {
    limit: 'failed-proofs-per-account',
    key: accountKey(row),
  });
  return until !== null;
}

// For somebody nobody knows a counter is kept just the same: not counting would be faster, and so would tell.
function accountKey(row: ResetSessionRow): string {
  return row.session.subject === null
    ? `nobody/${row.identifierMac}`
    : userKey(row.session.subject);
}

async function countRefusal(
  desk: ResetDesk,
  visitor: Visitor,
  row: ResetSessionRow,
  policy: Policy,
  methodId: string,
): Promise<ResetSessionRow> {
  const now = desk.clock.now();
  const identifier = desk.vault.open(row.identifierSealed, identifierBinding(row.tenantId, row.id));
  desk.meter.count('proofs_refused', { method: methodId });
  const blockedUntil = await desk.storage.transaction(async (stores) => {
    await desk.limiter.count(stores, row.tenantId, policy, {
      limit: 'failed-proofs-per-account',
      key: accountKey(row),
    });
    const until = await desk.limiter.count(stores, row.tenantId, policy, {
      limit: 'failed-proofs-per-identifier',
      key: identifier,
    });
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
        ruleOf(policy, false),
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

async function refused(
  desk: ResetDesk,
  row: ResetSessionRow,
  policy: Policy,
  token: string,
): Promise<ProofResult> {
  return { accepted: false, token, progress: await progressOf(desk, row, policy) };
}

async function accept(
  desk: ResetDesk,
  visitor: Visitor,
  row: ResetSessionRow,
  challenge: ChallengeRow,
  method: CodeMethod,
  policy: Policy,
  token: string,
): Promise<ProofResult> {
  const user = await readSubject(desk, row);
  const eligibility = user ? await desk.eligibility.decide(desk.storage, user, policy) : null;
  const isAdministrator = user
    ? (await desk.storage.roleAssignments.of(user.ref)).length > 0
    : false;
  const now = desk.clock.now();
  const nextToken = desk.random.token();
  const rule = ruleOf(policy, isAdministrator);
  const tokens = {
    tokenMac: desk.vault.mac('reset-token', nextToken),
    previousTokenMac: row.tokenMac,
  };
  const moved = await desk.storage.transaction(async (stores) => {
    if (!(await stores.challenges.consume(row.tenantId, challenge.id, now))) return null;
    if (!user || eligibility?.eligible !== true) {
      const ended = await moveReset(stores, row, { type: 'found-ineligible' }, rule, now, tokens);
      await stores.audit.append(
        row.tenantId,
        entry('reset.not-eligible', {
          at: now,
          outcome: 'failure',
          actor: visitorActor,
          subject: user ? subjectOf(user) : null,
          correlationId: row.id,
          visitor,
          fields: { reason: eligibility?.reason ?? 'gone' },
        }),
      );
      return ended.row;
    }
    const proven = await moveReset(
      stores,
      row,
      {
        type: 'proof-accepted',
        subject: user.ref,
        challengeId: challenge.id,
        methodId: method.id,
        methodClass: method.methodClass,
        fills: method.fills,
      },
      rule,
      now,
      tokens,
    );
    await stores.audit.append(
      row.tenantId,
      entry('reset.proof-accepted', {
        at: now,
        actor: userActor(user),
        subject: subjectOf(user),
        correlationId: row.id,
        visitor,
        fields: {
          method: method.id,
          gatesFilled: gatesFilled(proven.row.session.passed, rule),
          gatesRequired: rule.gatesRequired,
        },
      }),
    );
    return proven.row;
  });
  if (!moved) return refused(desk, row, policy, token);
  desk.meter.count('proofs_accepted', { method: method.id });
  return { accepted: true, token: nextToken, progress: await progressOf(desk, moved, policy) };
}

async function readSubject(desk: ResetDesk, row: ResetSessionRow): Promise<DirectoryUser | null> {
  const { subject } = row.session;
  if (subject === null) return null;
  return desk.directories.get(subject.tenantId, subject.directoryId).read(subject.anchor);
}

/**
 * A browser that never got the answer to its right code sends it again with the cookie it still has (F06). The
 * very same code then hands out a fresh token; it grants nothing new, and a wrong one counts like any other.
 */
async function repeatedProof(
  desk: ResetDesk,
  visitor: Visitor,
  token: string,
  answer: string,
): Promise<ProofResult | null> {
  const tokenMac = desk.vault.mac('reset-token', token);
  const row = await desk.storage.resetSessions.byPreviousToken(visitor.tenantId, tokenMac);
  const last = row?.session.passed.at(-1);
  if (!row || !last || hasExpired(row.session, desk.clock.now())) return null;
  const challenge = await desk.storage.challenges.get(row.tenantId, last.challengeId);
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  if (!challenge) return null;
  const waiting = row.session.state === 'password' || row.session.state === 'choosing';
  const right = isRight(desk, challenge, desk.methods.get(challenge.methodId), policy, answer);
  if (!waiting || !right || (await accountBlocked(desk, row))) {
    await countRefusal(desk, visitor, row, policy, challenge.methodId);
    return null;
  }
  const nextToken = desk.random.token();
  const moved = await desk.storage.resetSessions.move(row.version, {
    ...row,
    tokenMac: desk.vault.mac('reset-token', nextToken),
  });
  if (!moved) throw new PosternError('conflict');
  return { accepted: true, token: nextToken, progress: await progressOf(desk, moved, policy) };
}
