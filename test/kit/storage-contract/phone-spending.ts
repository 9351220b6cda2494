import { describe, expect, test } from 'vitest';
import { atOnce, freshStorage, oneStorage, type OpenStorage } from './opened.ts';
import { aTenant, MORNING } from './samples.ts';

const DAY = 24 * 3600 * 1000;
const by = { sends: 50, leastPercent: 20 };

export function describePhoneSpendingContract(open: OpenStorage): void {
  describe('phone spending', () => {
    const storage = oneStorage(open);

    test('spends exactly the cap, however many ask at once', async () => {
      const { phoneSpending } = storage();
      const tenant = aTenant();
      const allowed = await atOnce(40, () => phoneSpending.spend(tenant, 7, 100, MORNING));
      expect(allowed.filter(Boolean)).toHaveLength(14);
      expect(await phoneSpending.spentToday(tenant, MORNING)).toBe(98);
      expect(await phoneSpending.spend(tenant, 3, 100, MORNING)).toBe(false);
      expect(await phoneSpending.spend(tenant, 2, 100, MORNING)).toBe(true);
      expect(await phoneSpending.spend(tenant, 0, 100, MORNING)).toBe(true);
    });

    test('refuses a price over the cap before anything is spent, and begins every day at nothing', async () => {
      const { phoneSpending } = storage();
      const tenant = aTenant();
      expect(await phoneSpending.spend(tenant, 1, 0, MORNING)).toBe(false);
      expect(await phoneSpending.spentToday(tenant, MORNING)).toBe(0);
      expect(await phoneSpending.spend(tenant, 5, 5, MORNING)).toBe(true);
      expect(await phoneSpending.spend(tenant, 1, 5, MORNING)).toBe(false);
      expect(await phoneSpending.spend(tenant, 1, 5, MORNING + DAY)).toBe(true);
      expect(await phoneSpending.spentToday(tenant, MORNING)).toBe(5);
    });

    async function sent(tenant: string, country: string, times: number, proved: number) {
      const { phoneSpending } = storage();
      await atOnce(times, () => phoneSpending.countSent(tenant, country, by));
      await atOnce(proved, () => phoneSpending.countProved(tenant, country));
    }

    test('pauses a country for exactly one caller when too few codes came back', async () => {
      const { phoneSpending } = storage();
      const tenant = aTenant();
      await sent(tenant, 'LV', 49, 9);
      expect(await phoneSpending.judge(tenant, 'LV', by, MORNING)).toMatchObject({ state: 'open' });
      await sent(tenant, 'LV', 1, 0);
      const judged = await atOnce(10, () => phoneSpending.judge(tenant, 'LV', by, MORNING));
      const states = judged.map(({ state }) => state);
      expect(states.filter((state) => state === 'paused-now')).toHaveLength(1);
      expect(states.filter((state) => state === 'paused')).toHaveLength(9);
      expect(judged.find(({ state }) => state === 'paused-now')?.row).toEqual({
        country: 'LV',
        sent: 50,
        proved: 9,
        pausedAt: MORNING,
      });
    });

    test('leaves a country open whose codes come back, and begins its count again', async () => {
      const { phoneSpending } = storage();
      const tenant = aTenant();
      await sent(tenant, 'DE', 50, 10);
      expect(await phoneSpending.judge(tenant, 'DE', by, MORNING)).toMatchObject({ state: 'open' });
      await sent(tenant, 'DE', 1, 0);
      expect(await phoneSpending.countries(tenant)).toEqual([
        { country: 'DE', sent: 1, proved: 0, pausedAt: null },
      ]);
      expect(await phoneSpending.judge(tenant, 'FR', by, MORNING)).toEqual({
        state: 'open',
        row: null,
      });
    });

    test('opens a paused country once, with a new count', async () => {
      const { phoneSpending } = storage();
      const tenant = aTenant();
      await sent(tenant, 'LV', 50, 0);
      expect(await phoneSpending.resume(tenant, 'LV')).toBe(false);
      await phoneSpending.judge(tenant, 'LV', by, MORNING);
      const resumed = await atOnce(5, () => phoneSpending.resume(tenant, 'LV'));
      expect(resumed.filter(Boolean)).toHaveLength(1);
      expect(await phoneSpending.judge(tenant, 'LV', by, MORNING)).toMatchObject({ state: 'open' });
    });

    test('cannot be read or changed from another tenant', async () => {
      const { phoneSpending } = storage();
      const tenant = aTenant();
      const stranger = aTenant();
      await phoneSpending.spend(tenant, 5, 5, MORNING);
      await sent(tenant, 'LV', 50, 0);
      await phoneSpending.judge(tenant, 'LV', by, MORNING);
      expect(await phoneSpending.spentToday(stranger, MORNING)).toBe(0);
      expect(await phoneSpending.spend(stranger, 5, 5, MORNING)).toBe(true);
      expect(await phoneSpending.countries(stranger)).toEqual([]);
      expect(await phoneSpending.resume(stranger, 'LV')).toBe(false);
      await phoneSpending.countProved(stranger, 'LV');
      expect(await phoneSpending.countries(tenant)).toEqual([
        { country: 'LV', sent: 50, proved: 0, pausedAt: MORNING },
      ]);
    });
  });

  describe('phone spending of all tenants', () => {
    const storage = freshStorage(open);

    test('forgets the costs of days that are over', async () => {
      const { phoneSpending } = storage();
      for (const day of [0, 1, 2]) {
        await phoneSpending.spend(aTenant(), 1, 5, MORNING + day * DAY);
      }
      expect(await phoneSpending.purge(MORNING + DAY)).toBe(1);
      expect(await phoneSpending.purge(MORNING + 2 * DAY)).toBe(1);
    });
  });
}
