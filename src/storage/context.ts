import type { Kysely } from 'kysely';
import type { Random } from '../ports/random.ts';
import type { Vault } from '../ports/vault.ts';
import type { DatabaseDialect } from './dialect.ts';
import type { Run } from './driver.ts';
import type { Tables } from './schema.ts';
import type { ReadDocument } from './settings-documents.ts';

/** What an aggregate works with: the database, or the transaction its caller opened. */
export interface StoreContext {
  readonly db: Kysely<Tables>;
  /** The way to the same place for queries that are compiled already. */
  readonly run: Run;
  readonly dialect: DatabaseDialect;
  readonly vault: Vault;
  readonly random: Random;
  readonly readDocument: ReadDocument;
  /** Runs statements that only hold together: in the caller's transaction, or in one of their own. */
  readonly atomically: <T>(work: (db: Kysely<Tables>, run: Run) => Promise<T>) => Promise<T>;
}
