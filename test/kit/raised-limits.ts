/** For tests in which one visitor plays many; wrong answers for one name are counted as ever. */
export const raisedLimits = {
  'start-per-identifier': 1000,
  'start-per-identifier-per-day': 10_000,
  'start-per-address': 1_000_000,
  'start-per-network': 1_000_000,
  'mail-per-destination-per-hour': 1000,
  'mail-per-destination-per-day': 10_000,
  'failed-sign-ins-per-address': 1_000_000,
} as const;
