import { expect, it } from 'vitest';
import { maskMail, maskNumber } from './mask.ts';

it.each([
  ['anna.berg@example.com', 'a•••@example.com'],
  ['x@example.com', 'x•••@example.com'],
  ['not an address', '•••'],
  ['@example.com', '•••'],
])('shows of %s only %s', (address, shown) => {
  expect(maskMail(address)).toBe(shown);
});

it('shows the end of a number, and never its extension', () => {
  expect(maskNumber('+44 20 7946 0123')).toBe('•••• 0123');
  expect(maskNumber('+442079460123;ext=9876')).toBe('•••• 0123');
});
