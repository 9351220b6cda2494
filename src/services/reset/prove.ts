import { PosternError } from '../../domain/errors.ts';
import { userKey } from '../../domain/identity.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { gatesFilled } from '../../domain/reset/gates.ts';
import { hasExpired } from '../../domain/reset/session.ts';
import type { Method, Person, Verdict } from '../../ports/method.ts';
import type { ChallengeRow } from '../../ports/storage/challenges.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import { entry, subjectOf, userActor, visitorActor } from '../audit/entries.ts';
import type { Visitor } from '../visitor.ts';
import { moveReset, openLiveReset, recordOutOfOrder, type ResetDesk } from './desk.ts';
import { codeMacOf } from './code-mac.ts';
import { stopKey } from './method-blocks.ts';
import { ruleOf } from './offered-methods.ts';
import { resolveChallenge, type ResolveDesk } from './resolve.ts';
import { sentTo } from './sent-to.ts';
import { requireAnsweringFor } from './silence.ts';
import { personOf, verify } from './verify.ts';
import { keepUsed } from '../registration/registration-reader.ts';
import { acceptsNothing, countWrongAnswer } from './wrong-answers.ts';

export interface Proof {
  readonly accepted: boolean;
  readonly row: ResetSessionRow;
  readonly token: string;
}

/**
 * One answer to the open challenge. The counter rises, committed, before anything is compared (A034); an answer
 * is right at most once; what the policy and the directory say now decides what it opens (A010, F81).
 */
export async function prove(
  desk: ResolveDesk,
  visitor: Visitor,
  token: string,
  answer: string,
): Promise<Proof> {
  const repeated = await repeatedProof(desk, visitor, token, answer);
  if (repeated) return repeated;
  const row = await openLiveReset(desk, visitor, token);
  const challengeId = row.session.openChallengeId;
  if (row.session.state !== 'proving' || challengeId === null) {
    throw await recordOutOfOrder(desk, visitor, row, 'proof-accepted');
  }
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  const someSilent = await requireAnsweringFor(desk, row);
  const asked = await askedNow(desk, row, challengeId);
  if (!asked) return { accepted: false, row, token };
  const { challenge, method } = asked;
  const found = await lookedUp(desk, row, challenge, method);
  const person = await personOf(desk, found.row);
  const verdict = await verify(desk, found, person, method, policy, answer);
  const blocked = await acceptsNothing(desk, found.row, person, method);
  if (!verdict.right || !method || blocked) {
    // Asking whether somebody has said yes on another device is no guess.
    if (method?.kind === 'held' && method.waits) return { accepted: false, row: found.row, token };
    const counted = await countWrongAnswer(
      desk,
      visitor,
      found.row,
      person,
      policy,
      challenge.methodId,
    );
    // Wrong for whoever was found, and not known for everybody else: both are told to try again.
    if (someSilent) throw new PosternError('unavailable');
    return { accepted: false, row: counted, token };
  }
  return accept(
    desk,
    visitor,
    found.row,
    found.challenge,
    { method, verdict, answer, person },
    policy,
    token,
  );
}

/** The open challenge, with this answer counted against it; null when it takes no more answers. */
async function askedNow(
  desk: ResetDesk,
  row: ResetSessionRow,
  challengeId: string,
): Promise<{ readonly challenge: ChallengeRow; readonly method: Method | undefined } | null> {
  const now = desk.clock.now();
  const open = await desk.storage.challenges.get(row.tenantId, challengeId);
  const method = open ? desk.methods.get(open.methodId) : undefined;
  if (method?.kind === 'held' && method.waits) {
    const live = open && open.usedAt === null && open.voidedAt === null && open.expiresAt > now;
    return live ? { challenge: open, method } : null;
  }
  const challenge = await desk.storage.challenges.countAttempt(row.tenantId, challengeId, now);
  return challenge ? { challenge, method } : null;
}

/** Makes the look-up of the open challenge now, and says where the reset stands with what it found. */
export async function lookUpNow(
  desk: ResolveDesk,
  visitor: Visitor,
  token: string,
): Promise<ResetSessionRow> {
  const row = await openLiveReset(desk, visitor, token);
  const open = row.session.openChallengeId;
  const challenge = open === null ? null : await desk.storage.challenges.get(row.tenantId, open);
  if (challenge === null) return row;
  const found = await lookedUp(desk, row, challenge, desk.methods.get(challenge.methodId));
  return found.row;
}

/**
 * Who holds the answer may be faster than the look-up in the background: it is made here then, for a stranger as for
 * a person. A code that was sent cannot come before its look-up.
 */
async function lookedUp(
  desk: ResolveDesk,
  row: ResetSessionRow,
  challenge: ChallengeRow,
  method: Method | undefined,
): Promise<{ readonly row: ResetSessionRow; readonly challenge: ChallengeRow }> {
  if (challenge.resolvedAt !== null || method?.kind !== 'held') return { row, challenge };
  const settle = await resolveChallenge(desk, row, challenge);
  try {
    await desk.storage.transaction((stores) => settle(stores));
    desk.signal.wake();
  } catch (error) {
    // The background was first, and wrote the same.
    if (!(error instanceof PosternError) || error.code !== 'conflict') throw error;
  }
  return {
    row: (await desk.storage.resetSessions.byId(row.tenantId, row.id)) ?? row,
    challenge: (await desk.storage.challenges.get(row.tenantId, challenge.id)) ?? challenge,
  };
}

