import { randomBytes } from 'node:crypto';
import { PosternError } from '../../domain/errors.ts';
import type { Vault } from '../../ports/vault.ts';

/** Anti-forgery tokens bound to a session (NIST SP 800-63B-4 §5.1): nothing is stored for them. */
export interface FormTokens {
  /** @param sessionSecret the value of the cookie that the form will be posted with. */
  issue(sessionSecret: string): string;
  /** Throws `forged-request`. */
  check(sessionSecret: string, token: string | null | undefined): void;
}

const digestBytes = 32;

/**
 * A token is a random pad and the digest under that pad, so that the same digest never appears twice
 * in compressed pages and cannot be guessed from their length (BREACH).
 */
export function createFormTokens(vault: Vault): FormTokens {
  const digestOf = (sessionSecret: string) => vault.mac('form-token', sessionSecret);
  return {
    issue(sessionSecret) {
      const pad = randomBytes(digestBytes);
      return Buffer.concat([pad, xor(pad, Buffer.from(digestOf(sessionSecret), 'hex'))]).toString(
        'base64url',
      );
    },
    check(sessionSecret, token) {
      const bytes = Buffer.from(token ?? '', 'base64url');
      const digest = xor(bytes.subarray(0, digestBytes), bytes.subarray(digestBytes)).toString(
        'hex',
      );
      if (bytes.length !== 2 * digestBytes || !vault.sameMac(digestOf(sessionSecret), digest)) {
        throw new PosternError('forged-request');
      }
    },
  };
}

function xor(pad: Buffer, bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte ^ (pad[index] ?? 0)));
}
