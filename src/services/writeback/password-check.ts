import type { FieldFault } from '../../domain/errors.ts';
import { type CommonPasswords, checkPassword } from '../../domain/password/index.ts';
import type { PasswordPolicy } from '../../domain/policy/policy.ts';
import type { DirectoryUser } from '../../ports/directory.ts';

/** Our own rules for a new password; the directory's come back from the directory. */
export interface PasswordCheck {
  /** Every reason to refuse it, as faults of the field `password`; empty when it may be tried. */
  refusals(
    password: string,
    policy: PasswordPolicy,
    user: DirectoryUser,
    organisation: string,
  ): readonly FieldFault[];
}

export function createPasswordCheck(commonPasswords: CommonPasswords): PasswordCheck {
  return {
    refusals: (password, policy, user, organisation) =>
      checkPassword(password, policy, { ...user, organisation }, commonPasswords).map(
        ({ reason, params }) => ({ path: 'password', code: reason, params }),
      ),
  };
}
