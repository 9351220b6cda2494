import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type { DatabaseDialect, Fault, Link, QueryAnswer } from './dialect.ts';

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
  const link = createLink(database);
  const queue = createQueue();
  return {
    name: 'sqlite',
    async acquire() {
      const release = await queue();
      return { ...link, release };
    },
    async close() {
      const release = await queue();
      database.close();
      release();
    },
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

function createLink(database: Database.Database): Omit<Link, 'release'> {
  const prepared = new Map<string, Database.Statement>();

  function prepare(text: string): Database.Statement {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text);
    if (prepared.size >= MAX_PREPARED_STATEMENTS) {
      const [oldest] = prepared.keys();
      if (oldest !== undefined) prepared.delete(oldest);
    }
    prepared.set(text, statement);
    return statement;
  }

  return {
    async query(text, parameters): Promise<QueryAnswer> {
      const statement = prepare(text);
      if (statement.reader) return { rows: statement.all(parameters) };
      const { changes } = statement.run(parameters);
      return { rows: [], numAffectedRows: BigInt(changes) };
    },
    async begin() {
      // Takes the write lock now: a transaction that read first could no longer get it (SQLITE_BUSY_SNAPSHOT).
      database.exec('begin immediate');
    },
    async commit() {
      database.exec('commit');
    },
    async rollback() {
      // A full disk or a read error has rolled back already.
      if (database.inTransaction) database.exec('rollback');
    },
  };
}

/** Lends the one connection to one caller after the other, in the order they asked. */
function createQueue(): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let lent = false;

  function release(): void {
    const next = waiting.shift();
    if (next === undefined) lent = false;
    else next();
  }

  return async () => {
    if (lent) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
    lent = true;
    return release;
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
