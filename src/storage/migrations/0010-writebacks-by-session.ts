import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How often a directory refused what one reset wanted to write is asked before every write. */
export function writebacksBySession(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createIndex('writebacks_by_session')
        .on('writebacks')
        .columns(['session_id', 'tenant_id'])
        .execute();
    },
  };
}
