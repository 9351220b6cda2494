/** What a limit counts by. */
export const limitKeys = [
  'identifier',
  'address',
  'network',
  'account',
  'destination',
  'prefix',
  'organisation',
] as const;
export type LimitKey = (typeof limitKeys)[number];

/** What ends a block or lowers a count; nothing else does (invariant I5). */
export const limitClearings = [
  'time',
  'administrator',
  'finished-reset',
  'accepted-proof',
  'new-registration',
  'sign-in',
] as const;
export type LimitClearing = (typeof limitClearings)[number];

export interface LimitTimes {
  /** Opens with the first hit; null counts without an end. */
  readonly windowSeconds: number | null;
  /** From the hit that reached `max`; null lasts to the window's end, or until it is cleared where there is none. */
  readonly blockSeconds: number | null;
}

/**
 * The one table of limits: the API, the console and docs/operate/limits.md show this, and a test compares them. A limit
 * counts hits per key in a window; reaching `max` blocks the key. It never touches the directory account (R007).
 * Numbers: spec of defaults §5.1; Entra's from its SSPR FAQ (TH-01 to TH-11).
 */
export interface Limit extends LimitTimes {
  readonly counts: string;
  readonly key: LimitKey;
  readonly cleared: readonly LimitClearing[];
  readonly max: { readonly recommended: number; readonly entra: number };
  /** What an administrator may set instead, inclusive. */
  readonly range: readonly [number, number];
  /** Where the *entra* preset counts or blocks for another time. */
  readonly entra?: LimitTimes;
}

const minutes = 60;
const hours = 3600;
const days = 24 * hours;

