import { sql } from 'kysely';
import type { CountryRow, PhoneSpending } from '../ports/storage/phone-spending.ts';
import type { StoreContext } from './context.ts';
import type { PhoneCountriesTable } from './schema.ts';

const DAY_MS = 24 * 3600 * 1000;
const dayOf = (now: number) => Math.floor(now / DAY_MS);

export function createPhoneSpending({ db }: StoreContext): PhoneSpending {
  const ofCountry = (tenantId: string, country: string) =>
    ({ tenant_id: tenantId, country }) as const;

  return {
    async spend(tenantId, price, cap, now) {
      if (price > cap) return false;
      const spent = await db
        .insertInto('phone_costs')
        .values({ tenant_id: tenantId, day: dayOf(now), cost: price })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'day'])
            .doUpdateSet({ cost: sql<number>`phone_costs.cost + ${price}` })
            .where(sql<boolean>`phone_costs.cost + ${price} <= ${cap}`),
        )
        .returning('cost')
        .executeTakeFirst();
      return spent !== undefined;
    },
    async spentToday(tenantId, now) {
      const row = await db
        .selectFrom('phone_costs')
        .select('cost')
        .where('tenant_id', '=', tenantId)
        .where('day', '=', dayOf(now))
        .executeTakeFirst();
      return row?.cost ?? 0;
    },
    async judge(tenantId, country, { sends, leastPercent }, now) {
      const paused = await db
        .updateTable('phone_countries')
        .set({ paused_at: now })
        .where((row) => row.and(ofCountry(tenantId, country)))
        .where('paused_at', 'is', null)
        .where('sent', '>=', sends)
        .where(sql<boolean>`proved * 100 < sent * ${leastPercent}`)
        .returningAll()
        .executeTakeFirst();
      if (paused !== undefined) return { state: 'paused-now', row: toRow(paused) };
      const row = await db
        .selectFrom('phone_countries')
        .selectAll()
        .where((one) => one.and(ofCountry(tenantId, country)))
        .executeTakeFirst();
      if (row === undefined) return { state: 'open', row: null };
      return { state: row.paused_at === null ? 'open' : 'paused', row: toRow(row) };
    },
    async countSent(tenantId, country, { sends }) {
      const isLongEnough = sql<boolean>`phone_countries.sent >= ${sends} and phone_countries.paused_at is null`;
      await db
        .insertInto('phone_countries')
        .values({ ...ofCountry(tenantId, country), sent: 1, proved: 0, paused_at: null })
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'country']).doUpdateSet({
            sent: sql<number>`case when ${isLongEnough} then 1 else phone_countries.sent + 1 end`,
            proved: sql<number>`case when ${isLongEnough} then 0 else phone_countries.proved end`,
          }),
        )
        .execute();
    },
    async countProved(tenantId, country) {
      await db
        .updateTable('phone_countries')
        .set((row) => ({ proved: row('proved', '+', 1) }))
        .where((row) => row.and(ofCountry(tenantId, country)))
        .execute();
    },
    async resume(tenantId, country) {
      const resumed = await db
        .updateTable('phone_countries')
        .set({ paused_at: null, sent: 0, proved: 0 })
        .where((row) => row.and(ofCountry(tenantId, country)))
        .where('paused_at', 'is not', null)
        .returning('country')
        .executeTakeFirst();
      return resumed !== undefined;
    },
    async countries(tenantId) {
      const rows = await db
        .selectFrom('phone_countries')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('country')
        .execute();
      return rows.map(toRow);
    },
    async purge(endedBefore) {
      const { numDeletedRows } = await db
        .deleteFrom('phone_costs')
        .where('day', '<', dayOf(endedBefore))
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function toRow(row: PhoneCountriesTable): CountryRow {
  return {
    country: row.country,
    sent: row.sent,
    proved: row.proved,
    pausedAt: row.paused_at,
  };
}
