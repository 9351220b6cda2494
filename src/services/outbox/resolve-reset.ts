import { endedStates } from '../../domain/reset/session.ts';
import { resolveChallenge, type ResolveDesk } from '../reset/resolve.ts';
import type { JobHandler } from './handlers.ts';
import { readResolveReset } from './jobs.ts';

/** Looks up, in the background, who started a reset. All it writes is committed with the closing of the job. */
export function createResolveReset(desk: ResolveDesk): JobHandler {
  return async (job) => {
    const { sessionId, challengeId } = readResolveReset(desk.vault, job);
    const row = await desk.storage.resetSessions.byId(job.tenantId, sessionId);
    const challenge = await desk.storage.challenges.get(job.tenantId, challengeId);
    const over = !row || !challenge || endedStates.has(row.session.state);
    if (over || challenge.resolvedAt !== null) return { result: 'done' };
    return {
      result: 'done',
      settle: await resolveChallenge(desk, row, challenge),
      afterwards: () => desk.signal.wake(),
    };
  };
}
