// A real SQLite storage in a folder of its own, gone when it is closed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from '../../src/ports/storage/index.ts';
import { createRandom } from '../../src/server/keys/random.ts';
import { openSqlite } from '../../src/storage/index.ts';
import { fixedVault } from './vault.ts';

export async function openTemporaryStorage(): Promise<Storage> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-storage-'));
  const storage = await openSqlite({
    file: join(folder, 'postern.db'),
    vault: fixedVault(),
    random: createRandom(),
  });
  return {
    ...storage,
    async close() {
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
