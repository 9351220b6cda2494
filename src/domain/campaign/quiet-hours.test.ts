import { describe, expect, test } from 'vitest';
import { campaignDefaults, campaignSettingsSchema, nextReminderAt } from './campaign.ts';
import { isQuiet, localTime, quietBeginsAt } from './quiet-hours.ts';

const at = (text: string) => Date.parse(text);
const night = { quietFrom: '19:00', quietTo: '08:00' };

describe('the clock of a time zone', () => {
  test.each([
    ['Europe/Berlin', '2026-11-22T23:30:00Z', '2026-11-23', 30],
    ['Europe/Berlin', '2026-07-22T22:30:00Z', '2026-07-23', 30],
    ['America/New_York', '2026-11-22T03:05:00Z', '2026-11-21', 22 * 60 + 5],
    ['Asia/Kathmandu', '2026-11-22T00:00:00Z', '2026-11-22', 5 * 60 + 45],
    ['UTC', '2026-11-22T00:00:00Z', '2026-11-22', 0],
  ])('in %s at %s shows %s', (timeZone, time, day, minutes) => {
    expect(localTime(timeZone, at(time))).toEqual({ day, minutes });
  });
});

describe('quiet hours', () => {
  test.each([
    ['2026-11-22T17:59:00Z', false],
    ['2026-11-22T18:00:00Z', true],
    ['2026-11-22T23:00:00Z', true],
    ['2026-11-23T06:59:00Z', true],
    ['2026-11-23T07:00:00Z', false],
    // In summer the same clock is two hours ahead.
    ['2026-07-22T17:00:00Z', true],
    ['2026-07-22T16:59:00Z', false],
  ])('over midnight in Berlin: at %s quiet is %s', (time, quiet) => {
    expect(isQuiet({ timeZone: 'Europe/Berlin', ...night }, at(time))).toBe(quiet);
  });

  test('within one day, and none at all', () => {
    const noon = { timeZone: 'UTC', quietFrom: '12:00', quietTo: '13:00' };
    expect(isQuiet(noon, at('2026-11-22T12:30:00Z'))).toBe(true);
    expect(isQuiet(noon, at('2026-11-22T13:00:00Z'))).toBe(false);
    const none = { timeZone: 'UTC', quietFrom: '08:00', quietTo: '08:00' };
    expect(isQuiet(none, at('2026-11-22T08:00:00Z'))).toBe(false);
    expect(quietBeginsAt(none, at('2026-11-22T08:00:00Z'))).toBeNull();
  });

  test('begin at a time that can be waited for', () => {
    const berlin = { timeZone: 'Europe/Berlin', ...night };
    expect(quietBeginsAt(berlin, at('2026-11-22T08:10:42Z'))).toBe(at('2026-11-22T18:00:00Z'));
  });
});

describe('the settings', () => {
  test.each([
    { timeZone: 'Europe/Atlantis' },
    { timeZone: '+01:00' },
    { quietFrom: '24:00' },
    { quietTo: '8:00' },
    { dailyCap: 0 },
    { waitDays: [0] },
    { waitDays: Array.from({ length: 10 }, () => 1) },
    { audience: 'everybody' },
  ])('refuse %j', (change) => {
    expect(campaignSettingsSchema.safeParse({ ...campaignDefaults, ...change }).success).toBe(
      false,
    );
  });

  test('begin with defaults that are valid', () => {
    expect(campaignSettingsSchema.parse(campaignDefaults)).toEqual(campaignDefaults);
  });

  test('say when the next reminder is due, until the last', () => {
    const day = 24 * 3600 * 1000;
    expect([1, 2, 3].map((sent) => nextReminderAt({ waitDays: [3, 7] }, sent, 0))).toEqual([
      3 * day,
      7 * day,
      null,
    ]);
  });
});
