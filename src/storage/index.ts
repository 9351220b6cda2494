import type { Storage } from '../ports/storage/index.ts';
import type { PostgresOptions } from './postgres.ts';
import { createSqliteDialect } from './sqlite.ts';
import { openStorage, type StorageDeps } from './storage.ts';

/** The embedded database: one file, one process that writes. Throws when the file cannot be used or is newer. */
export async function openSqlite(
  options: StorageDeps & { readonly file: string },
): Promise<Storage> {
  const { file, ...deps } = options;
  return openStorage(createSqliteDialect(file), deps);
}

/** A PostgreSQL database, for more than one process. Throws `unavailable` when it cannot be reached, or when it is newer. */
export async function openPostgres(options: StorageDeps & PostgresOptions): Promise<Storage> {
  const { vault, random, ...connection } = options;
  // Its client is only read where it is used: most installations have the other database.
  const { createPostgresDialect } = await import('./postgres.ts');
  return openStorage(createPostgresDialect(connection), { vault, random });
}
