import { AsyncLocalStorage } from 'node:async_hooks';
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { PosternError } from '../domain/errors.ts';
import type { DatabaseDialect, Link } from './dialect.ts';
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

interface Connection extends DatabaseConnection {
  readonly link: Link;
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

function createDriver(dialect: DatabaseDialect, retry: Retry): Driver {
  const connections = new WeakMap<DatabaseConnection, Connection>();

  async function translated<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (dialect.faultOf(error) === 'unavailable') {
        throw new PosternError('unavailable', { cause: error });
      }
      throw error;
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
      if (insideTransaction.getStore()?.open === true) {
        throw new Error('inside a transaction only the stores it was handed may be used');
      }
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
