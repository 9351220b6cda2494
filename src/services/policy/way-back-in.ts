import type { FieldFault } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Directories } from '../../ports/directory.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { KEPT_ROLE } from '../access/last-administrator.ts';
import { answerOf } from '../directory/find-person.ts';
import { readUser } from '../people/read-user.ts';

/** Two people who can each help the other. */
const ENOUGH_GLOBAL_ADMINISTRATORS = 2;

/**
 * Administrators' own resets may be switched off only while there is another way back in: a sealed break-glass code,
 * or two Global Administrators who can sign in, so that neither is alone with a forgotten password (decision 0008).
 */
export async function wayBackInFaults(
  storage: Storage,
  directories: Directories,
  tenantId: string,
  before: Policy,
  after: Policy,
): Promise<FieldFault[]> {
  const switchesOff =
    before.administrators.administratorsMayReset && !after.administrators.administratorsMayReset;
  if (!switchesOff || (await storage.breakGlassCodes.countSealed(tenantId)) > 0) return [];
  const held = await storage.roleAssignments.list(tenantId);
  const people = await Promise.all(
    held
      .filter(({ role }) => role === KEPT_ROLE)
      .map(({ user }) => answerOf(() => readUser(directories, user))),
  );
  // Whoever cannot be read now could not help anybody now.
  const enabled = people.filter((one) => !one.silent && one.value?.enabled === true).length;
  if (enabled >= ENOUGH_GLOBAL_ADMINISTRATORS) return [];
  return [{ path: 'administrators.administratorsMayReset', code: 'no-way-back-in' }];
}
