import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { StoreContext } from './context.ts';
import type { Tables } from './schema.ts';

/** Stands for a value while a query is compiled. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

interface Compiled<Row> {
  readonly query: CompiledQuery<Row>;
  /** In the order of the query's parameters: where the value comes from, or what is the same in every run. */
  readonly parameters: readonly unknown[];
}

/**
 * A query that is built and compiled once for each kind of database and run with other values afterwards. For the
 * queries every request makes: building and compiling one costs more than SQLite's own work on it.
 *
 * @param build must make the same query whatever the values are: it only ever sees stand-ins for them.
 */
export function onceCompiled<Values extends object, Row>(
  build: (db: Kysely<Tables>, at: Values) => Compilable<Row>,
): (context: Pick<StoreContext, 'db' | 'dialect'>, values: Values) => Promise<Row[]> {
  const known = new Map<string, Compiled<Row>>();

  function compiled(
    { db, dialect }: Pick<StoreContext, 'db' | 'dialect'>,
    values: Values,
  ): Compiled<Row> {
    const before = known.get(dialect.name);
    if (before) return before;
    const places = Object.fromEntries(Object.keys(values).map((name) => [name, new Place(name)]));
    const query = build(db, places as Values).compile();
    const fresh = { query, parameters: query.parameters };
    known.set(dialect.name, fresh);
    return fresh;
  }

  return async (context, values) => {
    const { query, parameters } = compiled(context, values);
    const given = new Map(Object.entries(values));
    const { rows } = await context.db.executeQuery<Row>({
      ...query,
      parameters: parameters.map((one) => (one instanceof Place ? given.get(one.name) : one)),
    });
    return rows;
  };
}
