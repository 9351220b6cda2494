import type { CampaignSettings } from './campaign.ts';

type Hours = Pick<CampaignSettings, 'timeZone' | 'quietFrom' | 'quietTo'>;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** What a clock and a calendar in a time zone show: `2026-11-22` and the minutes since midnight. */
export function localTime(
  timeZone: string,
  now: number,
): { readonly day: string; readonly minutes: number } {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** Whether no mail may leave now. The first minute is quiet, the last is not. */
export function isQuiet({ timeZone, quietFrom, quietTo }: Hours, now: number): boolean {
  const [from, to] = [minutesOf(quietFrom), minutesOf(quietTo)];
  const { minutes } = localTime(timeZone, now);
  if (from <= to) return minutes >= from && minutes < to;
  return minutes >= from || minutes < to;
}

/** When it gets quiet next, epoch ms, to the minute; null when it never does. Off by an hour when the clocks change. */
export function quietBeginsAt({ timeZone, quietFrom, quietTo }: Hours, now: number): number | null {
  if (quietFrom === quietTo) return null;
  const { minutes } = localTime(timeZone, now);
  const left = (minutesOf(quietFrom) - minutes + DAY_MINUTES) % DAY_MINUTES;
  return now - (now % MINUTE_MS) + left * MINUTE_MS;
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
