import { z } from 'zod';
import { groupRefSchema } from '../identity.ts';
import { localeSchema } from '../locale.ts';

/** `08:00`, by the clock of the organisation's time zone. */
const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A name of the IANA time zone database, such as `Europe/Berlin`. */
const timeZoneSchema = z
  .string()
  .max(64)
  .refine((name) => isTimeZone(name));

/** How people are reminded to register. Whom nothing is missing for never gets a mail, whatever stands here. */
export const campaignSettingsSchema = z.strictObject({
  /** `scope`: whoever may reset. `groups`: members of groups, before they may reset too. */
  audience: z.enum(['scope', 'groups']),
  groups: z.array(groupRefSchema).max(1000),
  /** Days before the 2nd, 3rd, … reminder; the first goes out at once. */
  waitDays: z.array(z.int().min(1).max(90)).max(9),
  /** Mails a day, by the calendar of the time zone. */
  dailyCap: z.int().min(1).max(100_000),
  timeZone: timeZoneSchema,
  /** From when to when no mail is sent; the same twice for none. */
  quietFrom: timeOfDaySchema,
  quietTo: timeOfDaySchema,
  /** Of mails to people whose language the directory does not know. */
  locale: localeSchema,
});
export type CampaignSettings = z.infer<typeof campaignSettingsSchema>;

export const campaignDefaults: CampaignSettings = {
  audience: 'scope',
  groups: [],
  waitDays: [3, 7, 14],
  dailyCap: 500,
  timeZone: 'UTC',
  quietFrom: '19:00',
  quietTo: '08:00',
  locale: 'en',
};

export const campaignStates = ['running', 'paused', 'stopped'] as const;
export type CampaignState = (typeof campaignStates)[number];

export const campaignActs = ['start', 'pause', 'resume', 'stop'] as const;
export type CampaignAct = (typeof campaignActs)[number];

/** The states an act leads out of, and the one it leads to; a start is from nothing or from what was stopped. */
export const campaignMoves: Readonly<
  Record<
    Exclude<CampaignAct, 'start'>,
    { readonly from: readonly CampaignState[]; readonly to: CampaignState }
  >
> = {
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  stop: { from: ['running', 'paused'], to: 'stopped' },
};

/** How one person stands in a campaign. Only who is `missing` is reminded. */
export const personStandings = [
  'missing',
  'registered',
  /** There is no address to write to. */
  'no-address',
  /** The policy offers nothing they could register. */
  'nothing-to-register',
  /** No longer in the audience, disabled, frozen or gone. */
  'left',
] as const;
export type PersonStanding = (typeof personStandings)[number];

const DAY_MS = 24 * 3600 * 1000;

export function remindersOf({ waitDays }: Pick<CampaignSettings, 'waitDays'>): number {
  return waitDays.length + 1;
}

/** When the reminder after the one sent now is due, epoch ms; null when that was the last. */
export function nextReminderAt(
  { waitDays }: Pick<CampaignSettings, 'waitDays'>,
  sent: number,
  now: number,
): number | null {
  const wait = waitDays[sent - 1];
  return wait === undefined ? null : now + wait * DAY_MS;
}

function isTimeZone(name: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // An offset such as +01:00 is none: it does not know of summer.
    return /^[A-Za-z]/.test(timeZone);
  } catch {
    return false;
  }
}
