import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** One 256-bit key from which every other key is derived. */
export interface MasterKey {
  /** Named in everything sealed with it. */
  readonly id: string;
  readonly secret: Buffer;
}

/**
 * In the order they were made. The newest seals; every one opens. Digests are always made with the
 * oldest, so that adding a key neither signs anybody out nor forgets a counter.
 */
export type MasterKeys = readonly [MasterKey, ...MasterKey[]];

/** Why a key file cannot be used, in words an operator can act on; never holds key material. */
export class KeyFileFault extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'KeyFileFault';
    this.remedy = remedy;
  }
}

const keyFileSchema = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9]{8,32}$/),
        secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
        createdAt: z.iso.datetime(),
      }),
    )
    .min(1)
    .max(32),
});
type KeyFile = z.infer<typeof keyFileSchema>;

/** Null when there is no such file. Throws {@link KeyFileFault} for one that must not be used. */
export function readMasterKeys(file: string): MasterKeys | null {
  const mode = modeOf(file);
  if (mode === null) return null;
  if ((mode & 0o077) !== 0) {
    throw new KeyFileFault(
      `others than its owner may read or write it (mode ${(mode & 0o777).toString(8).padStart(4, '0')})`,
      `run: chmod 600 ${file}`,
    );
  }
  const keys = parseKeyFile(readFileSync(file, 'utf8')).keys.map(({ id, secret }) => ({
    id,
    secret: Buffer.from(secret, 'base64url'),
  }));
  if (new Set(keys.map((key) => key.id)).size !== keys.length) {
    throw new KeyFileFault('two keys have one id', 'restore the file from a backup');
  }
  if (keys.some((key) => looksWeak(key.secret))) {
    throw new KeyFileFault(
      'it holds a key that is no random 256-bit value',
      'move the file away and start again: a new one is made while there is no data yet',
    );
  }
  const [oldest, ...newer] = keys;
  if (oldest === undefined)
    throw new KeyFileFault('it holds no key', 'restore the file from a backup');
  return [oldest, ...newer];
}

/** Makes the file with one fresh key, readable by its owner alone, and reads it; an existing file is left alone. */
export function makeMasterKeys(file: string, now: number): MasterKeys {
  const content: KeyFile = {
    keys: [
      {
        id: randomBytes(5).toString('hex'),
        secret: randomBytes(32).toString('base64url'),
        createdAt: new Date(now).toISOString(),
      },
    ],
  };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.new`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    // Another process was first: its key is the key.
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  const keys = readMasterKeys(file);
  if (keys === null) throw new KeyFileFault('it vanished while it was made', 'start again');
  return keys;
}

function parseKeyFile(text: string): KeyFile {
  try {
    return keyFileSchema.parse(JSON.parse(text));
  } catch {
    // The parser's own message could quote key material.
    throw new KeyFileFault('it is no key file', 'restore the file from a backup');
  }
}

function modeOf(file: string): number | null {
  try {
    return statSync(file).mode;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw new KeyFileFault('it cannot be read', 'give the account that runs Postern access to it');
  }
}

/** Keys that a person typed, counted up or copied from a manual; a random one passes but for one in 10^12. */
function looksWeak(secret: Buffer): boolean {
  const bytes = [...secret];
  if (bytes.length !== 32 || new Set(bytes).size < 16) return true;
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return true;
  const steps = new Set(
    bytes.slice(1).map((byte, index) => (byte - (bytes[index] ?? 0) + 256) % 256),
  );
  return steps.size === 1;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
