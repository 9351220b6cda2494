import { PosternError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { ResetRule } from '../../domain/reset/session.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, subjectOf, userActor, visitorActor } from '../audit/entries.ts';
import type { PasswordCheck } from '../writeback/password-check.ts';
import type { Written } from '../writeback/write-records.ts';
import type { Writeback, WriteResult } from '../writeback/writeback.ts';
import type { Visitor } from '../visitor.ts';
import { breakGlassRefusal, breakGlassRule, brokeGlass } from './break-glass-rule.ts';
import { moveReset, openLiveReset, recordOutOfOrder, type ResetDesk } from './desk.ts';
import { ruleOf } from './offered-methods.ts';
import type { ResolveDesk } from './resolve.ts';

export interface SetPasswordDesk extends ResolveDesk {
  readonly writeback: Writeback;
  readonly passwordCheck: PasswordCheck;
  readonly organisationName: (tenantId: string) => Promise<string>;
}

/** A directory that refuses is asked so often in one reset, and no more (F40). */
const MOST_REFUSALS = 10;

/** Somebody who has proved who they are and may write now, by everything that was read at this moment. */
export interface Granted {
  readonly row: ResetSessionRow;
  readonly policy: Policy;
  readonly rule: ResetRule;
  readonly user: DirectoryUser;
}

/** The reset that may be written in now; or where it stands instead, when it may not any more (F42, F81). */
export async function openGranted(
  desk: SetPasswordDesk,
  visitor: Visitor,
  token: string,
  waiting: 'password' | 'unlock',
): Promise<Granted | ResetSessionRow> {
  const row = await openLiveReset(desk, visitor, token);
  const { subject } = row.session;
  if (row.session.state === 'writing') throw new PosternError('conflict');
  if (row.session.state !== waiting || subject === null) {
    throw await recordOutOfOrder(desk, visitor, row, 'write-claimed');
  }
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  const directory = await desk.directories.get(subject.tenantId, subject.directoryId);
  const user = await directory.read(subject.anchor);
  const { refusal, rule } = await ruleAtWrite(desk, row, policy, user);
  if (!user || refusal !== null) {
    return endAsIneligible(desk, visitor, row, policy, user, refusal ?? 'gone');
  }
  if ((await desk.storage.writebacks.countRefused(row.tenantId, row.id)) >= MOST_REFUSALS) {
    return endAsBlocked(desk, visitor, row, policy, rule);
  }
  return { row, policy, rule, user };
}

/** What directory, roles and policy say at this moment: why it may not be, or by what rule the proofs are judged. */
async function ruleAtWrite(
  desk: SetPasswordDesk,
  row: ResetSessionRow,
  policy: Policy,
  user: DirectoryUser | null,
): Promise<{ readonly refusal: string | null; readonly rule: ResetRule }> {
  if (!user) return { refusal: 'gone', rule: ruleOf(desk.methods, policy, 'anybody') };
  if (brokeGlass(row.session)) {
    return { refusal: await breakGlassRefusal(desk, row, user), rule: breakGlassRule(policy) };
  }
  const { eligible, reason, isAdministrator } = await desk.eligibility.decide(
    desk.storage,
    user,
    policy,
    row.session.passed,
  );
  const audience = isAdministrator ? 'administrator' : 'user';
  return { refusal: eligible ? null : reason, rule: ruleOf(desk.methods, policy, audience) };
}

/** What is written, and what follows from it in the same transaction. */
export type GrantedWrite = (
  | { readonly kind: 'reset'; readonly newPassword: string }
  | { readonly kind: 'unlock' }
) & {
  readonly applied: (stores: Stores, writebackId: string, at: number) => Promise<void>;
};

/**
 * Claims the one write of a grant and makes it. Null when the policy became stricter than the proofs: nothing was
 * intended then, and another proof is asked for. Throws `busy` and `unavailable` with the proofs kept (F31).
 */
export async function writeGranted(
  desk: SetPasswordDesk,
  visitor: Visitor,
  { row, rule, user }: Granted,
  wanted: GrantedWrite,
): Promise<{ readonly row: ResetSessionRow; readonly result: WriteResult | null }> {
  const effect = wanted.kind === 'unlock' ? 'unlock-account' : 'write-password';
  let current = row;
  const result = await desk.writeback
    .write({
      ...wanted,
      visitor,
      actor: userActor(user),
      user,
      sessionId: row.id,
      intend: async (stores, writebackId) => {
        const now = desk.clock.now();
        const claim = { type: 'write-claimed', writebackId } as const;
        const move = await moveReset(stores, row, claim, rule, now);
        current = move.row;
        if (!move.effects.some(({ type }) => type === effect)) throw new RegatedError();
      },
      settled: async (stores, writebackId, settledAs) => {
        current = await settleReset(desk, stores, current, rule, writebackId, settledAs);
      },
    })
    .catch((error: unknown): null => {
      if (error instanceof RegatedError) return null;
      throw error;
    });
  return result === null
    ? { row: await regate(desk, row, rule), result }
    : { row: current, result };
}

/** The policy became stricter than the proofs: nothing was intended, and another proof is asked for. */
class RegatedError extends Error {}

async function regate(
  desk: ResetDesk,
  row: ResetSessionRow,
  rule: ResetRule,
): Promise<ResetSessionRow> {
  const claim = { type: 'write-claimed', writebackId: 'none' } as const;
  const { row: moved } = await desk.storage.transaction((stores) =>
    moveReset(stores, row, claim, rule, desk.clock.now()),
  );
  return moved;
}

/** Moves a reset whose write has an outcome; also used when reconciliation finds the outcome later. */
export async function settleReset(
  desk: Pick<ResetDesk, 'clock'>,
  stores: Stores,
  row: ResetSessionRow,
  rule: ResetRule,
  writebackId: string,
  settledAs: Written['outcome'],
): Promise<ResetSessionRow> {
  const { row: moved } = await moveReset(
    stores,
    row,
    { type: `write-${settledAs}`, writebackId },
    rule,
    desk.clock.now(),
  );
  return moved;
}

async function endAsIneligible(
  desk: ResetDesk,
  visitor: Visitor,
  row: ResetSessionRow,
  policy: Policy,
  user: DirectoryUser | null,
  reason: string,
): Promise<ResetSessionRow> {
  const now = desk.clock.now();
  const moved = await desk.storage.transaction(async (stores) => {
    const ended = await moveReset(
      stores,
      row,
      { type: 'found-ineligible' },
      ruleOf(desk.methods, policy, 'anybody'),
      now,
    );
    await stores.audit.append(
      row.tenantId,
      entry('reset.not-eligible', {
        at: now,
        outcome: 'failure',
        subject: user ? subjectOf(user) : null,
        correlationId: row.id,
        visitor,
        fields: { reason },
      }),
    );
    return ended.row;
  });
  return moved;
}

/** Ends a reset in which the directory refused one password after the other. */
async function endAsBlocked(
  desk: ResetDesk,
  visitor: Visitor,
  row: ResetSessionRow,
  policy: Policy,
  rule: ResetRule,
): Promise<ResetSessionRow> {
  const now = desk.clock.now();
  const moved = await desk.storage.transaction(async (stores) => {
    const ended = await moveReset(stores, row, { type: 'limit-reached' }, rule, now);
    await stores.audit.append(
      row.tenantId,
      entry('reset.blocked', {
        at: now,
        outcome: 'failure',
        actor: visitorActor,
        correlationId: row.id,
        visitor,
        fields: { limit: 'refused-writes-per-reset' },
      }),
    );
    return ended.row;
  });
  return moved;
}
