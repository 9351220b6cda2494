import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Blocks are few, and counters as many as people: an index with all of them in it was SQLite's way to find twelve
 * counters of one person, by looking at everybody's.
 */
export function runningBlocks(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.dropIndex('throttles_blocked').execute();
      await db.schema
        .createIndex('throttles_blocked')
        .on('throttles')
        .columns(['tenant_id', 'blocked_until'])
        .where(sql.ref('blocked_until'), 'is not', null)
        .execute();
    },
  };
}