interface RightAnswer {
  readonly method: Method;
  readonly verdict: Extract<Verdict, { right: true }>;
  readonly answer: string;
  readonly person: Person | null;
}

/** Somebody else used the same step, code or counter in the same instant: nothing of this proof was written. */
class AlreadyUsedError extends Error {}

async function accept(
  desk: ResolveDesk,
  visitor: Visitor,
  row: ResetSessionRow,
  challenge: ChallengeRow,
  right: RightAnswer,
  policy: Policy,
  token: string,
): Promise<Proof> {
  const { method, verdict } = right;
  const user = right.person?.user ?? null;
  const { passed } = row.session;
  const eligibility = user
    ? await desk.eligibility.decide(desk.storage, user, policy, passed)
    : null;
  const now = desk.clock.now();
  const nextToken = desk.random.token();
  const rule = ruleOf(
    desk.methods,
    policy,
    eligibility?.isAdministrator === true ? 'administrator' : 'user',
  );
  const tokens = {
    tokenMac: desk.vault.mac('reset-token', nextToken),
    previousTokenMac: row.tokenMac,
  };
  // A code that was sent is kept as its digest already; of any other answer one is kept for the same answer again.
  const answerMac =
    method.kind === 'held' ? codeMacOf(desk.vault, challenge.id, right.answer) : null;
  const moved = await desk.storage
    .transaction(async (stores) => {
      const { tenantId } = row;
      if (!(await stores.challenges.consume(tenantId, challenge.id, now, answerMac))) return null;
      const { used } = verdict;
      if (user && used && !(await keepUsed(stores, desk.vault, user.ref, used, now))) {
        throw new AlreadyUsedError();
      }
      if (!user || eligibility?.eligible !== true) {
        const ended = await moveReset(stores, row, { type: 'found-ineligible' }, rule, now, tokens);
        await stores.audit.append(
          tenantId,
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
          fills: verdict.fills,
        },
        rule,
        now,
        tokens,
      );
      await desk.limiter.clear(stores, tenantId, [
        { limit: 'method-stop', key: stopKey(userKey(user.ref), method, eligibility.person) },
      ]);
      await countConversion(desk, stores, challenge, method);
      await stores.audit.append(
        tenantId,
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
    })
    .catch((error: unknown) => {
      if (error instanceof AlreadyUsedError) return null;
      throw error;
    });
  if (!moved) return { accepted: false, row, token };
  desk.meter.count('proofs_accepted', { method: method.id });
  return { accepted: true, row: moved, token: nextToken };
}

/** A code that came back shows that texts and calls to its country are of use. */
async function countConversion(
  { budget, vault }: ResolveDesk,
  stores: Stores,
  challenge: ChallengeRow,
  method: Method,
): Promise<void> {
  if (method.kind !== 'sent-code' || method.carrier === 'email') return;
  const [number] = sentTo(vault, challenge)?.split(';') ?? [];
  if (number !== undefined) await budget.proved(stores, challenge.tenantId, number);
}

/**
 * A browser that never got the answer to its right code sends it again with the cookie it still has (F06). The
 * very same code then hands out a fresh token; it grants nothing new, and a wrong one counts like any other.
 */
async function repeatedProof(
  desk: ResolveDesk,
  visitor: Visitor,
  token: string,
  answer: string,
): Promise<Proof | null> {
  const tokenMac = desk.vault.mac('reset-token', token);
  const row = await desk.storage.resetSessions.byPreviousToken(visitor.tenantId, tokenMac);
  const last = row?.session.passed.at(-1);
  if (!row || !last || hasExpired(row.session, desk.clock.now())) return null;
  const challenge = await desk.storage.challenges.get(row.tenantId, last.challengeId);
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  if (!challenge) return null;
  const { state } = row.session;
  const waiting = state === 'password' || state === 'unlock' || state === 'choosing';
  const given = answerOf(desk, challenge, policy, answer);
  const right = desk.vault.sameMac(
    codeMacOf(desk.vault, challenge.id, given),
    challenge.codeMac ?? codeMacOf(desk.vault, challenge.id, desk.random.token()),
  );
  const person = await personOf(desk, row);
  const method = desk.methods.get(challenge.methodId);
  if (!waiting || !right || (await acceptsNothing(desk, row, person, method))) {
    await countWrongAnswer(desk, visitor, row, person, policy, challenge.methodId);
    return null;
  }
  const nextToken = desk.random.token();
  const moved = await desk.storage.resetSessions.move(row, {
    ...row,
    tokenMac: desk.vault.mac('reset-token', nextToken),
  });
  if (!moved) throw new PosternError('conflict');
  return { accepted: true, row: moved, token: nextToken };
}

function answerOf(
  desk: ResetDesk,
  challenge: ChallengeRow,
  policy: Policy,
  answer: string,
): string {
  const method = desk.methods.get(challenge.methodId);
  if (method?.kind !== 'sent-code') return answer;
  const settings = method.settings.safeParse(policy.methods[challenge.methodId]);
  return (settings.success ? method.normaliseAnswer(answer, settings.data) : null) ?? '';
}
