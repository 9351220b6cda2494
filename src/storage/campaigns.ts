import { sql } from 'kysely';
import type { UserRef } from '../domain/identity.ts';
import type {
  CampaignPersonRow,
  CampaignRow,
  Campaigns,
  Reminder,
  SweepLease,
} from '../ports/storage/campaigns.ts';
import type { StoreContext } from './context.ts';
import type { CampaignPeopleTable, CampaignsTable } from './campaign-tables.ts';

type Db = StoreContext['db'];

export function createCampaigns({ db, atomically }: StoreContext): Campaigns {
  const changing = (tenantId: string, id: string) =>
    db.updateTable('campaigns').where('tenant_id', '=', tenantId).where('id', '=', id);

  return {
    async start(row) {
      const started = await db
        .insertInto('campaigns')
        .values({
          tenant_id: row.tenantId,
          id: row.id,
          state: row.state,
          started_at: row.startedAt,
          ended_at: row.endedAt,
          sweep_cursor: null,
          sweep_due_at: row.startedAt,
          sweep_leased_until: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      return started !== undefined;
    },
    async latest(tenantId) {
      const row = await db
        .selectFrom('campaigns')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy(sql`case when ended_at is null then 0 else 1 end`)
        .orderBy('started_at', 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : toCampaign(row);
    },
    async move(tenantId, id, from, to, now) {
      const moved = await changing(tenantId, id)
        .set({ state: to, ...(to === 'stopped' && { ended_at: now }) })
        .where('state', 'in', [...from])
        .returning('id')
        .executeTakeFirst();
      return moved !== undefined;
    },
    async running() {
      const rows = await db
        .selectFrom('campaigns')
        .selectAll()
        .where('ended_at', 'is', null)
        .where('state', '=', 'running')
        .orderBy('id')
        .execute();
      return rows.map(toCampaign);
    },
    async leaseSweep(tenantId, id, now, leaseSeconds) {
      const row = await changing(tenantId, id)
        .set({ sweep_leased_until: now + leaseSeconds * 1000 })
        .where('state', '=', 'running')
        .where('sweep_due_at', '<=', now)
        .where((one) =>
          one.or([one('sweep_leased_until', 'is', null), one('sweep_leased_until', '<=', now)]),
        )
        .returningAll()
        .executeTakeFirst();
      return row === undefined || row.sweep_leased_until === null
        ? null
        : {
            tenantId,
            campaignId: id,
            cursor: row.sweep_cursor,
            leasedUntil: row.sweep_leased_until,
          };
    },
    async endSweep({ tenantId, campaignId, leasedUntil }: SweepLease, cursor, dueAt) {
      const ended = await changing(tenantId, campaignId)
        .set({ sweep_cursor: cursor, sweep_due_at: dueAt, sweep_leased_until: null })
        .where('sweep_leased_until', '=', leasedUntil)
        .returning('id')
        .executeTakeFirst();
      return ended !== undefined;
    },
    note: (campaign, user, standing, day, now) =>
      atomically(async (inside) => {
        const made = await inside
          .insertInto('campaign_people')
          .values({
            ...keyOf(campaign.id, user),
            standing,
            reminders: 0,
            last_reminded_at: null,
            next_due_at: now,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('anchor')
          .executeTakeFirst();
        if (made !== undefined) return;
        const changed = await inside
          .updateTable('campaign_people')
          .set({ standing })
          .where((row) => row.and(keyOf(campaign.id, user)))
          .where('standing', '<>', standing)
          .returning('anchor')
          .executeTakeFirst();
        if (changed === undefined || standing !== 'registered') return;
        await inside
          .insertInto('campaign_days')
          .values({
            tenant_id: campaign.tenantId,
            campaign_id: campaign.id,
            day,
            sent: 0,
            registered: 1,
          })
          .onConflict((conflict) =>
            conflict
              .columns(['campaign_id', 'day', 'tenant_id'])
              .doUpdateSet({ registered: sql<number>`campaign_days.registered + 1` }),
          )
          .execute();
      }),
    async person(campaignId, user) {
      const row = await db
        .selectFrom('campaign_people')
        .selectAll()
        .where((one) => one.and(keyOf(campaignId, user)))
        .executeTakeFirst();
      return row === undefined ? null : toPerson(row);
    },
    async due(tenantId, id, now, limit) {
      const rows = await db
        .selectFrom('campaign_people')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('campaign_id', '=', id)
        .where('standing', '=', 'missing')
        .where('next_due_at', '<=', now)
        .orderBy('next_due_at')
        .orderBy('anchor')
        .limit(limit)
        .execute();
      return rows.map(toPerson);
    },
    remind: (reminder) =>
      atomically(async (inside) => {
        if (!(await takePlace(inside, reminder))) return 'full';
        if (await countOne(inside, reminder)) return 'counted';
        await givePlaceBack(inside, reminder);
        return 'taken';
      }),
    async progress(tenantId, id) {
      const people = await db
        .selectFrom('campaign_people')
        .select(['standing', 'reminders', (row) => row.fn.countAll().as('count')])
        .where('tenant_id', '=', tenantId)
        .where('campaign_id', '=', id)
        .groupBy(['standing', 'reminders'])
        .orderBy('standing')
        .orderBy('reminders')
        .execute();
      const days = await db
        .selectFrom('campaign_days')
        .select(['day', 'sent', 'registered'])
        .where('tenant_id', '=', tenantId)
        .where('campaign_id', '=', id)
        .orderBy('day')
        .execute();
      return {
        people: people.map(({ standing, reminders, count }) => ({
          standing: standing as CampaignPersonRow['standing'],
          reminders,
          count: Number(count),
        })),
        days,
      };
    },
    async forgetPeople(endedBefore, limit) {
      const ended = await db
        .selectFrom('campaigns')
        .select(['id', 'tenant_id'])
        .where('ended_at', '<', endedBefore)
        .where((one) =>
          one.exists(
            one
              .selectFrom('campaign_people')
              .select('anchor')
              .whereRef('campaign_people.campaign_id', '=', 'campaigns.id')
              .whereRef('campaign_people.tenant_id', '=', 'campaigns.tenant_id'),
          ),
        )
        .limit(limit)
        .execute();
      let forgotten = 0;
      for (const { id, tenant_id } of ended) {
        const { numDeletedRows } = await db
          .deleteFrom('campaign_people')
          .where('tenant_id', '=', tenant_id)
          .where('campaign_id', '=', id)
          .executeTakeFirstOrThrow();
        forgotten += Number(numDeletedRows);
      }
      return forgotten;
    },
  };
}

/** Whoever comes next waits here until this transaction ends, so that the cap holds exactly. */
async function takePlace(db: Db, reminder: Reminder): Promise<boolean> {
  const taken = await db
    .insertInto('campaign_days')
    .values({
      tenant_id: reminder.tenantId,
      campaign_id: reminder.campaignId,
      day: reminder.day,
      sent: 1,
      registered: 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['campaign_id', 'day', 'tenant_id'])
        .doUpdateSet({ sent: sql<number>`campaign_days.sent + 1` })
        .where('campaign_days.sent', '<', reminder.dailyCap),
    )
    .returning('day')
    .executeTakeFirst();
  return taken !== undefined;
}

async function givePlaceBack(db: Db, { tenantId, campaignId, day }: Reminder): Promise<void> {
  await db
    .updateTable('campaign_days')
    .set((row) => ({ sent: row('sent', '-', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('campaign_id', '=', campaignId)
    .where('day', '=', day)
    .execute();
}

async function countOne(db: Db, reminder: Reminder): Promise<boolean> {
  const { tenantId, campaignId, user, seenReminders, nextDueAt, now } = reminder;
  const counted = await db
    .updateTable('campaign_people')
    .set({ reminders: seenReminders + 1, last_reminded_at: now, next_due_at: nextDueAt })
    .where((row) => row.and(keyOf(campaignId, user)))
    .where('reminders', '=', seenReminders)
    .where('standing', '=', 'missing')
    .where('next_due_at', '<=', now)
    .where((row) =>
      row.exists(
        row
          .selectFrom('campaigns')
          .select('id')
          .where('tenant_id', '=', tenantId)
          .where('id', '=', campaignId)
          .where('state', '=', 'running'),
      ),
    )
    .returning('anchor')
    .executeTakeFirst();
  return counted !== undefined;
}

function keyOf(campaignId: string, { tenantId, directoryId, anchor }: UserRef) {
  return { tenant_id: tenantId, campaign_id: campaignId, directory_id: directoryId, anchor };
}

function toCampaign(row: CampaignsTable): CampaignRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    state: row.state as CampaignRow['state'],
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

function toPerson(row: CampaignPeopleTable): CampaignPersonRow {
  return {
    user: { tenantId: row.tenant_id, directoryId: row.directory_id, anchor: row.anchor },
    standing: row.standing as CampaignPersonRow['standing'],
    reminders: row.reminders,
    lastRemindedAt: row.last_reminded_at,
    nextDueAt: row.next_due_at,
  };
}
