import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type { DatabaseDialect, Fault, Link, QueryAnswer } from './dialect.ts';
import { createGroupCommit, type Turn } from './group-commit.ts';

/** Waiting for another process's write blocks this one's event loop, so it is short and repeated. */
const BUSY_TIMEOUT_MS = 500;
const MAX_PREPARED_STATEMENTS = 500;

/** One commit, one fsync: what was acknowledged survives a power cut (https://sqlite.org/pragma.html#pragma_synchronous). */
const pragmas = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['busy_timeout', BUSY_TIMEOUT_MS],
] as const;

/** Lets DDL roll back with the migration that failed: SQLite can, and BEGIN IMMEDIATE is the lock. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  // The queue below lends the one connection; a second one in front would hide who waits for whom.
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** @param file made with mode 0600 when it is not there. Throws when the file is no database or a pragma does not hold. */
export function createSqliteDialect(file: string): DatabaseDialect {
  const database = openDatabase(file);
  const reader = openReader(file, database);
  const statements = {
    reading: createPreparing(reader),
    writing: createPreparing(database),
  };
  const group = createGroupCommit(database);
  return {
    name: 'sqlite',
    acquire: async () => createLink(statements, group.createTurn()),
    close: () =>
      group.close(() => {
        reader.close();
        database.close();
      }),
    faultOf,
    orderedText: sql`text`,
    skippingLocked: sql``,
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

function openDatabase(file: string): Database.Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  const database = new Database(file);
  try {
    // Reads the header: a file that is no database is left as it is.
    database.pragma('schema_version');
    // SQLite gives its -wal and -shm files the mode of the database file.
    chmodSync(file, 0o600);
    for (const [name, wanted] of pragmas) {
      database.pragma(`${name} = ${wanted}`);
      const found: unknown = database.pragma(name, { simple: true });
      if (found !== wanted) {
        throw new Error(`${file}: SQLite keeps ${name} at ${String(found)}, not ${wanted}`);
      }
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** Sees what was committed and waits for nobody: WAL readers and the writer do not meet. */
function openReader(file: string, writer: Database.Database): Database.Database {
  try {
    const reader = new Database(file, { readonly: true });
    reader.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return reader;
  } catch (error) {
    writer.close();
    throw error;
  }
}

interface Statements {
  readonly reading: (text: string) => Database.Statement;
  readonly writing: (text: string) => Database.Statement;
}

function createPreparing(database: Database.Database): (text: string) => Database.Statement {
  const prepared = new Map<string, Database.Statement>();
  return (text) => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text);
    if (prepared.size >= MAX_PREPARED_STATEMENTS) {
      const [oldest] = prepared.keys();
      if (oldest !== undefined) prepared.delete(oldest);
    }
    prepared.set(text, statement);
    return statement;
  };
}

function createLink(statements: Statements, turn: Turn): Link {
  let inTransaction = false;

  function run(statement: Database.Statement, parameters: readonly unknown[]): QueryAnswer {
    if (statement.reader) return { rows: statement.all(parameters) };
    const { changes } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  return {
    async query(text, parameters) {
      if (inTransaction) return run(statements.writing(text), parameters);
      const read = statements.reading(text);
      if (read.readonly) return run(read, parameters);
      return turn.alone(() => run(statements.writing(text), parameters));
    },
    async begin() {
      await turn.begin();
      inTransaction = true;
    },
    async commit() {
      inTransaction = false;
      await turn.commit();
    },
    async rollback() {
      inTransaction = false;
      await turn.rollback();
    },
    release: () => turn.end(),
  };
}

/** Result codes: https://sqlite.org/rescode.html */
function faultOf(error: unknown): Fault {
  if (error instanceof TypeError) {
    return error.message === 'The database connection is not open' ? 'unavailable' : 'other';
  }
  if (!(error instanceof Database.SqliteError)) return 'other';
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return 'try-again';
  if (/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(error.code)) return 'duplicate';
  if (error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return 'dangling';
  const lost = /^SQLITE_(IOERR|FULL|CANTOPEN|READONLY|CORRUPT|NOTADB|PROTOCOL|NOMEM|PERM|AUTH)/;
  return lost.test(error.code) ? 'unavailable' : 'other';
}
