import { Kysely } from 'kysely';
import type { Random } from '../ports/random.ts';
import type { Storage } from '../ports/storage/index.ts';
import type { Vault } from '../ports/vault.ts';
import type { DatabaseDialect } from './dialect.ts';
import { asTransaction, createRun, kyselyDialect, type Run, runOf } from './driver.ts';
import { migrate } from './migrate.ts';
import { createRetry } from './retry.ts';
import type { Tables } from './schema.ts';
import { createReadDocument } from './settings-documents.ts';
import { createStores } from './stores.ts';

export interface StorageDeps {
  readonly vault: Vault;
  readonly random: Random;
}

/** Opens one database, whichever it is, with its schema at this version. */
export async function openStorage(dialect: DatabaseDialect, deps: StorageDeps): Promise<Storage> {
  const retry = createRetry(dialect.faultOf, deps.random);
  const db = new Kysely<Tables>({ dialect: kyselyDialect(dialect, retry) });

  const run = createRun(dialect, retry);
  const shared = { ...deps, dialect, readDocument: createReadDocument() };

  function atomically<T>(work: (db: Kysely<Tables>, run: Run) => Promise<T>): Promise<T> {
    return retry(() =>
      db.transaction().execute(async (transaction) => {
        const inside = await runOf(transaction);
        return asTransaction(() => work(transaction, inside));
      }),
    );
  }

  try {
    await migrate(db, dialect);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    ...createStores({ ...shared, db, run, atomically }),
    transaction: (work) =>
      atomically((transaction, inside) =>
        work(
          createStores({
            ...shared,
            db: transaction,
            run: inside,
            atomically: (inner) => inner(transaction, inside),
          }),
        ),
      ),
    async ping() {
      // Only a write shows that a disk is not full, a file not read-only and a server no stand-by.
      await db
        .insertInto('write_probe')
        .values({ id: 1, writes: 1 })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet((row) => ({ writes: row('write_probe.writes', '+', 1) })),
        )
        .execute();
    },
    close: () => db.destroy(),
  };
}
