/**
 * The one table of limits. A limit counts hits per key in a window that opens with the first hit;
 * reaching `max` blocks the key for `blockSeconds` (or to the window's end when that is null).
 * Nothing but the window's end, or an administrator, lowers a count (invariant I5).
 * Numbers: spec of defaults §5.1; Entra's from its SSPR FAQ.
 */
export interface Limit {
  readonly counts: string;
  readonly key: 'identifier' | 'address' | 'network' | 'account' | 'destination';
  readonly windowSeconds: number;
  readonly blockSeconds: number | null;
  readonly max: { readonly recommended: number; readonly entra: number };
  /** What an administrator may set instead, inclusive. */
  readonly range: readonly [number, number];
}

const minutes = 60;
const hours = 3600;

export const limitTable = {
  'start-per-identifier': {
    counts: 'resets started for one identifier in 15 minutes',
    key: 'identifier',
    windowSeconds: 15 * minutes,
    blockSeconds: null,
    max: { recommended: 3, entra: 5 },
    range: [1, 1000],
  },
  'start-per-identifier-per-day': {
    counts: 'resets started for one identifier in a day',
    key: 'identifier',
    windowSeconds: 24 * hours,
    blockSeconds: null,
    max: { recommended: 10, entra: 20 },
    range: [1, 10_000],
  },
  'start-per-address': {
    counts: 'resets started from one IP address in 10 minutes',
    key: 'address',
    windowSeconds: 10 * minutes,
    blockSeconds: null,
    max: { recommended: 5, entra: 20 },
    range: [1, 1_000_000],
  },
  'start-per-network': {
    counts: 'resets started from one IPv4 /24 or IPv6 /64 in an hour',
    key: 'network',
    windowSeconds: 1 * hours,
    blockSeconds: null,
    max: { recommended: 50, entra: 200 },
    range: [1, 1_000_000],
  },
  'failed-proofs-per-identifier': {
    counts: 'wrong answers given for one typed identifier in a day',
    key: 'identifier',
    windowSeconds: 24 * hours,
    blockSeconds: 24 * hours,
    max: { recommended: 10, entra: 5 },
    range: [5, 20],
  },
  'failed-proofs-per-account': {
    counts: 'wrong answers given for one account in a day, whatever was typed to name it',
    key: 'account',
    windowSeconds: 24 * hours,
    blockSeconds: 24 * hours,
    max: { recommended: 10, entra: 5 },
    range: [5, 20],
  },
  'mail-per-destination-per-hour': {
    counts: 'code mails to one address in an hour',
    key: 'destination',
    windowSeconds: 1 * hours,
    blockSeconds: null,
    max: { recommended: 5, entra: 10 },
    range: [1, 1000],
  },
  'mail-per-destination-per-day': {
    counts: 'code mails to one address in a day',
    key: 'destination',
    windowSeconds: 24 * hours,
    blockSeconds: null,
    max: { recommended: 10, entra: 20 },
    range: [1, 10_000],
  },
  'phone-per-destination-per-hour': {
    counts: 'texts and calls with a code to one number in an hour',
    key: 'destination',
    windowSeconds: 1 * hours,
    blockSeconds: null,
    max: { recommended: 3, entra: 5 },
    range: [1, 5],
  },
  'phone-per-destination-per-day': {
    counts: 'texts and calls with a code to one number in a day',
    key: 'destination',
    windowSeconds: 24 * hours,
    blockSeconds: null,
    max: { recommended: 5, entra: 20 },
    range: [1, 20],
  },
  'failed-sign-ins-per-identifier': {
    counts: 'wrong passwords given for one identifier in 15 minutes',
    key: 'identifier',
    windowSeconds: 15 * minutes,
    blockSeconds: 15 * minutes,
    max: { recommended: 10, entra: 10 },
    range: [3, 100],
  },
  'failed-sign-ins-per-address': {
    counts: 'wrong passwords given from one IP address in 15 minutes',
    key: 'address',
    windowSeconds: 15 * minutes,
    blockSeconds: 15 * minutes,
    max: { recommended: 50, entra: 50 },
    range: [3, 1_000_000],
  },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;
export const limitNames = Object.keys(limitTable) as LimitName[];
