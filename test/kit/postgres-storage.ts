import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Storage } from '../../src/ports/storage/index.ts';
import { createRandom } from '../../src/server/keys/random.ts';
import { openPostgres } from '../../src/storage/index.ts';
import type { PostgresOptions } from '../../src/storage/postgres.ts';
import { fixedVault } from './vault.ts';

export async function askPostgres(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes an empty database on the server; `locale` is the language whose order its text is sorted in. */
export async function createDatabase(serverUrl: string, locale?: string): Promise<string> {
  const name = `postern_${randomBytes(6).toString('hex')}`;
  const collation =
    locale === undefined
      ? ''
      : ` template template0 locale_provider icu icu_locale '${locale}' locale 'C.UTF-8'`;
  await askPostgres(serverUrl, `create database ${name}${collation}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export function openDatabase(
  url: string,
  bounds: Partial<
    Pick<PostgresOptions, 'poolSize' | 'connectTimeoutMs' | 'statementTimeoutMs'>
  > = {},
): Promise<Storage> {
  return openPostgres({
    url,
    vault: fixedVault(),
    random: createRandom(),
    poolSize: 8,
    connectTimeoutMs: 5000,
    statementTimeoutMs: 5000,
    ...bounds,
  });
}

/** A PostgreSQL storage in a database of its own, dropped when it is closed. */
export async function openTemporaryPostgresStorage(
  serverUrl: string | undefined,
  locale?: string,
): Promise<Storage> {
  if (serverUrl === undefined)
    throw new Error('no PostgreSQL: script/test installs and starts one');
  const url = await createDatabase(serverUrl, locale);
  const storage = await openDatabase(url);
  return {
    ...storage,
    async close() {
      await storage.close();
      await askPostgres(serverUrl, `drop database ${new URL(url).pathname.slice(1)} with (force)`);
    },
  };
}
