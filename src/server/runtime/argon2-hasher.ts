import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { PosternError } from '../../domain/errors.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';

/** OWASP Password Storage: argon2id with m = 19 MiB, t = 2, p = 1. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const longestSecretBytes = 1024;
const queueLength = 64;
const retryAfterSeconds = 5;

/** The keyed input of argon2 (RFC 9106 §3.1, K): without it a stolen database cannot be guessed at. */
export interface Pepper {
  readonly keyId: string;
  readonly key: Buffer;
}

/**
 * A hash reads `$argon2id$v=19$m=…,t=…,p=…,keyid=<id>$<salt>$<digest>` (PHC string format); one
 * without `keyid` was made elsewhere and is verified without a pepper.
 *
 * @param peppers by key id; new hashes take the last one.
 * @param concurrency hashes at a time: the number of processors.
 */
export function createArgon2Hasher(options: {
  readonly peppers: readonly [Pepper, ...Pepper[]];
  readonly concurrency: number;
}): PasswordHasher {
  const byId = new Map(options.peppers.map((pepper) => [pepper.keyId, pepper]));
  const newest = options.peppers.at(-1) ?? options.peppers[0];
  const inTurn = createPool(options.concurrency);
  const nobody = phcOfNobody(newest.keyId);

  const verifyPhc = async (phc: string, secret: string): Promise<boolean> => {
    refuseLong(secret);
    const { bare, keyId } = splitKeyId(phc);
    const pepper = keyId === null ? null : byId.get(keyId);
    if (pepper === undefined)
      throw new Error('a password hash names a key that is not in the key file');
    return inTurn(() => verify(bare, secret, pepper === null ? null : { secret: pepper.key }));
  };

  return {
    async hash(secret) {
      refuseLong(secret);
      const bare = await inTurn(() => hash(secret, { ...parameters, secret: newest.key }));
      return withKeyId(bare, newest.keyId);
    },
    verify: verifyPhc,
    async verifyNobody(secret) {
      await verifyPhc(nobody, secret);
      return false;
    },
  };
}

function refuseLong(secret: string): void {
  if (Buffer.byteLength(secret, 'utf8') > longestSecretBytes) throw new PosternError('too-large');
}

function withKeyId(phc: string, keyId: string): string {
  return phc.replace(/^(\$argon2id\$v=19\$[^$]+)\$/, `$1,keyid=${keyId}$`);
}

function splitKeyId(phc: string): { bare: string; keyId: string | null } {
  const keyId = /^\$argon2id\$v=19\$[^$]*,keyid=([a-z0-9]+)\$/.exec(phc)?.[1];
  return keyId === undefined
    ? { bare: phc, keyId: null }
    : { bare: phc.replace(`,keyid=${keyId}$`, '$'), keyId };
}

/** A well-formed hash of no password at all: finding out takes as long as for any other. */
function phcOfNobody(keyId: string): string {
  const encoded = (bytes: number) => randomBytes(bytes).toString('base64').replace(/=+$/, '');
  const { memoryCost, timeCost, parallelism, outputLen } = parameters;
  return withKeyId(
    `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${encoded(16)}$${encoded(outputLen)}`,
    keyId,
  );
}

/** Runs at most `concurrency` at a time and lets a bounded number wait; throws `busy` to the rest. */
function createPool(concurrency: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= concurrency) {
      if (waiting.length >= queueLength) throw new PosternError('busy', { retryAfterSeconds });
      // The one who finishes hands its place on, so `running` is not raised again here.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
