import type {
  DialectAdapter,
  DatabaseIntrospector,
  Kysely,
  QueryCompiler,
  RawBuilder,
} from 'kysely';

/** What an error of the database means to a caller, whatever the database calls it. */
export type Fault = 'try-again' | 'unavailable' | 'duplicate' | 'dangling' | 'other';

export interface QueryAnswer {
  readonly rows: unknown[];
  readonly numAffectedRows?: bigint;
}

/** One connection while it is lent. A link that broke is not lent again. */
export interface Link {
  /** Those that overlap are asked one after the other. */
  query(sql: string, parameters: readonly unknown[]): Promise<QueryAnswer>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  /** Never throws for a connection that is gone: its transaction is gone with it. */
  rollback(): Promise<void>;
  release(): void;
}

/** Everything that differs between the two databases; nothing else of src/storage knows which one it is. */
export interface DatabaseDialect {
  readonly name: 'sqlite' | 'postgresql';
  acquire(): Promise<Link>;
  close(): Promise<void>;
  readonly faultOf: (error: unknown) => Fault;
  /** Column type of text that is compared and ordered by code point, whatever the database's locale. */
  readonly orderedText: RawBuilder<unknown>;
  /** Ends a select so that rows which another worker is taking now are left out. */
  readonly skippingLocked: RawBuilder<unknown>;
  createQueryCompiler(): QueryCompiler;
  createAdapter(): DialectAdapter;
  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector;
}
