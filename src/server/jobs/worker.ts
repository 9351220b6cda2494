import { PosternError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Log } from '../../ports/log.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { LeasedJob } from '../../ports/storage/outbox.ts';
import type { JobHandlers, JobResult } from '../../services/outbox/handlers.ts';

/** Longer than any handler takes: mail gives up after 25 s. */
const leaseSeconds = 30;
const backOffSeconds = [10, 30, 60, 120, 240];
const housekeepingSeconds = 60;
/** How long to leave a database alone that does not answer. */
const outageSeconds = 2;
/** How often a job is run again at once when somebody took a step in the same instant. */
const attemptsAtOnce = 3;

/** Work that nothing asks for: deleting what is no longer needed, closing what ran out. */
export interface HousekeepingTask {
  readonly name: string;
  run(): Promise<unknown>;
}

export interface Worker extends JobSignal {
  start(): void;
  /** Takes no more work and waits for what is under way; what is left is done again after its lease. */
  stop(graceMilliseconds: number): Promise<void>;
}

export interface WorkerDependencies {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process in leases. */
  readonly workerId: string;
  readonly jobs: JobHandlers;
  /** Few, so that requests that come meanwhile find a turn between them (F87). */
  readonly jobsAtATime: () => number;
  readonly housekeeping: readonly HousekeepingTask[];
}

/**
 * Takes due jobs from the outbox and runs them. It wakes when a commit signals a job, when the next one
 * is due, and once a minute to find what a process that died has left.
 */
export function createWorker(deps: WorkerDependencies): Worker {
  const { storage, clock, log, jobsAtATime } = deps;
  const { outbox } = storage;
  const running = new Set<Promise<void>>();
  let stopped = true;
  let looking = false;
  let lastLook: Promise<void> = Promise.resolve();
  let lookAgain = false;
  let dueTimer: NodeJS.Timeout | undefined;
  let minuteTimer: NodeJS.Timeout | undefined;
  let tidying: Promise<void> = Promise.resolve();

  function wake(): void {
    if (stopped) return;
    lookAgain = true;
    if (!looking) lastLook = look();
  }

  async function look(): Promise<void> {
    looking = true;
    try {
      while (lookAgain && running.size < jobsAtATime()) {
        if (stopped) return;
        lookAgain = false;
        await takeDue();
      }
    } catch (error) {
      log.error({ error }, 'outbox cannot be read, will be tried again');
      wakeIn(outageSeconds * 1000);
    } finally {
      looking = false;
    }
  }

  async function takeDue(): Promise<void> {
    // No more than can run at once: a lease that waits in a queue runs out.
    const free = jobsAtATime() - running.size;
    const jobs = await outbox.lease(deps.workerId, clock.now(), leaseSeconds, free);
    for (const job of jobs) {
      const run = runJob(job).finally(() => {
        running.delete(run);
        if (lookAgain) wake();
      });
      running.add(run);
    }
    if (jobs.length === free) {
      // There may be more than there was room for; a job that ends makes room, and looks again.
      lookAgain = true;
      return;
    }
    const now = clock.now();
    const dueAt = await outbox.nextDueAt(now);
    if (dueAt !== null) wakeIn(Math.max(dueAt - now, 0));
  }

  function wakeIn(milliseconds: number): void {
    clearTimeout(dueTimer);
    if (stopped) return;
    // A timer may fire a moment early; one more millisecond saves a look in vain.
    dueTimer = setTimeout(wake, Math.min(milliseconds, housekeepingSeconds * 1000) + 1);
  }

  async function runJob(job: LeasedJob): Promise<void> {
    // Most jobs write nothing to it.
    const jobLog = () => log.child({ job: job.id, kind: job.kind });
    try {
      const held = await runAndClose(job, jobLog);
      if (!held) jobLog().warn({}, 'lease was lost, another worker has the job');
    } catch (error) {
      // Nothing could be written; the job is taken again when the lease has run out.
      jobLog().error({ error }, 'job could not be closed');
    }
  }

  /** False when the lease was lost meanwhile. */
  async function runAndClose(job: LeasedJob, jobLog: () => Log): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      const result = await resultOf(job, jobLog);
      if (result.result !== 'done') return giveBack(job, result);
      try {
        const held = await close(job, result.settle);
        result.afterwards?.();
        return held;
      } catch (error) {
        if (!isConflict(error) || attempt === attemptsAtOnce) throw error;
      }
    }
  }

  async function resultOf(job: LeasedJob, jobLog: () => Log): Promise<JobResult> {
    if (clock.now() >= job.deadlineAt) return { result: 'failed', reason: 'out of time' };
    const handler = deps.jobs.handlers[job.kind];
    if (handler === undefined) return { result: 'failed', reason: 'no such kind of job' };
    try {
      return await handler(job);
    } catch (error) {
      jobLog().error({ error }, 'job failed');
      return { result: 'retry', reason: 'unexpected' };
    }
  }

  /** Who lost the lease has no say about what became of the job. */
  async function close(
    job: LeasedJob,
    settle: ((stores: Stores) => Promise<void>) | undefined,
  ): Promise<boolean> {
    const now = clock.now();
    if (settle === undefined) return outbox.complete(job.id, job.fence, now);
    return storage.transaction(async (stores) => {
      if (!(await stores.outbox.complete(job.id, job.fence, now))) return false;
      await settle(stores);
      return true;
    });
  }

  async function giveBack(
    job: LeasedJob,
    result: Exclude<JobResult, { result: 'done' }>,
  ): Promise<boolean> {
    const now = clock.now();
    const waitSeconds =
      backOffSeconds[Math.min(job.attempts, backOffSeconds.length) - 1] ?? backOffSeconds[0] ?? 0;
    const notBefore = now + waitSeconds * 1000;
    if (result.result === 'retry' && notBefore < job.deadlineAt) {
      const kept = await outbox.retry(job.id, job.fence, notBefore, result.reason);
      wake();
      return kept;
    }
    return storage.transaction(async (stores) => {
      if (!(await stores.outbox.fail(job.id, job.fence, now, result.reason))) return false;
      await deps.jobs.givenUp(stores, job, result.reason);
      return true;
    });
  }

  async function tidy(): Promise<void> {
    for (const task of deps.housekeeping) {
      try {
        await task.run();
      } catch (error) {
        log.error({ error, task: task.name }, 'housekeeping failed, will be tried again');
      }
    }
  }

  return {
    wake,
    start() {
      stopped = false;
      minuteTimer = setInterval(() => {
        wake();
        tidying = tidying.then(tidy);
      }, housekeepingSeconds * 1000);
      wake();
    },
    async stop(graceMilliseconds) {
      stopped = true;
      clearTimeout(dueTimer);
      clearInterval(minuteTimer);
      let graceTimer: NodeJS.Timeout | undefined;
      const grace = new Promise<void>((resolve) => {
        graceTimer = setTimeout(resolve, graceMilliseconds);
      });
      // Who was just taking jobs has begun them then.
      const ended = lastLook.then(() => Promise.all([...running, tidying]));
      await Promise.race([ended, grace]);
      clearTimeout(graceTimer);
    },
  };
}

function isConflict(error: unknown): boolean {
  return error instanceof PosternError && error.code === 'conflict';
}
