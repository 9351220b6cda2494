import type { UserRef } from '../../domain/identity.ts';

/** A registration that was begun and waits for its answer, or an older method asked to vouch for one (step-up). */
export interface EnrolmentRow {
  readonly id: string;
  readonly user: UserRef;
  readonly methodId: string;
  /** The sign-in session it belongs to; its answer counts in no other. */
  readonly sessionId: string;
  /** Sealed and bound to this row and its use (`enrolment/<tenant>/<id>`); empty once it is used. */
  readonly keptSealed: string;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

export interface Enrolments {
  add(row: EnrolmentRow): Promise<void>;
  get(tenantId: string, id: string): Promise<EnrolmentRow | null>;
  /** Raises the counter before anything is compared; null when used, expired or without an attempt left. */
  countAttempt(tenantId: string, id: string, now: number): Promise<EnrolmentRow | null>;
  /** True for exactly one caller; what was kept is forgotten with it. */
  consume(tenantId: string, id: string, now: number): Promise<boolean>;
  /** Ends whatever this session had begun of a method; returns how many. */
  voidOf(tenantId: string, sessionId: string, methodId: string, now: number): Promise<number>;
  /** Deletes what ran out before the given time; returns how many. */
  purge(expiredBefore: number, limit: number): Promise<number>;
}
