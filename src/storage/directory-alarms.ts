import { sql } from 'kysely';
import type { DirectoryConcern } from '../domain/directory-concerns.ts';
import type { DirectoryAlarmRow, DirectoryAlarms } from '../ports/storage/directory-alarms.ts';
import type { StoreContext } from './context.ts';
import type { DirectoryAlarmsTable } from './schema.ts';

export function createDirectoryAlarms({ db }: StoreContext): DirectoryAlarms {
  const place = (tenantId: string, directoryId: string, concern: DirectoryConcern) =>
    ({ tenant_id: tenantId, directory_id: directoryId, concern }) as const;

  return {
    async standing(tenantId) {
      const rows = await db
        .selectFrom('directory_alarms')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .execute();
      return rows.map(toRow);
    },
    async see(tenantId, directoryId, concern, at) {
      await db
        .insertInto('directory_alarms')
        .values({
          ...place(tenantId, directoryId, concern),
          first_seen_at: at,
          last_seen_at: at,
          urgency_told: 0,
          reference: null,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'directory_id', 'concern'])
            .doUpdateSet({ last_seen_at: at })
            .where('directory_alarms.last_seen_at', '<', at),
        )
        .execute();
    },
    async raise(tenantId, directoryId, { concern, urgency, reference }, seenSince) {
      const raised = await db
        .updateTable('directory_alarms')
        .set({
          urgency_told: urgency,
          reference: sql<string>`coalesce(reference, ${reference})`,
        })
        .where((row) => row.and(place(tenantId, directoryId, concern)))
        .where('urgency_told', '<', urgency)
        .where('first_seen_at', '<=', seenSince)
        .returning('reference')
        .executeTakeFirst();
      return raised?.reference ?? null;
    },
    async end(tenantId, directoryId, concern, unseenSince) {
      const ended = await db
        .deleteFrom('directory_alarms')
        .where((row) => row.and(place(tenantId, directoryId, concern)))
        .where('last_seen_at', '<=', unseenSince)
        .returningAll()
        .executeTakeFirst();
      return ended ? toRow(ended) : null;
    },
    async forgetOthers(tenantId, directoryIds) {
      let others = db.deleteFrom('directory_alarms').where('tenant_id', '=', tenantId);
      if (directoryIds.length > 0) others = others.where('directory_id', 'not in', directoryIds);
      const { numDeletedRows } = await others.executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function toRow(row: DirectoryAlarmsTable): DirectoryAlarmRow {
  return {
    directoryId: row.directory_id,
    concern: row.concern,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    urgencyTold: row.urgency_told,
    reference: row.reference,
  };
}
