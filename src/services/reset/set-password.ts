import type { Role } from '../../domain/access/permissions.ts';
import { PosternError } from '../../domain/errors.ts';
import { userKey } from '../../domain/identity.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { rolesByGroup } from '../access/roles-of.ts';
import { passwordRulesOf } from '../writeback/password-rules.ts';
import { passwordRefused } from '../writeback/writeback.ts';
import type { Visitor } from '../visitor.ts';
import { openGranted, type SetPasswordDesk, writeGranted } from './granted-write.ts';
import { methodKey } from './method-blocks.ts';
import { identifierBinding } from './identifier-binding.ts';

export type { SetPasswordDesk } from './granted-write.ts';

/** Writes the new password once. Whatever refuses it, the proofs are kept and another one may be tried. */
export async function setPassword(
  desk: SetPasswordDesk,
  visitor: Visitor,
  token: string,
  password: string,
): Promise<ResetSessionRow> {
  const granted = await openGranted(desk, visitor, token, 'password');
  if (!('user' in granted)) return granted;
  const { row, policy, user } = granted;
  const byGroup = await rolesByGroup(desk.directories, desk.storage, user.ref);
  const refusals = desk.passwordCheck.refusals(
    password,
    await passwordRulesOf(desk.directories, policy.password, user),
    user,
    await desk.organisationName(visitor.tenantId),
  );
  if (refusals.length > 0) throw new PosternError('password-refused', { faults: refusals });
  const { row: written, result } = await writeGranted(desk, visitor, granted, {
    kind: 'reset',
    newPassword: password,
    applied: async (stores, writebackId, at) => {
      await clearCounters(desk, stores, row, user);
      await tellUser(desk, stores, visitor, row, policy, user, writebackId, at);
      await tellAdministrators(desk, stores, row, user, byGroup, at);
    },
  });
  if (result?.outcome === 'refused') throw passwordRefused(result.reason);
  if (result?.outcome === 'applied') desk.meter.count('resets_finished');
  return written;
}

async function clearCounters(
  desk: SetPasswordDesk,
  stores: Stores,
  row: ResetSessionRow,
  user: DirectoryUser,
): Promise<void> {
  const account = userKey(user.ref);
  const identifier = desk.vault.open(row.identifierSealed, identifierBinding(row.tenantId, row.id));
  await desk.limiter.clear(stores, row.tenantId, [
    { limit: 'failed-proofs-per-account', key: account },
    { limit: 'failed-proofs-per-identifier', key: identifier },
    ...[...desk.methods.keys()].map((methodId) => ({
      limit: 'failed-proofs-per-method' as const,
      key: methodKey(account, methodId),
    })),
  ]);
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
  byGroup: readonly Role[],
  at: number,
): Promise<void> {
  const roles = await stores.roleAssignments.of(user.ref);
  if (roles.length + byGroup.length === 0) return;
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
