import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeyFileFault, makeMasterKeys, readMasterKeys } from './master-keys.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-keys-'));
  file = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(secrets: readonly Buffer[], ids?: readonly string[]): void {
  const keys = secrets.map((secret, index) => ({
    id: ids?.[index] ?? `key0000${index}`,
    secret: secret.toString('base64url'),
    createdAt: '2026-01-01T00:00:00.000Z',
  }));
  writeFileSync(file, JSON.stringify({ keys }), { mode: 0o600 });
}

describe('the key file', () => {
  test('is made with a random 256-bit key that its owner alone can read', () => {
    const [key] = makeMasterKeys(file, 0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(key.secret).toHaveLength(32);
    expect(key.id).toMatch(/^[a-z0-9]{8,32}$/);
    expect(readMasterKeys(file)).toEqual([key]);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });

  test('is different for every installation', () => {
    const [first] = makeMasterKeys(file, 0);
    const [second] = makeMasterKeys(join(folder, 'other.json'), 0);
    expect(first.secret.equals(second.secret)).toBe(false);
    expect(first.id).not.toBe(second.id);
  });

  test('is left alone when it exists: the key of the one who came first is everybody’s', () => {
    const first = makeMasterKeys(file, 0);
    const text = readFileSync(file, 'utf8');
    expect(makeMasterKeys(file, 1)).toEqual(first);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('is null when there is none', () => {
    expect(readMasterKeys(file)).toBeNull();
  });

  test('holds several keys in their order', () => {
    write([randomBytes(32), randomBytes(32)]);
    expect(readMasterKeys(file)?.map(({ id }) => id)).toEqual(['key00000', 'key00001']);
  });

  test.each([0o604, 0o640, 0o660, 0o644, 0o602])('is refused with mode %o', (mode) => {
    write([randomBytes(32)]);
    chmodSync(file, mode);
    expect(() => readMasterKeys(file)).toThrow(KeyFileFault);
    expect(() => readMasterKeys(file)).toThrow(/others than its owner/);
  });

  test.each([
    ['all zero', Buffer.alloc(32)],
    ['counted up', Buffer.from(Array.from({ length: 32 }, (_value, index) => index))],
    ['typed by a person', Buffer.from('correct horse battery staple 123')],
    ['one word over and over', Buffer.from('secret'.repeat(6).slice(0, 32))],
  ])('is refused with a key that is %s', (_what, secret) => {
    write([secret]);
    expect(() => readMasterKeys(file)).toThrow(/no random 256-bit value/);
  });

  test.each(['', 'not json', '{"keys":[]}', '{"keys":[{"id":"abcdefgh","secret":"short"}]}'])(
    'is refused with the content %j, without showing it',
    (text) => {
      writeFileSync(file, text, { mode: 0o600 });
      expect(() => readMasterKeys(file)).toThrow(/^it is no key file$/);
    },
  );

  test('is refused when two keys have one id', () => {
    write([randomBytes(32), randomBytes(32)], ['samesame', 'samesame']);
    expect(() => readMasterKeys(file)).toThrow(/one id/);
  });
});
