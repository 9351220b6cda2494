import { describe, expect, test } from 'vitest';
import { concernsOf } from './directory-concerns.ts';

const NOW = Date.UTC(2026, 10, 22, 8, 55);
const DAY = 24 * 3600 * 1000;
const well = {
  silent: false,
  state: 'connected',
  serviceRefused: false,
  certificateExpiresAt: NOW + 90 * DAY,
  failingServers: [],
} as const;

describe('what administrators are told of a directory', () => {
  test('nothing of one that serves, on a substitute as well, nor of one that was never asked', () => {
    expect(concernsOf(well, NOW)).toEqual([]);
    expect(concernsOf({ ...well, state: 'on-substitute' }, NOW)).toEqual([]);
    const untried = {
      ...well,
      silent: true,
      state: 'untried',
      certificateExpiresAt: null,
    } as const;
    expect(concernsOf(untried, NOW)).toEqual([]);
  });

  test.each(['unreachable', 'not-trusted'] as const)(
    'that it is %s, while it is silent',
    (state) => {
      expect(concernsOf({ ...well, state, silent: true }, NOW)).toEqual([
        { concern: state, urgency: 1 },
      ]);
      expect(concernsOf({ ...well, state }, NOW)).toEqual([]);
    },
  );

  test('that its service account is refused, also while older connections still serve', () => {
    const refused = [{ concern: 'refused', urgency: 1 }];
    expect(concernsOf({ ...well, serviceRefused: true }, NOW)).toEqual(refused);
    const silent = { ...well, silent: true, state: 'refused', serviceRefused: true } as const;
    expect(concernsOf(silent, NOW)).toEqual(refused);
  });

  test('that one of its servers could not take over, while another serves', () => {
    const failing = { ...well, failingServers: [{}] };
    expect(concernsOf(failing, NOW)).toEqual([{ concern: 'server-failing', urgency: 1 }]);
    const silent = { ...failing, silent: true, state: 'unreachable' } as const;
    expect(concernsOf(silent, NOW).map(({ concern }) => concern)).toEqual(['unreachable']);
  });

  test.each([
    [31, 0],
    [30, 0],
    [29, 1],
    [7, 1],
    [6, 2],
    [1, 2],
    [0.9, 3],
    [-1, 3],
  ])('%d days before its certificate ends, with urgency %d', (days, urgency) => {
    const certificateExpiresAt = NOW + days * DAY;
    expect(concernsOf({ ...well, certificateExpiresAt }, NOW)).toEqual(
      urgency === 0 ? [] : [{ concern: 'certificate-ends', urgency }],
    );
  });

  test('nothing of a certificate that a silent directory may have replaced', () => {
    const seen = {
      ...well,
      silent: true,
      state: 'unreachable',
      certificateExpiresAt: NOW,
    } as const;
    expect(concernsOf(seen, NOW).map(({ concern }) => concern)).toEqual(['unreachable']);
  });
});
