import { describe, expect, test } from 'vitest';
import { createFormat, unitFor } from './format.ts';

const format = createFormat('en-GB');

describe('a length of time', () => {
  test.each([
    [1, '1 second'],
    [90, '90 seconds'],
    [60, '1 minute'],
    [900, '15 minutes'],
    [3600, '1 hour'],
    [86_400, '24 hours'],
    [172_800, '2 days'],
  ])('%i seconds reads %j', (seconds, text) => {
    expect(format.duration(seconds)).toBe(text);
  });

  test('is in one unit for a whole range', () => {
    expect(unitFor([300, 1800])).toEqual(['minute', 60]);
    expect(unitFor([30, 3600])).toEqual(['second', 1]);
    expect(unitFor([3600, 86_400])).toEqual(['hour', 3600]);
  });

  test('names its unit alone', () => {
    expect(format.unitName('minute')).toBe('minutes');
  });
});

test('writes numbers and lists as the reader’s language does', () => {
  expect(format.number(100_000)).toBe('100,000');
  expect(createFormat('de-DE').number(100_000)).toBe('100.000');
  expect(format.list(['a', 'b', 'c'])).toBe('a, b and c');
  expect(format.either(['a', 'b', 'c'])).toBe('a, b or c');
  expect(format.amount(168, 'hour')).toBe('168 hours');
  expect(format.language('de')).toBe('German');
  expect(format.country('DE')).toBe('Germany');
});
