/** What the world's numbering plans say of a number. */
export interface NumberFacts {
  /** ISO 3166-1, two letters; null for a number of no country, such as a satellite phone's, or of nobody. */
  readonly country: string | null;
  /** To call it costs what its owner likes, or it is answered by no phone of one person (A112). */
  readonly costly: boolean;
}

export interface PhonePlan {
  /** ISO 3166-1, two letters each, sorted. */
  readonly countries: readonly string[];
  /** @param number in E.164. */
  look(number: string): NumberFacts;
}
