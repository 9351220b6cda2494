import type { UserRef } from '../../domain/identity.ts';
import type { PasswordPolicy } from '../../domain/policy/policy.ts';
import type { Visitor } from '../visitor.ts';

/** Change of a known password by somebody who is signed in to the portal. */
export interface ChangeService {
  rules(tenantId: string): Promise<PasswordPolicy>;
  /**
   * Throws `sign-in-failed` for a wrong current password (counted), `too-many-requests`, and
   * `password-refused` with faults for a new one. Ends every session of the person, this one too; tells every address.
   * Throws `unavailable` when certainly nothing was changed.
   * @returns `uncertain` when the directory did not answer: nobody knows yet which password holds.
   */
  change(
    visitor: Visitor,
    user: UserRef,
    currentPassword: string,
    newPassword: string,
  ): Promise<'changed' | 'uncertain'>;
}
