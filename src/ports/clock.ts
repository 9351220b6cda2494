/** Wall time in epoch milliseconds; tests hand in a fixed one. */
export interface Clock {
  now(): number;
}
