/** Work that leaves the request: written in the same transaction as the act that caused it. */
export type JobKind =
  | 'resolve-reset'
  | 'send-message'
  | 'rehearse-message'
  | 'tell-administrators'
  | 'push-approval';

export interface JobRow {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: JobKind;
  /** JSON sealed and bound to this row; deleted when the job is closed. */
  readonly payloadSealed: string | null;
  readonly attempts: number;
  readonly notBefore: number;
  /** After this the job is pointless and is closed as failed. */
  readonly deadlineAt: number;
  readonly createdAt: number;
}

/** A job handed to one worker; writes with an older fence than the row's are refused (F66). */
export interface LeasedJob extends JobRow {
  readonly fence: number;
}

export interface Outbox {
  add(job: JobRow): Promise<void>;
  /** Takes up to `limit` due jobs for `leaseSeconds`; no two workers get the same one. Oldest first. */
  lease(
    workerId: string,
    now: number,
    leaseSeconds: number,
    limit: number,
  ): Promise<readonly LeasedJob[]>;
  /** Closes the job and deletes its payload; false when the lease was lost. */
  complete(id: string, fence: number, now: number): Promise<boolean>;
  retry(id: string, fence: number, notBefore: number, reason: string): Promise<boolean>;
  fail(id: string, fence: number, now: number, reason: string): Promise<boolean>;
  /** When the next open job is due, null when none is open. */
  nextDueAt(now: number): Promise<number | null>;
  depth(): Promise<number>;
  purge(closedBefore: number, limit: number): Promise<number>;
}
