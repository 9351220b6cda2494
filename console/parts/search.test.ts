import { expect, test } from 'vitest';
import { fits } from './search.ts';

test.each([
  ['SSPR pilot', 'sspr', true],
  ['SSPR pilot', ' Pil', true],
  ['Berlin service desk', 'service d', true],
  ['SSPR pilot', '', true],
  ['SSPR pilot', 'ilot', false],
  ['All staff', 'sspr', false],
])('a search finds %j by %j: %j', (name, typed, found) => {
  expect(fits(name, typed)).toBe(found);
});
