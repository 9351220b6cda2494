import type { UserRef } from '../../domain/identity.ts';
import type { PasswordRules } from '../../domain/password/rules-shown.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { Visitor } from '../visitor.ts';

/** Why a right password is good for a new one alone: it is too old, or an administrator asks for another. */
export type NewPasswordReason = 'password-expired' | 'must-change';

/** What became of a change: `uncertain` when the directory did not answer, and nobody knows yet which password holds. */
export type Changed = 'changed' | 'uncertain';

/** Change of a known password: by somebody who is signed in to the portal, or may not sign in before it. */
export interface ChangeService {
  rules(user: DirectoryUser): Promise<PasswordRules>;
  /**
   * Throws `sign-in-failed` for a wrong current password (counted), `too-many-requests`, and
   * `password-refused` with faults for a new one. Ends every session of the person, this one too; tells every address.
   * Throws `unavailable` when certainly nothing was changed.
   */
  change(
    visitor: Visitor,
    user: UserRef,
    currentPassword: string,
    newPassword: string,
  ): Promise<Changed>;
  /** Whom the token of a sign-in that was held up is about, and why; null once it is used or too old. */
  heldUp(
    visitor: Visitor,
    token: string,
  ): Promise<{ readonly user: DirectoryUser; readonly reason: NewPasswordReason } | null>;
  /** As {@link change}, by that token, which is spent with it; throws `session-expired` for one that is over. */
  replace(
    visitor: Visitor,
    token: string,
    currentPassword: string,
    newPassword: string,
  ): Promise<Changed>;
}
