import type { DirectoryConcern, HeldConcern } from '../../domain/directory-concerns.ts';

/** One concern about one directory, while it lasts; a row for all processes. Times are epoch ms. */
export interface DirectoryAlarmRow {
  readonly directoryId: string;
  readonly concern: DirectoryConcern;
  readonly firstSeenAt: number;
  /** By whichever process saw it last. */
  readonly lastSeenAt: number;
  /** What administrators were told at; 0 while they were not. */
  readonly urgencyTold: number;
  /** What every message about it says, from the first one on. */
  readonly reference: string | null;
}

export interface DirectoryAlarms {
  standing(tenantId: string): Promise<readonly DirectoryAlarmRow[]>;
  /** Notes that it holds at this time. */
  see(tenantId: string, directoryId: string, concern: DirectoryConcern, at: number): Promise<void>;
  /**
   * Takes telling of it upon the caller: the reference to tell it by for exactly one, at each higher urgency, and null for
   * every other, and while it was not seen as early as `seenSince`.
   * @param alarm.reference kept if there is none yet.
   */
  raise(
    tenantId: string,
    directoryId: string,
    alarm: HeldConcern & { readonly reference: string },
    seenSince: number,
  ): Promise<string | null>;
  /** Ends it unless somebody saw it later than `unseenSince`: the row for exactly one caller. */
  end(
    tenantId: string,
    directoryId: string,
    concern: DirectoryConcern,
    unseenSince: number,
  ): Promise<DirectoryAlarmRow | null>;
  /** Forgets what stands about any directory but these; returns how many. */
  forgetOthers(tenantId: string, directoryIds: readonly string[]): Promise<number>;
}
