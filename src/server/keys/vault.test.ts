import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { MasterKey } from './master-keys.ts';
import { createVault, deriveKey } from './vault.ts';

const key = (id: string): MasterKey => ({ id, secret: randomBytes(32) });
const old = key('oldkey01');
const fresh = key('newkey02');

/** Changes one character somewhere in the sealed part. */
function altered(sealed: string, at: number): string {
  const [version, id, body = ''] = sealed.split('.');
  const index = at % body.length;
  const other = body[index] === 'A' ? 'B' : 'A';
  return `${version}.${id}.${body.slice(0, index)}${other}${body.slice(index + 1)}`;
}

describe('the vault', () => {
  test('opens what it sealed, and shows nothing of it', () => {
    const vault = createVault([old]);
    const sealed = vault.seal('canary-7Q2F', 'row/1');
    expect(sealed).toMatch(/^v1\.oldkey01\.[A-Za-z0-9_-]+$/);
    expect(sealed).not.toContain('canary');
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain(
      'canary',
    );
    expect(vault.open(sealed, 'row/1')).toBe('canary-7Q2F');
  });

  test('refuses a value that was copied to another row', () => {
    const vault = createVault([old]);
    const sealed = vault.seal('secret', 'users/1/seed');
    expect(() => vault.open(sealed, 'users/2/seed')).toThrow();
  });

  test('refuses a value in which any one character was changed', () => {
    const vault = createVault([old]);
    const sealed = vault.seal('ä secret of some length', 'row/1');
    const length = sealed.split('.')[2]?.length ?? 0;
    // The last character of base64 may hold bits that no byte uses; every other one counts.
    for (let at = 0; at < length - 1; at += 1) {
      expect(() => vault.open(altered(sealed, at), 'row/1')).toThrow();
    }
  });

  test('refuses another key, an unknown key id and text in no known format', () => {
    const sealed = createVault([old]).seal('secret', 'row/1');
    const impostor = createVault([{ id: old.id, secret: randomBytes(32) }]);
    expect(() => impostor.open(sealed, 'row/1')).toThrow();
    expect(() => createVault([fresh]).open(sealed, 'row/1')).toThrow(/not in the key file/);
    for (const text of ['', 'secret', 'v2.oldkey01.AAAA', 'v1.oldkey01.AAAA', `${sealed}.x`]) {
      expect(() => createVault([old]).open(text, 'row/1')).toThrow();
    }
  });

  test('refuses a value whose key id was exchanged for another one in the file', () => {
    const same = randomBytes(32);
    const vault = createVault([
      { id: 'firstkey', secret: same },
      { id: 'otherkey', secret: same },
    ]);
    const sealed = vault.seal('secret', 'row/1');
    expect(() => vault.open(sealed.replace('otherkey', 'firstkey'), 'row/1')).toThrow();
  });

  test('seals with the newest key and still opens what older ones sealed', () => {
    const before = createVault([old]).seal('secret', 'row/1');
    const vault = createVault([old, fresh]);
    expect(vault.open(before, 'row/1')).toBe('secret');
    expect(vault.seal('secret', 'row/1')).toMatch(/^v1\.newkey02\./);
  });

  test('never uses a nonce twice in 20,000 values', () => {
    const vault = createVault([old]);
    const nonces = new Set<string>();
    for (let index = 0; index < 20_000; index += 1) {
      const body = Buffer.from(vault.seal('x', 'row/1').split('.')[2] ?? '', 'base64url');
      nonces.add(body.subarray(0, 12).toString('hex'));
    }
    expect(nonces.size).toBe(20_000);
  });

  test('digests differ by purpose, and not by the newest key', () => {
    const vault = createVault([old]);
    const mac = vault.mac('reset-token', 'value');
    expect(mac).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.mac('session-token', 'value')).not.toBe(mac);
    expect(createVault([old, fresh]).mac('reset-token', 'value')).toBe(mac);
    expect(createVault([fresh]).mac('reset-token', 'value')).not.toBe(mac);
  });

  test('compares digests as a whole', () => {
    const vault = createVault([old]);
    const mac = vault.mac('code', '123456');
    expect(vault.sameMac(mac, vault.mac('code', '123456'))).toBe(true);
    expect(vault.sameMac(mac, vault.mac('code', '123457'))).toBe(false);
    expect(vault.sameMac(mac, mac.slice(0, 32))).toBe(false);
    expect(vault.sameMac(mac, '')).toBe(false);
  });

  test('derives unrelated keys for different uses', () => {
    expect(deriveKey(old, 'seal')).toHaveLength(32);
    expect(deriveKey(old, 'seal').equals(deriveKey(old, 'mac/code'))).toBe(false);
    expect(deriveKey(old, 'seal').equals(old.secret)).toBe(false);
  });
});
