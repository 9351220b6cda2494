import { expect, test } from 'vitest';
import { readChangedTime } from './changed-time.ts';

test.each([
  ['20261122154709Z', Date.UTC(2026, 10, 22, 15, 47, 9)],
  ['20779', Date.UTC(2026, 10, 22)],
  ['0', 0],
  ['', null],
  [null, null],
  ['yesterday', null],
  ['-1', null],
])('%j is %j', (text, at) => {
  expect(readChangedTime(text)).toBe(at);
});
