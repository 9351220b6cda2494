import { PASS_LIFETIME_SECONDS, TEMPORARY_PASS } from '../../domain/registration/temporary-pass.ts';
import { hasExpired } from '../../domain/reset/session.ts';
import { expire, type ResetDesk } from './desk.ts';

/** How long ended resets are kept for support; the audit trail keeps the facts for as long as it is kept. */
const KEEP_ENDED_MS = 24 * 3600 * 1000;
/** Support looks for what became of a write; a link is worth nothing once it has run out. */
const KEEP_SETTLED_MS = 30 * 24 * 3600 * 1000;
const PASS_LIFETIME_MS = PASS_LIFETIME_SECONDS * 1000;
const BATCH = 500;

/** Records what ran out while nobody looked, and deletes what is no longer needed; returns how many it touched. */
export async function tidyResets(desk: ResetDesk): Promise<number> {
  const now = desk.clock.now();
  const overdue = await desk.storage.resetSessions.overdue(now, BATCH);
  for (const row of overdue) {
    if (hasExpired(row.session, now)) await expire(desk, row);
  }
  const purged = await desk.storage.resetSessions.purge(now - KEEP_ENDED_MS, BATCH);
  await desk.storage.outbox.purge(now - KEEP_ENDED_MS, BATCH);
  await desk.storage.throttles.purge(now - KEEP_ENDED_MS);
  await desk.storage.pendingCalls.purge(now, BATCH);
  await desk.storage.enrolments.purge(now - KEEP_ENDED_MS, BATCH);
  await desk.storage.handOvers.purge(now - KEEP_ENDED_MS, BATCH);
  await desk.storage.registrations.purge(TEMPORARY_PASS, now - PASS_LIFETIME_MS, BATCH);
  await desk.storage.signInSessions.purge(now);
  await desk.storage.writebacks.purge(now - KEEP_SETTLED_MS, BATCH);
  await desk.storage.oneTimeTokens.purge(now - KEEP_ENDED_MS, BATCH);
  return overdue.length + purged;
}
