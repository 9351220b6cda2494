import { PosternError } from '../../domain/errors.ts';
import { entry, visitorActor } from '../audit/entries.ts';
import type { Visitor } from '../visitor.ts';
import { moveReset, openLiveReset, recordOutOfOrder } from './desk.ts';
import { openGranted, type SetPasswordDesk, writeGranted } from './granted-write.ts';
import { ruleOf } from './offered-methods.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';

/**
 * Ends the lock and leaves the password alone, for somebody who proved what a reset asks for. An account that is not
 * locked is not written: the progress says why, and that a new password can be set with the same proofs.
 */
export async function unlockAccount(
  desk: SetPasswordDesk,
  visitor: Visitor,
  token: string,
): Promise<ResetSessionRow> {
  const granted = await openGranted(desk, visitor, token, 'unlock');
  if (!('user' in granted)) return granted;
  const { row, policy, rule, user } = granted;
  if (!rule.unlockAllowed) return row;
  const directory = await desk.directories.get(user.ref.tenantId, user.ref.directoryId);
  if (!directory.locksAccounts || !user.account.locked) return row;
  const { row: written, result } = await writeGranted(desk, visitor, granted, {
    kind: 'unlock',
    applied: async (stores, writebackId, at) => {
      if (!policy.notifications.notifyUser) return;
      await desk.notices.passwordChanged(stores, {
        user,
        kind: 'unlock',
        writebackId,
        at,
        askedFrom: visitor.ip ?? '',
        reference: row.reference,
        locale: row.locale,
        correlationId: row.id,
      });
    },
  });
  if (result?.outcome === 'refused') {
    throw new PosternError('unlock-refused', { faults: [{ path: '', code: result.reason }] });
  }
  if (result?.outcome === 'applied') desk.meter.count('unlocks_finished');
  return written;
}

/** Goes on to a new password with the proofs that were given for an unlock. */
export async function wantPassword(
  desk: SetPasswordDesk,
  visitor: Visitor,
  token: string,
): Promise<ResetSessionRow> {
  const row = await openLiveReset(desk, visitor, token);
  if (row.session.state !== 'unlock') {
    throw await recordOutOfOrder(desk, visitor, row, 'password-wanted');
  }
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  const rule = ruleOf(desk.methods, policy, 'anybody');
  const now = desk.clock.now();
  return desk.storage.transaction(async (stores) => {
    const { row: next } = await moveReset(stores, row, { type: 'password-wanted' }, rule, now);
    await stores.audit.append(
      row.tenantId,
      entry('reset.password-wanted', {
        at: now,
        actor: visitorActor,
        correlationId: row.id,
        visitor,
      }),
    );
    return next;
  });
}
