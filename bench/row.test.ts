import { expect, test } from 'vitest';
import { percentile } from './percentile.ts';
import { atLeast, atMost, told } from './row.ts';

test('a percentile is a value that was measured, the nearest one above', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 50)).toBe(50);
  expect(percentile(hundred, 99)).toBe(99);
  expect(percentile(hundred, 100)).toBe(100);
  expect(percentile([7], 1)).toBe(7);
  expect(percentile([1, 2], 51)).toBe(2);
  expect(percentile([], 50)).toBeNaN();
});

test('a figure reaches its target when it is exactly on it', () => {
  expect([atMost('a', 2, 'ms', 2).ok, atMost('a', 2.01, 'ms', 2).ok]).toEqual([true, false]);
  expect([atLeast('a', 50, '/s', 50).ok, atLeast('a', 49.9, '/s', 50).ok]).toEqual([true, false]);
  expect(told('a', 1, 'ms')).toEqual({ name: 'a', value: 1, unit: 'ms', target: null, ok: true });
});
