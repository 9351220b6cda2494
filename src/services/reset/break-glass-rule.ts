import { ADMINISTRATOR_GATES, type Policy } from '../../domain/policy/policy.ts';
import type { ResetRule, ResetSession } from '../../domain/reset/session.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { KEPT_ROLE } from '../access/last-administrator.ts';
import { rolesOf } from '../access/roles-of.ts';

/** Not in the registry of methods: no policy offers it and no policy takes it away. */
export const BREAK_GLASS = 'break-glass';

/** By what a reset that a code opened goes: that code and nothing else, however the policy changes. */
export function breakGlassRule({ session }: Policy): ResetRule {
  return {
    gatesRequired: ADMINISTRATOR_GATES,
    enabledMethods: new Set([BREAK_GLASS]),
    needingAnother: new Set(),
    grantSeconds: session.grantSeconds,
    unlockAllowed: false,
  };
}

export function brokeGlass({ passed }: ResetSession): boolean {
  return passed.some(({ methodId }) => methodId === BREAK_GLASS);
}

/**
 * Why a password must not be set in a reset that a code opened, read again at this moment; null when it may. Scope,
 * switches, freezes and limits do not stand in the way of the last resort: being gone, disabled or no longer a Global
 * Administrator does.
 */
export async function breakGlassRefusal(
  { directories, storage }: { readonly directories: Directories; readonly storage: Storage },
  row: ResetSessionRow,
  user: DirectoryUser,
): Promise<string | null> {
  if (!user.enabled) return 'account-disabled';
  const roles = await rolesOf(directories, storage, user.ref);
  if (!roles.includes(KEPT_ROLE)) return 'not-global-administrator';
  return (await storage.breakGlassCodes.opened(row.tenantId, row.id)) ? null : 'no-code';
}
