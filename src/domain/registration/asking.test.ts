import { describe, expect, test } from 'vitest';
import { confirmationDue, heldUntil, maySkip, usableFrom } from './asking.ts';

const day = 24 * 3600 * 1000;
const now = 1000 * day;
const policy = {
  requiredAtSignIn: true,
  skipsAllowed: 3,
  skipDays: 14,
  reconfirmDays: 180,
  holdHours: 24,
  resetHoldHours: 24,
  returnAddresses: [],
};

describe('asking whether everything is right', () => {
  test.each([
    ['on the day it is due', {}, now - 180 * day, true],
    ['not a moment before', {}, now - 180 * day + 1, false],
    ['never with 0 days (RG-07)', { reconfirmDays: 0 }, 0, false],
    ['never where registration is not asked for (RG-08)', { requiredAtSignIn: false }, 0, false],
    ['never when nobody knows since when', {}, null, false],
  ])('is due %s', (_when, change, lastConfirmedAt, due) => {
    expect(confirmationDue({ ...policy, ...change }, { lastConfirmedAt }, now)).toBe(due);
  });
});

describe('putting it off', () => {
  const asked = { skips: 0, firstAskedAt: now - day, lastConfirmedAt: null };

  test.each([
    ['the first time', {}, { firstAskedAt: null }, true],
    ['until it was put off as often as allowed', {}, { skips: 2 }, true],
    ['no more after that', {}, { skips: 3 }, false],
    ['until the days are over', {}, { firstAskedAt: now - 14 * day + 1 }, true],
    ['no more after that', {}, { firstAskedAt: now - 14 * day }, false],
    ['never where no time is allowed', { skipsAllowed: 0 }, { firstAskedAt: null }, false],
    ['never where no day is allowed', { skipDays: 0 }, { firstAskedAt: null }, false],
  ])('is possible %s', (_when, change, sofar, possible) => {
    expect(maySkip({ ...policy, ...change }, { ...asked, ...sofar }, now)).toBe(possible);
  });
});

test('a new method waits, unless an older one vouched for it (R065)', () => {
  expect(usableFrom(policy, null, now)).toBe(now + day);
  expect(usableFrom(policy, now - 1, now)).toBe(now);
  expect(usableFrom({ ...policy, holdHours: 0 }, null, now)).toBe(now);
});

test('methods stay as they are for a while after a reset, and not one moment longer', () => {
  expect(heldUntil(policy, now, now)).toBe(now + day);
  expect(heldUntil(policy, now - day + 1, now)).toBe(now + 1);
  expect(heldUntil(policy, now - day, now)).toBeNull();
  expect(heldUntil(policy, null, now)).toBeNull();
  expect(heldUntil({ ...policy, resetHoldHours: 0 }, now, now)).toBeNull();
});
