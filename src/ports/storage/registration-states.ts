import type { UserRef } from '../../domain/identity.ts';

/** What one person was asked about their registrations, and when they last said that all is right. Epoch ms. */
export interface RegistrationStateRow {
  readonly user: UserRef;
  /** How often they put off what is missing, since nothing was missing last. */
  readonly skips: number;
  readonly firstAskedAt: number | null;
  readonly lastConfirmedAt: number | null;
}

export interface RegistrationStates {
  get(user: UserRef): Promise<RegistrationStateRow | null>;
  /**
   * The row, made if need be and held until the transaction ends: whatever changes somebody's registrations begins
   * with it, so that two changes of one person are made one after the other.
   */
  hold(user: UserRef): Promise<RegistrationStateRow>;
  /** Notes that something was asked for; only the first time is kept. */
  asked(user: UserRef, now: number): Promise<RegistrationStateRow>;
  /** Counts one more time that it was put off, if there were fewer than `most`; null when there were not. */
  skip(user: UserRef, most: number): Promise<RegistrationStateRow | null>;
  /** Nothing is missing any more: what was put off is forgotten. */
  settled(user: UserRef): Promise<void>;
  /** From now on runs the time until the next confirmation, unless it runs already. */
  begun(user: UserRef, now: number): Promise<RegistrationStateRow>;
  /** The person said that everything is right. */
  confirmed(user: UserRef, now: number): Promise<void>;
  remove(user: UserRef): Promise<void>;
}
