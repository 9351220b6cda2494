import type { Role } from '../../domain/access/permissions.ts';
import { PosternError } from '../../domain/errors.ts';
import { type Reconciled, reconcile } from '../../domain/reset/reconciliation.ts';
import type { Directory, DirectoryUser } from '../../ports/directory.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { WritebackRow } from '../../ports/storage/writebacks.ts';
import { rolesByGroup } from '../access/roles-of.ts';
import { ruleOf } from '../reset/offered-methods.ts';
import { type SetPasswordDesk, settleReset } from '../reset/granted-write.ts';
import { tellAdministrators } from '../reset/set-password.ts';
import { recordWrite } from './write-records.ts';
import { endEverythingOf } from './writeback.ts';

/** Long past every time-out of a living process, so that nobody's write is judged while it is on its way. */
export const ORPHANED_AFTER_MS = 120_000;

/**
 * Finds what became of writes whose outcome was never committed: the process died, or the answer was lost. Reads
 * the directory, never writes it again, and tells the truth to session, audit and person: also that nobody can know.
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
  const directory = await directoryOf(desk, orphan);
  const { anchor } = orphan.user;
  const now = (await directory?.writeState(anchor)) ?? null;
  const user = (await directory?.read(anchor)) ?? null;
  const byGroup = directory ? await rolesByGroup(desk.directories, desk.storage, orphan.user) : [];
  const found = reconcile({
    kind: orphan.kind,
    writebackId: orphan.id,
    intendedAt: orphan.intendedAt,
    passwordChangedAtBefore: orphan.passwordChangedAtBefore,
    now,
  });
  const at = desk.clock.now();
  const { tenantId } = orphan;
  return desk.storage.transaction(async (stores) => {
    if (!(await stores.writebacks.settle(tenantId, orphan.id, found, null, at))) return false;
    const row =
      orphan.sessionId === null
        ? null
        : await stores.resetSessions.byId(tenantId, orphan.sessionId);
    if (row) await settleOwner(desk, stores, row, orphan.id, found);
    // Where the password may be another one, whatever the old one opened is closed as well.
    if (found !== 'not-made' && orphan.kind !== 'unlock') {
      await endEverythingOf(stores, orphan.user, orphan.sessionId, at);
    }
    if (user) await tell(desk, stores, { orphan, user, byGroup, row, found, at });
    await recordWrite(stores, {
      tenantId,
      writebackId: orphan.id,
      kind: orphan.kind,
      became: found,
      at,
      user,
      correlationId: orphan.sessionId ?? orphan.id,
      late: true,
    });
    return true;
  });
}

/** Null for one that somebody took out of the settings meanwhile: it can be asked nothing any more. */
async function directoryOf(desk: SetPasswordDesk, orphan: WritebackRow): Promise<Directory | null> {
  try {
    return await desk.directories.get(orphan.tenantId, orphan.user.directoryId);
  } catch (error) {
    if (error instanceof PosternError && error.code === 'not-found') return null;
    throw error;
  }
}

async function settleOwner(
  desk: SetPasswordDesk,
  stores: Stores,
  row: ResetSessionRow,
  writebackId: string,
  found: Reconciled,
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

interface Settled {
  readonly orphan: WritebackRow;
  readonly user: DirectoryUser;
  readonly byGroup: readonly Role[];
  readonly row: ResetSessionRow | null;
  readonly found: Reconciled;
  readonly at: number;
}

/** What was made is told as ever; what nobody can find out, to the person and to the administrators. */
async function tell(desk: SetPasswordDesk, stores: Stores, settled: Settled): Promise<void> {
  const { orphan, user, byGroup, row, found, at } = settled;
  if (found === 'not-made') return;
  const about = {
    user,
    writebackId: orphan.id,
    at,
    askedFrom: row?.ip ?? '',
    reference: row?.reference ?? orphan.id,
    locale: row?.locale ?? 'en',
    correlationId: orphan.sessionId,
  };
  if (found === 'unknown') {
    await desk.notices.passwordChanged(stores, { ...about, kind: 'unknown' });
    await desk.notices.administrators(stores, {
      tenantId: orphan.tenantId,
      alert: 'write-unknown',
      username: user.username,
      reference: about.reference,
      at,
      locale: about.locale,
      correlationId: orphan.sessionId,
    });
    return;
  }
  const { policy } = await desk.policies.current(stores, orphan.tenantId);
  if (policy.notifications.notifyUser) {
    await desk.notices.passwordChanged(stores, { ...about, kind: orphan.kind });
  }
  if (row && orphan.kind !== 'unlock') {
    await tellAdministrators(desk, stores, row, user, byGroup, at);
  }
}
