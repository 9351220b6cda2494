import { expect, test } from 'vitest';
import { ridOf, sibling, sidText } from './sid.ts';

const user = Buffer.from('0105000000000005150000008273acd37045edd7db59bd6350040000', 'hex');

test('writes a security identifier as people do', () => {
  expect(sidText(user)).toBe('S-1-5-21-3551294338-3622651248-1673353691-1104');
  expect(sidText(Buffer.from('01020000000000052000000020020000', 'hex'))).toBe('S-1-5-32-544');
  expect(sidText(Buffer.from('010100000000000100000000', 'hex'))).toBe('S-1-1-0');
});

test('knows an account within its domain, and another one beside it', () => {
  expect(ridOf(user)).toBe(1104);
  expect(sidText(sibling(user, 513))).toBe('S-1-5-21-3551294338-3622651248-1673353691-513');
  expect(ridOf(user)).toBe(1104);
});

test('makes nothing of half an identifier', () => {
  expect(sidText(user.subarray(0, 20))).toBe('');
  expect(ridOf(Buffer.alloc(4))).toBe(0);
});
