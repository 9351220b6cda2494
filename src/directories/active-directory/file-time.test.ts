import { expect, test } from 'vitest';
import { secondsOf, timeOf } from './file-time.ts';

test('reads a time to the millisecond', () => {
  expect(timeOf('134398368179427180')).toBe(Date.UTC(2026, 10, 22, 16, 0, 17, 942));
});

test.each(['0', '9223372036854775807', '-1', '', 'x', '1e9', null])('%j is no time', (value) => {
  expect(timeOf(value)).toBeNull();
});

test.each([
  ['-864000000000', 86_400],
  ['-18000000000', 1800],
  ['0', 0],
  ['-9223372036854775808', null],
  ['', null],
  [null, null],
])('reads the interval %j as %j seconds', (value, seconds) => {
  expect(secondsOf(value)).toBe(seconds);
});
