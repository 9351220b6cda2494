import { expect, test } from 'vitest';
import { readReference } from './reference.ts';

test.each([
  ['K7QM-2F9T', 'K7QM-2F9T'],
  ['k7qm 2f9t', 'K7QM-2F9T'],
  [' k7qm2f9t ', 'K7QM-2F9T'],
  ['O7QM–IL9T', '07QM-119T'],
  ['K7Q', 'K7Q'],
  ['', ''],
])('reads %j as %j', (typed, reference) => {
  expect(readReference(typed)).toBe(reference);
});
