import { PosternError } from '../../domain/errors.ts';
import { userKey } from '../../domain/identity.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { ResetRule } from '../../domain/reset/session.ts';
import type { DirectoryUser, WriteOutcome } from '../../ports/directory.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, subjectOf, userActor } from '../audit/entries.ts';
import type { PasswordCheck } from '../writeback/password-check.ts';
import { passwordRefused, type Writeback } from '../writeback/writeback.ts';
import type { Visitor } from '../visitor.ts';
import { breakGlassRefusal, breakGlassRule, brokeGlass } from './break-glass-rule.ts';
import { moveReset, openLiveReset, recordOutOfOrder, type ResetDesk } from './desk.ts';
import { methodKey } from './method-blocks.ts';
import { ruleOf } from './offered-methods.ts';
import { progressOf } from './progress.ts';
import type { ResolveDesk } from './resolve.ts';
import type { ResetProgress } from './reset-service.ts';
import { identifierBinding } from './start.ts';

export interface SetPasswordDesk extends ResolveDesk {
  readonly writeback: Writeback;
  readonly passwordCheck: PasswordCheck;
  readonly organisationName: (tenantId: string) => Promise<string>;
}

/** Writes the new password once. Whatever refuses it, the proofs are kept and another one may be tried. */
export async function setPassword(
  desk: SetPasswordDesk,
  visitor: Visitor,
  token: string,
  password: string,
): Promise<ResetProgress> {
  const row = await openLiveReset(desk, visitor, token);
  const { subject } = row.session;
  if (row.session.state === 'writing') throw new PosternError('conflict');
  if (row.session.state !== 'password' || subject === null) {
    throw await recordOutOfOrder(desk, visitor, row, 'write-claimed');
  }
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  const directory = await desk.directories.get(subject.tenantId, subject.directoryId);
  const user = await directory.read(subject.anchor);
  const { refusal, rule } = await ruleAtSet(desk, row, policy, user);
  if (!user || refusal !== null) {
    return endAsIneligible(desk, visitor, row, policy, user, refusal ?? 'gone');
  }
  const refusals = desk.passwordCheck.refusals(
    password,
    policy.password,
    user,
    await desk.organisationName(visitor.tenantId),
  );
  if (refusals.length > 0) throw new PosternError('password-refused', { faults: refusals });
  return write(desk, visitor, row, policy, rule, user, password);
}

/** What directory, roles and policy say at this moment: why it may not be, or by what rule the proofs are judged. */
async function ruleAtSet(
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

async function write(
  desk: SetPasswordDesk,
  visitor: Visitor,
  row: ResetSessionRow,
  policy: Policy,
  rule: ResetRule,
  user: DirectoryUser,
  password: string,
): Promise<ResetProgress> {
  let current = row;
  let claimed = false;
  const outcome = await desk.writeback
    .write({
      visitor,
      actor: userActor(user),
      user,
      kind: 'reset',
      newPassword: password,
      sessionId: row.id,
      intend: async (stores, writebackId) => {
        const now = desk.clock.now();
        const move = await moveReset(
          stores,
          row,
          { type: 'write-claimed', writebackId },
          rule,
          now,
        );
        claimed = move.effects.some((effect) => effect.type === 'write-password');
        current = move.row;
        if (!claimed) throw new RegatedError();
      },
      settled: async (stores, writebackId, settledAs) => {
        current = await settleReset(desk, stores, current, rule, writebackId, settledAs);
      },
      applied: async (stores, writebackId, at) => {
        await clearCounters(desk, stores, row, user);
        await tellUser(desk, stores, visitor, row, policy, user, writebackId, at);
        await tellAdministrators(desk, stores, row, user, at);
      },
    })
    .catch((error: unknown): WriteOutcome | null => {
      if (error instanceof RegatedError) return null;
      throw error;
    });
  if (outcome === null) return regate(desk, row, policy, rule);
  if (outcome.outcome === 'refused') throw passwordRefused(outcome.reason);
  if (outcome.outcome === 'applied') desk.meter.count('resets_finished');
  return progressOf(desk, current, policy);
}

/** The policy became stricter than the proofs: nothing was intended, and another proof is asked for. */
class RegatedError extends Error {}

async function regate(
  desk: SetPasswordDesk,
  row: ResetSessionRow,
  policy: Policy,
  rule: ResetRule,
): Promise<ResetProgress> {
  const now = desk.clock.now();
  const { row: moved } = await desk.storage.transaction((stores) =>
    moveReset(stores, row, { type: 'write-claimed', writebackId: 'none' }, rule, now),
  );
  return progressOf(desk, moved, policy);
}

/** Moves a reset whose write has an outcome; also used when reconciliation finds the outcome later. */
export async function settleReset(
  desk: Pick<ResetDesk, 'clock'>,
  stores: Stores,
  row: ResetSessionRow,
  rule: ResetRule,
  writebackId: string,
  settledAs: WriteOutcome['outcome'] | 'not-made',
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

async function clearCounters(
  desk: SetPasswordDesk,
  stores: Stores,
  row: ResetSessionRow,
  user: DirectoryUser,
): Promise<void> {
  await desk.limiter.clear(stores, row.tenantId, {
    limit: 'failed-proofs-per-account',
    key: userKey(user.ref),
  });
  for (const methodId of desk.methods.keys()) {
    await desk.limiter.clear(stores, row.tenantId, {
      limit: 'failed-proofs-per-method',
      key: methodKey(userKey(user.ref), methodId),
    });
  }
  await desk.limiter.clear(stores, row.tenantId, {
    limit: 'failed-proofs-per-identifier',
    key: desk.vault.open(row.identifierSealed, identifierBinding(row.tenantId, row.id)),
  });
}

async function tellUser(
  desk: SetPasswordDesk,
  stores: Stores,
  visitor: Visitor,
  row: ResetSessionRow,
  policy: Policy,
  user: DirectoryUser,
  writebackId: string,
  at: number,
): Promise<void> {
  if (!policy.notifications.notifyUser) return;
  await desk.notices.passwordChanged(stores, {
    user,
    kind: 'reset',
    writebackId,
    at,
    askedFrom: visitor.ip ?? '',
    reference: row.reference,
    locale: row.locale,
    correlationId: row.id,
  });
}

/** Every other Global Administrator hears of an administrator's reset; no setting silences it (spec §5.2). */
export async function tellAdministrators(
  desk: Pick<SetPasswordDesk, 'notices'>,
  stores: Stores,
  row: Pick<ResetSessionRow, 'tenantId' | 'id' | 'reference' | 'locale'>,
  user: DirectoryUser,
  at: number,
): Promise<void> {
  const roles = await stores.roleAssignments.of(user.ref);
  if (roles.length === 0) return;
  await desk.notices.administrators(stores, {
    tenantId: row.tenantId,
    alert: 'administrator-reset',
    username: user.username,
    reference: row.reference,
    at,
    locale: row.locale,
    correlationId: row.id,
    except: user.ref,
  });
}

async function endAsIneligible(
  desk: ResetDesk,
  visitor: Visitor,
  row: ResetSessionRow,
  policy: Policy,
  user: DirectoryUser | null,
  reason: string,
): Promise<ResetProgress> {
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
  return progressOf(desk, moved, policy);
}
