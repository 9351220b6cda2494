import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createVault } from '../keys/vault.ts';
import { createFormTokens } from './form-token.ts';

const tokens = createFormTokens(createVault([{ id: 'testkey1', secret: randomBytes(32) }]));

test('is taken with the cookie it was made for', () => {
  expect(() => tokens.check('cookie-1', tokens.issue('cookie-1'))).not.toThrow();
});

test.each([null, undefined, '', 'x', 'A'.repeat(86)])('is refused when it is %j', (token) => {
  expect(() => tokens.check('cookie-1', token)).toThrow(
    expect.objectContaining({ code: 'forged-request' }),
  );
});

test('is refused with another cookie, or with any byte changed', () => {
  const token = tokens.issue('cookie-1');
  expect(() => tokens.check('cookie-2', token)).toThrow();
  const bytes = Buffer.from(token, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expect(() => tokens.check('cookie-1', changed.toString('base64url'))).toThrow();
  }
});

test('looks different on every page, so that compression tells nothing of it (BREACH)', () => {
  const seen = new Set(Array.from({ length: 100 }, () => tokens.issue('cookie-1')));
  expect(seen.size).toBe(100);
  const halves = new Set([...seen].flatMap((token) => [token.slice(0, 42), token.slice(44)]));
  expect(halves.size).toBe(200);
});
