import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When somebody's password was last reset is asked whenever they change their methods. */
export function writebacksByPerson(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createIndex('writebacks_by_person')
        .on('writebacks')
        .columns(['anchor', 'directory_id', 'tenant_id'])
        .execute();
    },
  };
}
