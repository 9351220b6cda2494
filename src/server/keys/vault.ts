import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { MacPurpose, Vault } from '../../ports/vault.ts';
import type { MasterKey, MasterKeys } from './master-keys.ts';

const format = 'v1';
const nonceBytes = 12;
const tagBytes = 16;
// Deriving with a fixed salt is sound for a uniformly random master key (RFC 5869 §3.1).
const salt = Buffer.from('postern', 'ascii');

/** HKDF-SHA-256 (RFC 5869): a key for one use says nothing about the key for another. */
export function deriveKey(key: MasterKey, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key.secret, salt, `${format}/${use}`, 32));
}

// Prepared once: with the bare bytes every digest would import its key again, at six times the cost.
function keyObject(key: MasterKey, use: string): KeyObject {
  return createSecretKey(deriveKey(key, use));
}

/**
 * Sealed values read `v1.<keyId>.<base64url of nonce, ciphertext and tag>`: AES-256-GCM with a random
 * 96-bit nonce (NIST SP 800-38D §8.2.2), authenticated together with the key id and the row it belongs to.
 */
export function createVault(keys: MasterKeys): Vault {
  const oldest = keys[0];
  const newest = keys.at(-1) ?? oldest;
  const sealKeys = new Map(keys.map((key) => [key.id, keyObject(key, 'seal')]));
  const newestSealKey = keyObject(newest, 'seal');
  const macKeys = new Map<MacPurpose, KeyObject>();

  const macKey = (purpose: MacPurpose): KeyObject => {
    const known = macKeys.get(purpose);
    if (known) return known;
    const derived = keyObject(oldest, `mac/${purpose}`);
    macKeys.set(purpose, derived);
    return derived;
  };

  return {
    seal(plain, boundTo) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', newestSealKey, nonce, {
        authTagLength: tagBytes,
      });
      cipher.setAAD(associated(newest.id, boundTo));
      const body = Buffer.concat([
        nonce,
        cipher.update(plain, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return `${format}.${newest.id}.${body.toString('base64url')}`;
    },
    open(sealed, boundTo) {
      const [version, keyId, encoded, ...rest] = sealed.split('.');
      if (version !== format || keyId === undefined || encoded === undefined || rest.length > 0) {
        throw new Error('sealed value is in no known format');
      }
      const key = sealKeys.get(keyId);
      if (key === undefined)
        throw new Error(`sealed with a key that is not in the key file: ${keyId.slice(0, 32)}`);
      const body = Buffer.from(encoded, 'base64url');
      if (body.length < nonceBytes + tagBytes) throw new Error('sealed value is cut short');
      const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(associated(keyId, boundTo));
      decipher.setAuthTag(body.subarray(-tagBytes));
      const plain = decipher.update(body.subarray(nonceBytes, -tagBytes));
      return Buffer.concat([plain, decipher.final()]).toString('utf8');
    },
    mac(purpose, value) {
      return createHmac('sha256', macKey(purpose)).update(value, 'utf8').digest('hex');
    },
    sameMac(a, b) {
      const left = Buffer.from(a, 'utf8');
      const right = Buffer.from(b, 'utf8');
      return left.length === right.length && timingSafeEqual(left, right);
    },
  };
}

function associated(keyId: string, boundTo: string): Buffer {
  return Buffer.from(`${format}\0${keyId}\0${boundTo}`, 'utf8');
}
