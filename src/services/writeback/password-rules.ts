import { PosternError } from '../../domain/errors.ts';
import { type PasswordRules, rulesFor } from '../../domain/password/rules-shown.ts';
import type { PasswordPolicy } from '../../domain/policy/policy.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import { within } from '../directory/within.ts';

/** Whoever waits for a page is not kept longer than this by rules that are good to know. */
const SHOWN_WITHIN_MS = 2000;

/**
 * What a new password of this person is held to, by us and by their directory. A directory that does not answer just
 * now leaves our own rules: what it refuses it will refuse by itself.
 */
export async function passwordRulesOf(
  directories: Directories,
  policy: PasswordPolicy,
  person: DirectoryUser | UserRef,
  passwordChangedAt: number | null = null,
): Promise<PasswordRules> {
  const { tenantId, directoryId, anchor } = 'ref' in person ? person.ref : person;
  try {
    const directory = await directories.get(tenantId, directoryId);
    const asked = 'ref' in person ? person : anchor;
    return rulesFor(
      policy,
      await within(SHOWN_WITHIN_MS, () => directory.passwordPolicy(asked)),
      passwordChangedAt,
    );
  } catch (error) {
    const away = error instanceof PosternError;
    if (!away || (error.code !== 'unavailable' && error.code !== 'not-found')) throw error;
    return rulesFor(policy, null, null);
  }
}
