import { PosternError } from '../../domain/errors.ts';
import { canonicalForm } from '../../domain/identifier.ts';
import type { UserRef } from '../../domain/identity.ts';
import { normalisePassword } from '../../domain/password/index.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { entry, subjectOf, userActor } from '../audit/entries.ts';
import type { Notices } from '../notify/notices.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import type { Visitor } from '../visitor.ts';
import type { PasswordCheck } from '../writeback/password-check.ts';
import { passwordRulesOf } from '../writeback/password-rules.ts';
import { passwordRefused, type Writeback } from '../writeback/writeback.ts';
import type { Changed, ChangeService, NewPasswordReason } from './change-service.ts';
import { HELD_UP, heldUpMac } from './held-up-token.ts';
import type { PasswordTry, SignInLimits } from './sign-in-limits.ts';

export interface ChangeDeps {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly policies: PolicyReader;
  readonly limits: SignInLimits;
  readonly passwordCheck: PasswordCheck;
  readonly writeback: Writeback;
  readonly notices: Notices;
  readonly organisationName: (tenantId: string) => Promise<string>;
  readonly vault: Vault;
  readonly clock: Clock;
}

export function createChangeService(deps: ChangeDeps): ChangeService {
  const { storage, directories, clock } = deps;

  async function requireGood(
    newPassword: string,
    currentPassword: string,
    policy: Policy,
    user: DirectoryUser,
  ): Promise<void> {
    if (normalisePassword(newPassword) === normalisePassword(currentPassword)) {
      throw passwordRefused('same-as-current');
    }
    const organisation = await deps.organisationName(user.ref.tenantId);
    const rules = await passwordRulesOf(directories, policy.password, user);
    const faults = deps.passwordCheck.refusals(newPassword, rules, user, organisation);
    if (faults.length > 0) throw new PosternError('password-refused', { faults });
  }

  async function recordRefusal(
    visitor: Visitor,
    user: DirectoryUser,
    reason: string,
    alsoCount?: { readonly policy: Policy; readonly tried: PasswordTry },
  ): Promise<void> {
    await storage.transaction(async (stores) => {
      if (alsoCount) await deps.limits.failed(stores, alsoCount.policy, alsoCount.tried);
      await stores.audit.append(
        user.ref.tenantId,
        entry('password.change-refused', {
          at: clock.now(),
          outcome: 'failure',
          actor: userActor(user),
          subject: subjectOf(user),
          visitor,
          fields: { reason },
        }),
      );
    });
  }

  async function write(
    visitor: Visitor,
    user: DirectoryUser,
    currentPassword: string,
    newPassword: string,
    applied: (stores: Stores, at: number) => Promise<unknown>,
  ): Promise<Changed> {
    if (await storage.freezes.get(user.ref)) {
      await recordRefusal(visitor, user, 'frozen');
      throw passwordRefused('account-protected');
    }
    // Some directories let those who may set any password past this rule of their own; it holds all the same (FL-17).
    if (!user.account.mayChangePassword) {
      await recordRefusal(visitor, user, 'not-permitted');
      throw passwordRefused('not-permitted');
    }
    const { policy } = await deps.policies.current(storage, user.ref.tenantId);
    // Our rules first: a new password that is refused tells nothing about the current one and costs no try.
    await requireGood(newPassword, currentPassword, policy, user);
    const tried = { visitor, canonical: canonicalForm(user.username), user };
    const { spent } = await deps.limits.admit(policy, tried);
    // Some directories take an empty password for an anonymous bind (A016): it is never asked about.
    if (spent || currentPassword === '') {
      const reason = spent ? 'too-many' : 'wrong-current-password';
      await recordRefusal(visitor, user, reason, { policy, tried });
      throw new PosternError('sign-in-failed');
    }
    const outcome = await deps.writeback.write({
      visitor,
      actor: userActor(user),
      user,
      kind: 'change',
      newPassword,
      currentPassword,
      sessionId: null,
      intend: () => Promise.resolve(),
      settled: () => Promise.resolve(),
      applied: async (stores, writebackId, at) => {
        await deps.limits.succeeded(stores, tried);
        await applied(stores, at);
        if (!policy.notifications.notifyUser) return;
        await deps.notices.passwordChanged(stores, {
          user,
          kind: 'change',
          writebackId,
          at,
          askedFrom: visitor.ip ?? '',
          reference: writebackId,
          locale: visitor.locale,
          correlationId: writebackId,
        });
      },
    });
    if (outcome.outcome === 'applied') return 'changed';
    if (outcome.outcome === 'uncertain') return 'uncertain';
    if (outcome.outcome === 'not-made') throw new PosternError('unavailable');
    if (outcome.reason !== 'wrong-current-password') throw passwordRefused(outcome.reason);
    await recordRefusal(visitor, user, outcome.reason, { policy, tried });
    throw new PosternError('sign-in-failed');
  }

  async function readEnabled({ tenantId, directoryId, anchor }: UserRef) {
    const user = await (await directories.get(tenantId, directoryId)).read(anchor);
    return user?.enabled === true ? user : null;
  }

  const heldUp: ChangeService['heldUp'] = async (visitor, token) => {
    const row = await storage.oneTimeTokens.peek(
      HELD_UP,
      heldUpMac(deps.vault, token),
      clock.now(),
    );
    if (!row?.user || row.tenantId !== visitor.tenantId) return null;
    const user = await readEnabled(row.user);
    // Whatever else it says was written here, by a sign-in.
    const reason: NewPasswordReason =
      row.about === 'password-expired' ? 'password-expired' : 'must-change';
    return user && { user, reason };
  };

  return {
    async rules(user) {
      const { policy } = await deps.policies.current(storage, user.ref.tenantId);
      return passwordRulesOf(directories, policy.password, user, user.passwordChangedAt);
    },

    async change(visitor, ref, currentPassword, newPassword) {
      const user = await readEnabled(ref);
      if (!user) throw new PosternError('not-signed-in');
      return write(visitor, user, currentPassword, newPassword, () => Promise.resolve());
    },

    heldUp,

    async replace(visitor, token, currentPassword, newPassword) {
      const found = await heldUp(visitor, token);
      if (!found) throw new PosternError('session-expired');
      return write(visitor, found.user, currentPassword, newPassword, (stores, at) =>
        stores.oneTimeTokens.consume(HELD_UP, heldUpMac(deps.vault, token), at),
      );
    },
  };
}
