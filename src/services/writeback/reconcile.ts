import { PosternError } from '../../domain/errors.ts';
import { reconcile } from '../../domain/reset/reconciliation.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { WritebackRow } from '../../ports/storage/writebacks.ts';
import { entry, subjectOf } from '../audit/entries.ts';
import { ruleOf } from '../reset/offered-methods.ts';
import { type SetPasswordDesk, settleReset, tellAdministrators } from '../reset/set-password.ts';
import { endEverythingOf } from './writeback.ts';

/** Long past every time-out of a living process, so that nobody's write is judged while it is on its way. */
export const ORPHANED_AFTER_MS = 120_000;

/**
 * Finds what became of writes whose outcome was never committed: the process died, or the answer was lost. Reads
 * the directory, never writes it again, and tells the truth to session, audit and person.
 *
 * @param orphanedAfterMs 0 when no other process can be at work: at the start of the only one.
 */
export async function reconcileWrites(
  desk: SetPasswordDesk,
  orphanedAfterMs: number,
): Promise<number> {
  const before = desk.clock.now() - orphanedAfterMs;
  const orphans = await desk.storage.writebacks.unsettled(before, 100);
  let settled = 0;
  for (const orphan of orphans) {
    try {
      if (await settleOrphan(desk, orphan)) settled += 1;
    } catch (error) {
      // Left unsettled on purpose: the next round reads the directory again.
      desk.log.error(
        { error, writebackId: orphan.id },
        'reconciliation failed, will be tried again',
      );
    }
  }
  if (settled > 0) desk.signal.wake();
  return settled;
}

async function settleOrphan(desk: SetPasswordDesk, orphan: WritebackRow): Promise<boolean> {
  const directory = await desk.directories.get(orphan.tenantId, orphan.user.directoryId);
  const [state, user] = await Promise.all([
    directory.writeState(orphan.user.anchor),
    directory.read(orphan.user.anchor),
  ]);
  const found = reconcile({
    writebackId: orphan.id,
    intendedAt: orphan.intendedAt,
    passwordChangedAtBefore: orphan.passwordChangedAtBefore,
    passwordChangedAt: state?.passwordChangedAt ?? null,
    lastWritebackId: state?.lastWritebackId ?? null,
  });
  const at = desk.clock.now();
  const { policy } = await desk.policies.current(desk.storage, orphan.tenantId);
  return desk.storage.transaction(async (stores) => {
    if (!(await stores.writebacks.settle(orphan.tenantId, orphan.id, found, null, at)))
      return false;
    const row =
      orphan.sessionId === null
        ? null
        : await stores.resetSessions.byId(orphan.tenantId, orphan.sessionId);
    if (row) await settleOwner(desk, stores, row, orphan.id, found);
    if (found === 'applied') {
      await endEverythingOf(stores, orphan.user, orphan.sessionId, at);
      if (user && policy.notifications.notifyUser) await tell(desk, stores, orphan, user, row, at);
      if (user && row) await tellAdministrators(desk, stores, row, user, at);
    }
    await stores.audit.append(
      orphan.tenantId,
      entry(found === 'applied' ? 'password.write-applied' : 'password.write-not-made', {
        at,
        outcome: found === 'applied' ? 'success' : 'failure',
        subject: user ? subjectOf(user) : null,
        correlationId: orphan.sessionId ?? orphan.id,
        fields: {
          writebackId: orphan.id,
          kind: orphan.kind,
          ...(found === 'applied' ? { late: true } : {}),
        },
      }),
    );
    return true;
  });
}

async function settleOwner(
  desk: SetPasswordDesk,
  stores: Stores,
  row: ResetSessionRow,
  writebackId: string,
  found: 'applied' | 'not-made',
): Promise<void> {
  const { policy } = await desk.policies.current(stores, row.tenantId);
  try {
    await settleReset(
      desk,
      stores,
      row,
      ruleOf(desk.methods, policy, 'anybody'),
      writebackId,
      found,
    );
  } catch (error) {
    // A session that has gone on by itself keeps its state; the write's own record is what was missing.
    if (!(error instanceof PosternError) || error.code !== 'out-of-order') throw error;
  }
}

async function tell(
  desk: SetPasswordDesk,
  stores: Stores,
  orphan: WritebackRow,
  user: DirectoryUser,
  row: ResetSessionRow | null,
  at: number,
): Promise<void> {
  await desk.notices.passwordChanged(stores, {
    user,
    kind: orphan.kind,
    writebackId: orphan.id,
    at,
    askedFrom: row?.ip ?? '',
    reference: row?.reference ?? orphan.id,
    locale: row?.locale ?? 'en',
    correlationId: orphan.sessionId,
  });
}
