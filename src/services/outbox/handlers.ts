import type { JobKind, LeasedJob } from '../../ports/storage/outbox.ts';
import type { Stores } from '../../ports/storage/index.ts';

/**
 * What became of a job. What `settle` writes is committed together with the closing of the job, or not at all when
 * the lease was lost. `retry` leaves the time to the worker's back-off, within the job's deadline.
 */
export type JobResult =
  | {
      readonly result: 'done';
      readonly settle?: (stores: Stores) => Promise<void>;
      /** Called when that is committed: a job it queued can be found from then on, and not before. */
      readonly afterwards?: () => void;
    }
  | { readonly result: 'retry'; readonly reason: string }
  | { readonly result: 'failed'; readonly reason: string };

/** A `conflict` thrown by it or by `settle` means that somebody took a step in the same instant: it is run again. */
export type JobHandler = (job: LeasedJob) => Promise<JobResult>;

/** Records, in the transaction that closes it, a job that is given up: its deadline passed, or it failed for good. */
export type JobGivenUp = (stores: Stores, job: LeasedJob, reason: string) => Promise<void>;

export interface JobHandlers {
  readonly handlers: Readonly<Partial<Record<JobKind, JobHandler>>>;
  readonly givenUp: JobGivenUp;
}
