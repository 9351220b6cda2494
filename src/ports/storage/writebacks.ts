import type { UserRef } from '../../domain/identity.ts';

/** `unknown` is settled: nothing that the directory keeps will ever tell. */
export type WritebackOutcome =
  | 'pending'
  | 'applied'
  | 'refused'
  | 'uncertain'
  | 'not-made'
  | 'unknown';

/** `unlock` leaves the password alone. */
export type WritebackKind = 'reset' | 'change' | 'unlock';

/** One intended write, committed before the directory is touched (invariant I3). */
export interface WritebackRow {
  readonly id: string;
  readonly tenantId: string;
  readonly user: UserRef;
  readonly sessionId: string | null;
  readonly kind: WritebackKind;
  /** The directory's passwordChangedAt read before the write, for reconciliation. */
  readonly passwordChangedAtBefore: number | null;
  readonly intendedAt: number;
  readonly outcome: WritebackOutcome;
  readonly reason: string | null;
  readonly settledAt: number | null;
}

export interface Writebacks {
  add(row: WritebackRow): Promise<void>;
  get(tenantId: string, id: string): Promise<WritebackRow | null>;
  /** Moves pending or uncertain to an outcome; false when it was settled before. */
  settle(
    tenantId: string,
    id: string,
    outcome: WritebackOutcome,
    reason: string | null,
    at: number,
  ): Promise<boolean>;
  /** How many writes of one reset session the directory refused. */
  countRefused(tenantId: string, sessionId: string): Promise<number>;
  /** When the newest reset of a person was found to be applied, epoch ms; null for none that is kept. */
  lastResetAt(user: UserRef): Promise<number | null>;
  /** Pending or uncertain writes intended before the given time, all tenants. */
  unsettled(intendedBefore: number, limit: number): Promise<readonly WritebackRow[]>;
  /** Deletes those that were settled before the given time; returns how many. */
  purge(settledBefore: number, limit: number): Promise<number>;
}
