import { expect, test } from 'vitest';
import { certificateUrgency, daysLeft } from './certificate.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 22);

test.each([
  [31 * day, 'far'],
  [30 * day, 'month'],
  [7 * day + 1, 'month'],
  [7 * day, 'week'],
  [day + 1, 'week'],
  [day, 'day'],
  [1, 'day'],
  [0, 'over'],
  [-day, 'over'],
])('a certificate with %j ms left is %j', (left, urgency) => {
  expect(certificateUrgency(now + left, now)).toBe(urgency);
});

test('counts whole days alone', () => {
  expect(daysLeft(now + 2 * day - 1, now)).toBe(1);
});
