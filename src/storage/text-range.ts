import { type RawBuilder, type SqlBool, sql } from 'kysely';

const LAST_CODE_POINT = '\u{10FFFF}';

/** Text that starts with the given one, as a range that an index answers: by code point, never a pattern. */
export function startsWith(column: string, start: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.ref(column)} >= ${start} and ${sql.ref(column)} < ${start + LAST_CODE_POINT})`;
}
