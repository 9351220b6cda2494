import { AsyncLocalStorage } from 'node:async_hooks';
import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  Driver,
  Kysely,
  QueryResult,
} from 'kysely';
import { PosternError } from '../domain/errors.ts';
import type { DatabaseDialect, Link, QueryAnswer } from './dialect.ts';
import type { Retry } from './retry.ts';

const insideTransaction = new AsyncLocalStorage<{ open: boolean }>();

/** Runs the work of one transaction; a query that goes around its stores meanwhile is refused. */
export async function asTransaction<T>(work: () => Promise<T>): Promise<T> {
  const scope = { open: true };
  try {
    return await insideTransaction.run(scope, work);
  } finally {
    scope.open = false;
  }
}

/** Runs a query that is compiled already, past everything that Kysely does to find out how and where. */
export type Run = (query: CompiledQuery) => Promise<QueryAnswer>;

interface Connection extends DatabaseConnection {
  readonly link: Link;
  readonly run: Run;
  inTransaction: boolean;
}

/** The Kysely dialect over one of ours: says `unavailable` for what the database calls it, and retries lone statements. */
export function kyselyDialect(dialect: DatabaseDialect, retry: Retry): Dialect {
  return {
    createDriver: () => createDriver(dialect, retry),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

/** For queries that stand alone: each takes a connection for itself, and is retried by itself. */
export function createRun(dialect: DatabaseDialect, retry: Retry): Run {
  async function once({ sql, parameters }: CompiledQuery): Promise<QueryAnswer> {
    try {
      const link = await dialect.acquire();
      try {
        return await link.query(sql, parameters);
      } finally {
        link.release();
      }
    } catch (error) {
      throw translation(dialect, error);
    }
  }

  return async (query) => {
    refuseInsideTransaction();
    return retry(() => once(query));
  };
}

/** For queries of a transaction: they go over its connection, and fail once it has ended. */
export function runOf<Tables>(transaction: Kysely<Tables>): Promise<Run> {
  return transaction.getExecutor().provideConnection(async (lent) => (lent as Connection).run);
}

function refuseInsideTransaction(): void {
  if (insideTransaction.getStore()?.open === true) {
    throw new Error('inside a transaction only the stores it was handed may be used');
  }
}

function translation(dialect: DatabaseDialect, error: unknown): unknown {
  return dialect.faultOf(error) === 'unavailable'
    ? new PosternError('unavailable', { cause: error })
    : error;
}

function createDriver(dialect: DatabaseDialect, retry: Retry): Driver {
  const connections = new WeakMap<DatabaseConnection, Connection>();

  async function translated<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      throw translation(dialect, error);
    }
  }

  function connectionOf(lent: DatabaseConnection): Connection {
    const connection = connections.get(lent);
    if (connection === undefined) throw new Error('a connection of another driver');
    return connection;
  }

  function connect(link: Link): Connection {
    const connection: Connection = {
      link,
      async run({ sql, parameters }) {
        if (!connection.inTransaction) throw new Error('the transaction has ended');
        try {
          return await link.query(sql, parameters);
        } catch (error) {
          throw translation(dialect, error);
        }
      },
      inTransaction: false,
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const once = () => translated(() => link.query(query.sql, query.parameters));
        const answer = await (connection.inTransaction ? once() : retry(once));
        return answer as QueryResult<R>;
      },
      streamQuery(): AsyncIterableIterator<never> {
        throw new Error('answers are read in pages, never streamed');
      },
    };
    connections.set(connection, connection);
    return connection;
  }

  return {
    async init() {},
    async acquireConnection() {
      refuseInsideTransaction();
      return connect(await translated(() => dialect.acquire()));
    },
    async beginTransaction(lent) {
      const connection = connectionOf(lent);
      await translated(() => connection.link.begin());
      connection.inTransaction = true;
    },
    async commitTransaction(lent) {
      const connection = connectionOf(lent);
      await translated(() => connection.link.commit());
      connection.inTransaction = false;
    },
    async rollbackTransaction(lent) {
      const connection = connectionOf(lent);
      await translated(() => connection.link.rollback());
      connection.inTransaction = false;
    },
    async releaseConnection(lent) {
      connectionOf(lent).link.release();
    },
    destroy: () => dialect.close(),
  };
}
