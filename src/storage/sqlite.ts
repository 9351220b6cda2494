import { chmodSync, closeSync, fdatasync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type { DatabaseDialect, Fault, Link, QueryAnswer } from './dialect.ts';
import { createGroupCommit, DiskLost, type Turn } from './group-commit.ts';
import { createKeptAnswers, type KeptAnswers } from './kept-answers.ts';

/** Waiting for another process's write blocks this one's event loop, so it is short and repeated. */
const BUSY_TIMEOUT_MS = 500;
const MAX_PREPARED_STATEMENTS = 500;
/** SQLite's own default, which better-sqlite3 raises to 16 MB: what is not in it is still in the system's memory. */
const WRITER_CACHE_KIB = 2000;
/** Every commit of the writer empties it. */
const READER_CACHE_KIB = 512;
/** Pages of 4 KiB in the log after which a commit brings them to the file: pages written often are then written once. */
const CHECKPOINT_PAGES = 4000;

/**
 * NORMAL (1) syncs the log and the file around a checkpoint, so that no power cut damages the file, and leaves the
 * sync of each commit to us: see group-commit.ts and docs/decisions/0007-commits-are-synced-off-the-main-thread.md.
 * What a savepoint may have to take back is kept in memory (2) and not in a file: it never outlives the process.
 */
const pragmas = [
  ['journal_mode', 'wal'],
  ['synchronous', 1],
  ['foreign_keys', 1],
  ['busy_timeout', BUSY_TIMEOUT_MS],
  ['temp_store', 2],
  ['cache_size', -WRITER_CACHE_KIB],
  ['wal_autocheckpoint', CHECKPOINT_PAGES],
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

/**
 * SQLite plans a query anew for every value that is bound to a bare `?`, in case it is an unusually frequent one: more
 * work than most of our queries are. What an expression comes to is not looked into.
 */
class StablePlanCompiler extends SqliteQueryCompiler {
  override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

/** @param file made with mode 0600 when it is not there. Throws when the file is no database or a pragma does not hold. */
export function createSqliteDialect(file: string): DatabaseDialect {
  const database = openDatabase(file);
  const reader = openReader(file, database);
  const log = openLog(file, [reader, database]);
  const statements = {
    reading: createPreparing(reader),
    writing: createPreparing(database),
  };
  const group = createGroupCommit(database, () => log.sync());
  const kept = createKeptAnswers(database, group.isOpen);
  return {
    name: 'sqlite',
    acquire: async () => createLink(statements, kept, group.createTurn(), group.isOpen),
    close: () =>
      group.close(() => {
        log.close();
        reader.close();
        database.close();
      }),
    faultOf,
    orderedText: sql`text`,
    skippingLocked: sql``,
    createQueryCompiler: () => new StablePlanCompiler(),
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
    // The first read in this mode makes the log.
    database.pragma('schema_version');
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
    reader.pragma(`cache_size = -${READER_CACHE_KIB}`);
    return reader;
  } catch (error) {
    writer.close();
    throw error;
  }
}

interface WriteAheadLog {
  /** Resolves when every commit made before it was called is on the disk. */
  sync(): Promise<void>;
  close(): void;
}

const syncData = promisify(fdatasync);

/**
 * The log as a file of our own, to be synced on another thread: a sync is of the file, whoever wrote it. It is there
 * from the first read to the last close of the database, as the same file. Its entry in the folder is synced here
 * because SQLite would do that only with a sync of its own.
 */
function openLog(file: string, opened: readonly Database.Database[]): WriteAheadLog {
  try {
    const log = openSync(`${file}-wal`, 'r+');
    const folder = openSync(dirname(file), 'r');
    fsyncSync(folder);
    closeSync(folder);
    return { sync: () => syncData(log), close: () => closeSync(log) };
  } catch (error) {
    for (const database of opened) database.close();
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

function createLink(
  statements: Statements,
  kept: KeptAnswers,
  turn: Turn,
  isOpen: () => boolean,
): Link {
  let inTransaction = false;

  function run(statement: Database.Statement, parameters: readonly unknown[]): QueryAnswer {
    if (!statement.readonly) kept.willWrite(statement.source);
    if (statement.reader) return { rows: statement.all(parameters) };
    const { changes } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  return {
    async query(text, parameters) {
      const statement = statements.writing(text);
      if (!statement.readonly) {
        const write = () => run(statement, parameters);
        return inTransaction ? write() : turn.alone(write);
      }
      // The writer's cache is warm, the reader's is worth nothing after every commit; but while a group is open the
      // writer would show what may never come to be.
      const around = isOpen() && !inTransaction;
      return kept.read(text, parameters, () =>
        run(around ? statements.reading(text) : statement, parameters),
      );
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
  if (error instanceof DiskLost) return 'unavailable';
  if (!(error instanceof Database.SqliteError)) return 'other';
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return 'try-again';
  if (/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(error.code)) return 'duplicate';
  if (error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return 'dangling';
  const lost = /^SQLITE_(IOERR|FULL|CANTOPEN|READONLY|CORRUPT|NOTADB|PROTOCOL|NOMEM|PERM|AUTH)/;
  return lost.test(error.code) ? 'unavailable' : 'other';
}
