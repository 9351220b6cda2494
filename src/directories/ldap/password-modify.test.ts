import { BerReader } from 'ldapts';
import { describe, expect, test } from 'vitest';
import { passwordModifyRequest } from './password-modify.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

describe('a request to modify a password (RFC 3062)', () => {
  test('is the sequence of §2 with its three tags, byte by byte', () => {
    const request = passwordModifyRequest({
      user: 'uid=a',
      oldPassword: 'old',
      newPassword: 'new',
    });
    expect(request).toEqual(hex('30 11  80 05 75 69 64 3d 61  81 03 6f 6c 64  82 03 6e 65 77'));
  });

  test('leaves out what is not said', () => {
    expect(passwordModifyRequest({ newPassword: 'new' })).toEqual(hex('30 05 82 03 6e 65 77'));
    expect(passwordModifyRequest({ user: 'a', newPassword: 'b' })).toEqual(
      hex('30 06 80 01 61 82 01 62'),
    );
  });

  test('carries every letter as UTF-8, and a NUL as a byte like any other', () => {
    expect(passwordModifyRequest({ newPassword: 'é🗝\0' })).toEqual(
      hex('30 09 82 07 c3 a9 f0 9f 97 9d 00'),
    );
  });

  // X.690 §8.1.3: lengths of 128 and above take more than one byte.
  test.each([127, 128, 255, 256, 65_535, 70_000])('carries a password of %d bytes', (length) => {
    const request = passwordModifyRequest({ user: 'uid=a', newPassword: 'x'.repeat(length) });
    const reader = new BerReader(request);
    reader.readSequence();
    expect(reader.readString(0x80)).toBe('uid=a');
    expect(reader.readString(0x82)).toBe('x'.repeat(length));
    expect(reader.remain).toBe(0);
  });
});
