import {
  AbortedTransactionError,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import pg from 'pg';
import type { DatabaseDialect, Fault, Link, QueryAnswer } from './dialect.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Longest wait for a connection, a free one of the pool included. */
  readonly connectTimeoutMs: number;
  /** Longest time one statement may take. */
  readonly statementTimeoutMs: number;
}

/** The server cancels first and says so; this is for a server that no longer says anything. */
const SILENCE_ALLOWANCE_MS = 1000;
const INT8 = 20;
const counting = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

export function createPostgresDialect(options: PostgresOptions): DatabaseDialect {
  const types = new pg.TypeOverrides();
  // Counts and epoch milliseconds stay far below 2^53.
  types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: options.connectTimeoutMs,
    statement_timeout: options.statementTimeoutMs,
    query_timeout: options.statementTimeoutMs + SILENCE_ALLOWANCE_MS,
    idle_in_transaction_session_timeout: options.statementTimeoutMs + SILENCE_ALLOWANCE_MS,
    keepAlive: true,
    application_name: 'postern',
    types,
  });
  // The pool drops an idle connection that broke; whoever asks next gets a new one or is told.
  pool.on('error', () => undefined);
  return {
    name: 'postgresql',
    acquire: async () => createLink(await pool.connect()),
    close: () => pool.end(),
    faultOf,
    orderedText: sql`text collate "C"`,
    skippingLocked: sql`for update skip locked`,
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

function createLink(client: pg.PoolClient): Link {
  let broken: Error | undefined;
  // Without a listener, a connection that breaks between two statements would end the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);

  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(step: () => Promise<T>): Promise<T> {
    const next = last.then(step, step);
    last = next.catch(() => undefined);
    return next;
  }

  async function ask(text: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
    if (broken !== undefined) throw broken;
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      if (losesConnection(error)) broken = error;
      throw error;
    }
  }

  return {
    async query(text, parameters): Promise<QueryAnswer> {
      const { command, rowCount, rows } = await inTurn(() => ask(text, parameters));
      if (!counting.has(command)) return { rows };
      return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
    },
    async begin() {
      await ask('begin', []);
    },
    async commit() {
      const { command } = await ask('commit', []);
      // Answered when an earlier statement failed and the caller went on as if it had not.
      if (command === 'ROLLBACK') throw new AbortedTransactionError();
    },
    async rollback() {
      if (broken === undefined) await ask('rollback', []);
    },
    release() {
      client.off('error', onError);
      client.release(broken);
    },
  };
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const lostStates = /^(08|57P|25006$|25P03$)/;
const unavailableStates = /^(08|53|57|58|25006$|25P03$|28|3D000$|XX)/;
const socketCodes = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_|EADDR|EACCES|ENOENT)/;
const driverMessages =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after|The server does not support SSL)/;

function losesConnection(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  // A server that only reads now (after a failover) is left, so that the next connection finds the new one.
  return code === undefined
    ? driverMessages.test(error.message)
    : lostStates.test(code) || socketCodes.test(code);
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return 'other';
  const code = codeOf(error);
  if (code === '40001' || code === '40P01') return 'try-again';
  if (code === '23505') return 'duplicate';
  if (code === '23503') return 'dangling';
  if (losesConnection(error)) return 'unavailable';
  return code !== undefined && unavailableStates.test(code) ? 'unavailable' : 'other';
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
