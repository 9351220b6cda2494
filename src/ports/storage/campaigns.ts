import type { CampaignState, PersonStanding } from '../../domain/campaign/campaign.ts';
import type { UserRef } from '../../domain/identity.ts';

/** One registration campaign; a tenant has one that is not stopped, at most. Times are epoch ms. */
export interface CampaignRow {
  readonly id: string;
  readonly tenantId: string;
  readonly state: CampaignState;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export interface CampaignPersonRow {
  readonly user: UserRef;
  readonly standing: PersonStanding;
  /** How many were sent. */
  readonly reminders: number;
  readonly lastRemindedAt: number | null;
  /** Null when they had the last one. */
  readonly nextDueAt: number | null;
}

/** The right to look at the next part of the audience, for one process. */
export interface SweepLease {
  readonly tenantId: string;
  readonly campaignId: string;
  /** Where the last one ended; null for the beginning. */
  readonly cursor: string | null;
  readonly leasedUntil: number;
}

export interface CampaignProgress {
  readonly people: readonly {
    readonly standing: PersonStanding;
    readonly reminders: number;
    readonly count: number;
  }[];
  /** Oldest first. */
  readonly days: readonly {
    readonly day: string;
    readonly sent: number;
    /** Those who were missing before. */
    readonly registered: number;
  }[];
}

export interface Reminder {
  readonly tenantId: string;
  readonly campaignId: string;
  readonly user: UserRef;
  /** How many there were before this one. */
  readonly seenReminders: number;
  readonly nextDueAt: number | null;
  /** By the calendar of the organisation, such as `2026-11-22`. */
  readonly day: string;
  readonly dailyCap: number;
  readonly now: number;
}

export interface Campaigns {
  /** False when another one runs or is paused. */
  start(row: CampaignRow): Promise<boolean>;
  /** The one that runs or is paused, or else the one started last; null for none. */
  latest(tenantId: string): Promise<CampaignRow | null>;
  /** Only out of one of these states; `stopped` notes when. */
  move(
    tenantId: string,
    id: string,
    from: readonly CampaignState[],
    to: CampaignState,
    now: number,
  ): Promise<boolean>;
  /** Those that run, of every tenant. */
  running(): Promise<readonly CampaignRow[]>;
  /** Null when it does not run, the next sweep is not due, or another process is at it. */
  leaseSweep(
    tenantId: string,
    id: string,
    now: number,
    leaseSeconds: number,
  ): Promise<SweepLease | null>;
  /** Notes how far it went, and when to go on; false when the lease was lost. */
  endSweep(lease: SweepLease, cursor: string | null, dueAt: number): Promise<boolean>;
  /** Notes how somebody stands now; who is new is due at once. Whoever had been missing counts as registered that day. */
  note(
    campaign: Pick<CampaignRow, 'tenantId' | 'id'>,
    user: UserRef,
    standing: PersonStanding,
    day: string,
    now: number,
  ): Promise<void>;
  person(campaignId: string, user: UserRef): Promise<CampaignPersonRow | null>;
  /** Who is missing and due, the longest due first. */
  due(
    tenantId: string,
    id: string,
    now: number,
    limit: number,
  ): Promise<readonly CampaignPersonRow[]>;
  /**
   * Counts one more reminder to somebody, for one caller and only while the campaign runs and they are missing: `taken`
   * otherwise, and `full` when as many left on this day as may.
   */
  remind(reminder: Reminder): Promise<'counted' | 'taken' | 'full'>;
  progress(tenantId: string, id: string): Promise<CampaignProgress>;
  /** Forgets the people of campaigns that ended before, of every tenant; their days are kept. */
  forgetPeople(endedBefore: number, limit: number): Promise<number>;
}
