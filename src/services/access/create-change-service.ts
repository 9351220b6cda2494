import { PosternError } from '../../domain/errors.ts';
import { canonicalForm } from '../../domain/identifier.ts';
import { normalisePassword } from '../../domain/password/index.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { entry, subjectOf, userActor } from '../audit/entries.ts';
import type { Notices } from '../notify/notices.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import type { Visitor } from '../visitor.ts';
import type { PasswordCheck } from '../writeback/password-check.ts';
import { passwordRefused, type Writeback } from '../writeback/writeback.ts';
import type { ChangeService } from './change-service.ts';
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
    const faults = deps.passwordCheck.refusals(newPassword, policy.password, user, organisation);
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

  return {
    async rules(tenantId) {
      return (await deps.policies.current(storage, tenantId)).policy.password;
    },

    async change(visitor, ref, currentPassword, newPassword) {
      const user = await (await directories.get(ref.tenantId, ref.directoryId)).read(ref.anchor);
      if (user?.enabled !== true) throw new PosternError('not-signed-in');
      if (await storage.freezes.get(ref)) {
        await recordRefusal(visitor, user, 'frozen');
        throw passwordRefused('account-protected');
      }
      const { policy } = await deps.policies.current(storage, ref.tenantId);
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
    },
  };
}
