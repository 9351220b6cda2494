import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '../../src/ports/password-hasher.ts';

/** Memory in KiB: the least that still is argon2id, so that suites with many accounts stay quick. */
const cheap = { memoryCost: 1024, timeCost: 1, parallelism: 1 };

export interface CountingHasher extends PasswordHasher {
  /** How many verifications were made, with or without somebody to verify against. */
  verifications(): number;
}

/** Real argon2id at a cost for tests; counts what it verifies, for tests of even timing. */
export function cheapHasher(): CountingHasher {
  const nobody = hash('nobody has this password', cheap);
  let count = 0;
  return {
    hash: (secret) => hash(secret, cheap),
    verify: (phc, secret) => {
      count += 1;
      return verify(phc, secret);
    },
    verifyNobody: async (secret) => {
      count += 1;
      await verify(await nobody, secret);
      return false;
    },
    verifications: () => count,
  };
}
