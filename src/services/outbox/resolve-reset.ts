import { endedStates } from '../../domain/reset/session.ts';
import { resolveChallenge, type ResolveDesk } from '../reset/resolve.ts';
import { entry } from '../audit/entries.ts';
import { answerOf } from '../directory/find-person.ts';
import type { JobGivenUp, JobHandler } from './handlers.ts';
import { readResolveReset } from './jobs.ts';

/** Looks up, in the background, who started a reset. All it writes is committed with the closing of the job. */
export function createResolveReset(desk: ResolveDesk): JobHandler {
  return async (job) => {
    const { sessionId, challengeId } = readResolveReset(desk.vault, job);
    const row = await desk.storage.resetSessions.byId(job.tenantId, sessionId);
    const challenge = await desk.storage.challenges.get(job.tenantId, challengeId);
    const over = !row || !challenge || endedStates.has(row.session.state);
    if (over || challenge.resolvedAt !== null) return { result: 'done' };
    // A directory that is silent has not said that there is nobody: it is asked again while the code would live (F30).
    const found = await answerOf(() => resolveChallenge(desk, row, challenge));
    if (found.silent) return { result: 'retry', reason: 'unavailable' };
    return { result: 'done', settle: found.value, afterwards: () => desk.signal.wake() };
  };
}

/** Records a look-up that no directory answered in time: nobody was told anything, and somebody may ask why. */
export function createResolveGivenUp(desk: ResolveDesk): JobGivenUp {
  return async (stores, job, reason) => {
    const { sessionId, challengeId } = readResolveReset(desk.vault, job);
    const challenge = await stores.challenges.get(job.tenantId, challengeId);
    desk.log.error({ job: job.id, reset: sessionId, reason }, 'look-up given up');
    await stores.audit.append(
      job.tenantId,
      entry('reset.not-offered', {
        at: desk.clock.now(),
        outcome: 'failure',
        correlationId: sessionId,
        fields: { reason: 'directory-unavailable', method: challenge?.methodId ?? null },
      }),
    );
  };
}
