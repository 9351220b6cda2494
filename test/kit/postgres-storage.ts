import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Storage } from '../../src/ports/storage/index.ts';
import { createRandom } from '../../src/server/keys/random.ts';
import { openPostgres } from '../../src/storage/index.ts';
import { fixedVault } from './vault.ts';

/** A PostgreSQL storage in a database of its own, dropped when it is closed. */
export async function openTemporaryPostgresStorage(
  serverUrl: string | undefined,
): Promise<Storage> {
  if (serverUrl === undefined)
    throw new Error('no PostgreSQL: script/test installs and starts one');
  const name = `postern_${randomBytes(8).toString('hex')}`;
  await administer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const storage = await openPostgres({
    url: url.href,
    poolSize: 8,
    connectTimeoutMs: 5000,
    statementTimeoutMs: 5000,
    vault: fixedVault(),
    random: createRandom(),
  });
  return {
    ...storage,
    async close() {
      await storage.close();
      await administer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