export const limitTable = {
  'start-per-identifier': {
    counts: 'resets started for one identifier in 15 minutes (entra: in an hour)',
    key: 'identifier',
    windowSeconds: 15 * minutes,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 3, entra: 5 },
    range: [1, 1000],
    // TH-09
    entra: { windowSeconds: 1 * hours, blockSeconds: 1 * days },
  },
  'start-per-identifier-per-day': {
    counts: 'resets started for one identifier in a day',
    key: 'identifier',
    windowSeconds: 1 * days,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 10, entra: 20 },
    range: [1, 10_000],
  },
  'start-per-address': {
    counts: 'resets started from one IP address in 10 minutes',
    key: 'address',
    windowSeconds: 10 * minutes,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 5, entra: 20 },
    range: [1, 1_000_000],
  },
  'start-per-network': {
    counts: 'resets started from one IPv4 /24 or IPv6 /64 in an hour',
    key: 'network',
    windowSeconds: 1 * hours,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 50, entra: 200 },
    range: [1, 1_000_000],
  },
  'failed-proofs-per-identifier': {
    counts: 'wrong answers given for one typed identifier in a day',
    key: 'identifier',
    windowSeconds: 1 * days,
    blockSeconds: 1 * days,
    cleared: ['time', 'administrator', 'finished-reset'],
    max: { recommended: 10, entra: 5 },
    range: [5, 20],
  },
  'failed-proofs-per-account': {
    counts: 'wrong answers given for one account in a day, whatever was typed to name it',
    key: 'account',
    windowSeconds: 1 * days,
    blockSeconds: 1 * days,
    cleared: ['time', 'administrator', 'finished-reset'],
    max: { recommended: 10, entra: 5 },
    range: [5, 20],
  },
  'failed-proofs-per-method': {
    counts: 'wrong answers given for one account by one method in an hour',
    key: 'account',
    windowSeconds: 1 * hours,
    blockSeconds: 1 * days,
    cleared: ['time', 'administrator', 'finished-reset'],
    // TH-04, TH-05, TH-07; the recommended preset is stricter already, by the day and over all methods.
    max: { recommended: 10, entra: 5 },
    range: [3, 20],
  },
  'method-stop': {
    counts: 'wrong answers by one method for one account, one after the other',
    key: 'account',
    windowSeconds: null,
    blockSeconds: null,
    cleared: ['administrator', 'accepted-proof', 'new-registration'],
    max: { recommended: 50, entra: 100 },
    range: [10, 100],
  },
  'failed-proofs-per-organisation': {
    counts: 'wrong answers given for anybody in 5 minutes',
    key: 'organisation',
    windowSeconds: 5 * minutes,
    blockSeconds: 15 * minutes,
    cleared: ['time', 'administrator'],
    max: { recommended: 50, entra: 50 },
    range: [20, 100_000],
  },
  'break-glass-per-organisation': {
    counts: 'tries to open a reset with a break-glass code in an hour',
    key: 'organisation',
    windowSeconds: 1 * hours,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 3, entra: 3 },
    range: [3, 10],
  },
  'mail-per-destination-per-hour': {
    counts: 'code mails to one address in an hour (entra: in 10 minutes)',
    key: 'destination',
    windowSeconds: 1 * hours,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 5, entra: 10 },
    range: [1, 1000],
    // TH-08
    entra: { windowSeconds: 10 * minutes, blockSeconds: 1 * days },
  },
  'mail-per-destination-per-day': {
    counts: 'code mails to one address in a day',
    key: 'destination',
    windowSeconds: 1 * days,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 10, entra: 20 },
    range: [1, 10_000],
  },
  'phone-per-destination-per-hour': {
    counts: 'texts and calls with a code to one number in an hour',
    key: 'destination',
    windowSeconds: 1 * hours,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 3, entra: 5 },
    range: [1, 5],
    // TH-06
    entra: { windowSeconds: 1 * hours, blockSeconds: 1 * days },
  },
  'registration-codes-per-account': {
    counts: 'codes sent for one account to what is being registered, in an hour',
    key: 'account',
    windowSeconds: 1 * hours,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 10, entra: 10 },
    range: [3, 100],
  },
  'hand-overs-per-account': {
    counts: 'times another sign-in page hands over one account in an hour',
    key: 'account',
    windowSeconds: 1 * hours,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 20, entra: 20 },
    range: [5, 1000],
  },
  'phone-per-destination-per-day': {
    counts: 'texts and calls with a code to one number in a day',
    key: 'destination',
    windowSeconds: 1 * days,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 5, entra: 20 },
    range: [1, 20],
  },
  'phone-per-prefix-per-day': {
    counts: 'texts and calls in a day to numbers that differ in their last four digits alone',
    key: 'prefix',
    windowSeconds: 1 * days,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 20, entra: 20 },
    range: [1, 10_000],
  },
  'phone-per-organisation-per-day': {
    counts: 'texts and calls to anybody in a day',
    key: 'organisation',
    windowSeconds: 1 * days,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 500, entra: 500 },
    range: [1, 1_000_000],
  },
  'carrier-tests-per-organisation': {
    counts: 'test messages that administrators send in an hour',
    key: 'organisation',
    windowSeconds: 1 * hours,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 5, entra: 5 },
    range: [1, 20],
  },
  'device-asks-per-account-per-minute': {
    counts: 'approvals asked of the devices of one account in a minute',
    key: 'account',
    windowSeconds: 1 * minutes,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 1, entra: 1 },
    range: [1, 5],
  },
  'device-asks-per-account-per-day': {
    counts: 'approvals asked of the devices of one account in a day',
    key: 'account',
    windowSeconds: 1 * days,
    blockSeconds: null,
    cleared: ['time', 'administrator'],
    max: { recommended: 5, entra: 5 },
    range: [1, 20],
  },
  'failed-sign-ins-per-identifier': {
    counts: 'wrong passwords given for one identifier in 15 minutes',
    key: 'identifier',
    windowSeconds: 15 * minutes,
    blockSeconds: 15 * minutes,
    cleared: ['time', 'administrator', 'sign-in'],
    max: { recommended: 10, entra: 10 },
    range: [3, 100],
  },
  'failed-sign-ins-per-address': {
    counts: 'wrong passwords given from one IP address in 15 minutes',
    key: 'address',
    windowSeconds: 15 * minutes,
    blockSeconds: 15 * minutes,
    cleared: ['time', 'administrator'],
    max: { recommended: 50, entra: 50 },
    range: [3, 1_000_000],
  },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;
export const limitNames = Object.keys(limitTable) as [LimitName, ...LimitName[]];

/** For how long a limit counts and blocks under a preset. */
export function timesOf(name: LimitName, preset: keyof Limit['max']): LimitTimes {
  const limit: Limit = limitTable[name];
  const { windowSeconds, blockSeconds } = preset === 'entra' ? (limit.entra ?? limit) : limit;
  return { windowSeconds, blockSeconds };
}
