import type { JobKind, LeasedJob } from '../../ports/storage/outbox.ts';

/** What became of a job. `retry` leaves the time to the worker's back-off, within the job's deadline. */
export type JobResult =
  | { readonly result: 'done' }
  | { readonly result: 'retry'; readonly reason: string }
  | { readonly result: 'failed'; readonly reason: string };

export type JobHandler = (job: LeasedJob) => Promise<JobResult>;

/** Told once when a job is given up: its deadline passed, or it failed for good. */
export type JobGivenUp = (job: LeasedJob, reason: string) => Promise<void>;

export interface JobHandlers {
  readonly handlers: Readonly<Partial<Record<JobKind, JobHandler>>>;
  readonly givenUp: JobGivenUp;
}
