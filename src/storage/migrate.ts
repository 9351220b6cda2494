import { type Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import type { DatabaseDialect } from './dialect.ts';
import { migrations } from './migrations/index.ts';
import type { Tables } from './schema.ts';

/** The database was brought forward by a later version; going on could damage what that version keeps in it. */
export class DatabaseTooNew extends Error {
  constructor(unknown: readonly string[]) {
    super(
      `the database was made by a newer version of Postern (it holds ${unknown.join(', ')}); ` +
        'start that version or a later one',
    );
    this.name = 'DatabaseTooNew';
  }
}

/** Brings the schema to this version, in one transaction. Throws {@link DatabaseTooNew} and leaves a newer one alone. */
export async function migrate(db: Kysely<Tables>, dialect: DatabaseDialect): Promise<void> {
  const known = Object.fromEntries(
    Object.entries(migrations).map(([name, make]) => [name, make(dialect)]),
  );
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const unknown = (await executed(db)).filter((name) => known[name] === undefined);
  if (unknown.length > 0) throw new DatabaseTooNew(unknown);
  throw error instanceof Error ? error : new Error('migration failed', { cause: error });
}

async function executed(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  return rows.map((row) => row.name);
}
