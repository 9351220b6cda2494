import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesOf, textOf } from './passkey.ts';

test.each([0, 1, 2, 3, 31, 32, 33, 300])(
  '%i bytes go to the page and back as base64url',
  (size) => {
    const bytes = randomBytes(size);
    const text = textOf(Uint8Array.from(bytes).buffer);
    expect(text).toBe(bytes.toString('base64url'));
    expect(Buffer.from(bytesOf(text))).toEqual(bytes);
  },
);
