/** How many codes went to one country by text or call since its count began, and how many of them came back. */
export interface CountryRow {
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly sent: number;
  readonly proved: number;
  /** Epoch ms since when nothing is sent there; null while it is open. */
  readonly pausedAt: number | null;
}

export interface Conversion {
  /** How many codes are looked at together. */
  readonly sends: number;
  /** Fewer than this many of a hundred that came back pause the country. */
  readonly leastPercent: number;
}

/** What texts and calls cost, and whether they are of use. */
export interface PhoneSpending {
  /**
   * Adds a price to what a day has cost, only if it stays within the cap; whether it does. Exact however many ask at
   * once. A day is one of UTC.
   *
   * @param price in minor units, such as cents.
   */
  spend(tenantId: string, price: number, cap: number, now: number): Promise<boolean>;
  spentToday(tenantId: string, now: number): Promise<number>;
  /**
   * Pauses the country if enough codes went there and too few came back. `paused-now` for exactly one caller, with
   * the counts that made it so.
   */
  judge(
    tenantId: string,
    country: string,
    by: Conversion,
    now: number,
  ): Promise<{ readonly state: 'open' | 'paused' | 'paused-now'; readonly row: CountryRow | null }>;
  /** Counts a code that left. A new count begins when the one before was long enough. */
  countSent(tenantId: string, country: string, by: Conversion): Promise<void>;
  countProved(tenantId: string, country: string): Promise<void>;
  /** Opens a paused country with a new count; false when it was not paused. */
  resume(tenantId: string, country: string): Promise<boolean>;
  /** By country. */
  countries(tenantId: string): Promise<readonly CountryRow[]>;
  /** Forgets the costs of days that ended before the given time; returns how many. */
  purge(endedBefore: number): Promise<number>;
}
