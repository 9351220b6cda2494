import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesOf, isAddress, textOf } from './passkey.ts';

test.each([0, 1, 2, 3, 31, 32, 33, 300])(
  '%i bytes go to the page and back as base64url',
  (size) => {
    const bytes = randomBytes(size);
    const text = textOf(Uint8Array.from(bytes).buffer);
    expect(text).toBe(bytes.toString('base64url'));
    expect(Buffer.from(bytesOf(text))).toEqual(bytes);
  },
);

test.each([
  ['127.0.0.1', true],
  ['192.0.2.7', true],
  ['[::1]', true],
  ['localhost', false],
  ['reset.example', false],
  ['7.example', false],
])('%s is an address: %s', (hostname, expected) => {
  expect(isAddress(hostname)).toBe(expected);
});
