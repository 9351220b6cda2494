// The real vault with a key that is the same in every run, so that digests can be compared between tests.
import { createHash } from 'node:crypto';
import type { Vault } from '../../src/ports/vault.ts';
import { createVault } from '../../src/server/keys/vault.ts';

export function fixedVault(name = 'first'): Vault {
  const secret = createHash('sha256').update(`postern test key ${name}`).digest();
  return createVault([{ id: 'testkey1', secret }]);
}
