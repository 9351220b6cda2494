import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { StoreContext } from './context.ts';
import type { DatabaseDialect } from './dialect.ts';
import type { Tables } from './schema.ts';

/** Where a query is compiled and run. */
export type Where = Pick<StoreContext, 'db' | 'dialect' | 'run'>;

/** Stands for a value while a query is compiled. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

interface Compiled {
  readonly query: CompiledQuery;
  /** In the order of the query's parameters: the value it stands for, or what is the same in every run. */
  readonly parameters: readonly { readonly name: string | null; readonly fixed: unknown }[];
}

/**
 * A query that is built and compiled once for each kind of database and run with other values afterwards. For the
 * queries every request makes: building and compiling one costs more than SQLite's own work on it.
 *
 * @param build must make the same query whatever the values are: it only ever sees stand-ins for them.
 */
export function onceCompiled<Values extends object, Row>(
  build: (
    db: Kysely<Tables>,
    at: Values,
    skippingLocked: DatabaseDialect['skippingLocked'],
  ) => Compilable<Row>,
): (where: Where, values: Values) => Promise<Row[]> {
  const known = new Map<string, Compiled>();

  function compile({ db, dialect }: Where, values: Values): Compiled {
    const places = Object.fromEntries(Object.keys(values).map((name) => [name, new Place(name)]));
    const query = build(db, places as Values, dialect.skippingLocked).compile();
    const fresh = {
      query,
      parameters: query.parameters.map((one) =>
        one instanceof Place ? { name: one.name, fixed: null } : { name: null, fixed: one },
      ),
    };
    known.set(dialect.name, fresh);
    return fresh;
  }

  return async (where, values) => {
    const { query, parameters } = known.get(where.dialect.name) ?? compile(where, values);
    const given = values as Readonly<Record<string, unknown>>;
    const { rows } = await where.run({
      ...query,
      parameters: parameters.map(({ name, fixed }) => (name === null ? fixed : given[name])),
    });
    return rows as Row[];
  };
}

/** The same for a query over a list, which is another one for every length. For lists that are never long. */
export function onceCompiledOver<Values extends object, Row>(
  build: (db: Kysely<Tables>, at: Values, list: readonly string[]) => Compilable<Row>,
): (where: Where, values: Values, list: readonly string[]) => Promise<Row[]> {
  const byLength = new Map<number, ReturnType<typeof onceCompiled<Values, Row>>>();
  return (where, values, list) => {
    const names = list.map((_, index) => `item${index}`);
    const known = byLength.get(list.length);
    const query =
      known ??
      onceCompiled<Values, Row>((db, at) => {
        const places = at as Readonly<Record<string, unknown>>;
        return build(db, at, names.map((name) => places[name]) as string[]);
      });
    if (known === undefined) byLength.set(list.length, query);
    return query(where, {
      ...values,
      ...Object.fromEntries(names.map((name, index) => [name, list[index]])),
    });
  };
}
