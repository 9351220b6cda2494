import type { UserRef } from '../../domain/identity.ts';

/** What is kept of one person beside their account, registrations, roles and the trail. Times are epoch ms. */
export interface PersonalRecords {
  readonly signIns: readonly {
    readonly place: string;
    readonly createdAt: number;
    readonly lastSeenAt: number;
    readonly expiresAt: number;
  }[];
  readonly resets: readonly {
    readonly id: string;
    readonly reference: string;
    readonly kind: string;
    readonly state: string;
    readonly startedAt: number;
    readonly endedAt: number | null;
    readonly ip: string | null;
    readonly userAgent: string | null;
  }[];
  readonly writes: readonly {
    readonly id: string;
    readonly kind: string;
    readonly outcome: string;
    readonly intendedAt: number;
    readonly settledAt: number | null;
  }[];
}

/** Somebody whose name has still to leave what is written of them. */
export interface ErasureRow {
  readonly user: UserRef;
  readonly pseudonym: string;
  readonly erasedAt: number;
}

export interface PersonalData {
  /** Oldest first. */
  of(user: UserRef): Promise<PersonalRecords>;
  /**
   * Deletes what is kept of a person in every table but the account itself, the roles and the trail; a reset whose write is
   * under way is left to end. How many registrations there were.
   */
  forget(user: UserRef): Promise<number>;
  /** Notes that somebody was erased, again if need be. */
  erased(row: ErasureRow): Promise<void>;
  /** Those that are not settled, of every tenant, the longest ago first. */
  unsettled(limit: number): Promise<readonly ErasureRow[]>;
  settle(user: UserRef, at: number): Promise<void>;
}
