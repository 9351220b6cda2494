import { expect, it } from 'vitest';
import { maskMail } from './mask.ts';

it.each([
  ['anna.berg@example.com', 'a•••@example.com'],
  ['x@example.com', 'x•••@example.com'],
  ['not an address', '•••'],
  ['@example.com', '•••'],
])('shows of %s only %s', (address, shown) => {
  expect(maskMail(address)).toBe(shown);
});
