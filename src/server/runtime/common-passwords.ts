import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CommonPasswords } from '../../domain/password/common-passwords.ts';

const bundled = new URL('../../domain/password/common-passwords.bin', import.meta.url);
const magic = 'PSTRNCP1';
const bucketCount = 65_536;
const headerBytes = magic.length + 4 + bucketCount;
const entryBytes = 3;

export interface CommonPasswordList extends CommonPasswords {
  /** How many different forms are listed. */
  readonly size: number;
}

/**
 * Reads the bundled list (format: script/make-common-passwords.mjs), to be kept for the life of the
 * process: about 1.2 MB. It holds 40 bits of the digest of each form, so that one good password in
 * some 3,700,000 is refused by mistake. Throws when the file is missing or damaged.
 */
export function readCommonPasswords(file: URL | string = bundled): CommonPasswordList {
  const bytes = readFileSync(file);
  const fault = (what: string) => new Error(`the list of common passwords ${what}`);
  if (bytes.length < headerBytes || bytes.toString('latin1', 0, magic.length) !== magic) {
    throw fault('is not such a list');
  }
  const size = bytes.readUInt32BE(magic.length);
  if (bytes.length !== headerBytes + size * entryBytes) throw fault('is cut short or too long');
  /** Where each bucket begins; one more for where the last one ends. */
  const starts = new Uint32Array(bucketCount + 1);
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    starts[bucket + 1] = (starts[bucket] ?? 0) + bytes.readUInt8(magic.length + 4 + bucket);
  }
  if (starts[bucketCount] !== size) throw fault('contradicts itself');
  return {
    size,
    has(comparable) {
      const digest = createHash('sha256').update(comparable).digest();
      const bucket = digest.readUInt16BE(0);
      const wanted = digest.readUIntBE(2, entryBytes);
      for (let index = starts[bucket] ?? 0; index < (starts[bucket + 1] ?? 0); index += 1) {
        if (bytes.readUIntBE(headerBytes + index * entryBytes, entryBytes) === wanted) return true;
      }
      return false;
    },
  };
}
