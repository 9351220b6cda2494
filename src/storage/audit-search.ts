import { type Expression, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { canonicalForm } from '../domain/identifier.ts';
import type { Tables } from './schema.ts';
import { startsWith } from './text-range.ts';

/** Up to here matches are gathered from the indexes; with more, the newest are soon met on the way down. */
const GATHERED = 2000;

/**
 * The condition on `audit_records` for a search: the start of a subject's or actor's name, or a whole id.
 * Over a year's trail a walk from the newest record down to a rare match takes a second, and gathering
 * every match of a single letter as long; so the indexes are asked first which of the two it is.
 */
export async function searchCondition(
  db: Kysely<Tables>,
  tenantId: string,
  search: string,
): Promise<Expression<SqlBool>> {
  const start = canonicalForm(search);
  const ways: RawBuilder<SqlBool>[] = [
    startsWith('subject_key', start),
    startsWith('actor_key', start),
    sql<SqlBool>`id = ${search}`,
    sql<SqlBool>`correlation_id = ${search}`,
    sql<SqlBool>`subject_anchor = ${search}`,
    sql<SqlBool>`actor_id = ${search}`,
    sql<SqlBool>`target = ${search}`,
  ];
  const gathered = sql.join(
    ways.map(
      (way) => sql`
        select seq from (select seq from audit_records where tenant_id = ${tenantId} and ${way} limit ${GATHERED}) as way`,
    ),
    sql` union all `,
  );
  const { rows } = await sql<{ matches: number }>`
    select count(*) as matches from (${gathered}) as found`.execute(db);
  const matches = rows[0]?.matches ?? 0;
  return matches < GATHERED
    ? sql<SqlBool>`seq in (${gathered})`
    : sql<SqlBool>`(${sql.join(ways, sql` or `)})`;
}
