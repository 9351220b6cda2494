import { describe, expect, test } from 'vitest';
import { NEVER } from '../../../src/ports/storage/throttles.ts';
import { atOnce, freshStorage, oneStorage, type OpenStorage } from './opened.ts';
import { aHit, aTenant, MORNING } from './samples.ts';

const WINDOW_END = MORNING + 600_000;

export function describeThrottlesContract(open: OpenStorage): void {
  describe('throttles', () => {
    const storage = oneStorage(open);

    test('counts every one of 50 hits at once and blocks when the cap is reached', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const hit = aHit({ max: 20 });
      const rows = await atOnce(50, () => throttles.hit(tenant, hit, MORNING));
      expect(rows.map((row) => row.count).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 50 }, (_, index) => index + 1),
      );
      for (const row of rows) {
        expect(row.blockedUntil).toBe(row.count >= 20 ? WINDOW_END : null);
        expect(row.windowEndsAt).toBe(WINDOW_END);
      }
    });

    test('admits exactly the cap of 50 at once and counts no more', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const hit = aHit({ max: 20 });
      const admitted = await atOnce(50, () => throttles.admit(tenant, hit, MORNING));
      expect(admitted.filter((row) => row !== null)).toHaveLength(20);
      expect(await throttles.hit(tenant, hit, MORNING)).toMatchObject({ count: 21 });
    });

    test('blocks on the hit that reaches the cap, and one earlier does not', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const hit = aHit({ max: 2, blockSeconds: 60 });
      expect(await throttles.hit(tenant, hit, MORNING)).toEqual({
        limit: hit.limit,
        keyMac: hit.keyMac,
        count: 1,
        windowEndsAt: WINDOW_END,
        blockedUntil: null,
      });
      expect((await throttles.hit(tenant, hit, MORNING)).blockedUntil).toBe(MORNING + 60_000);
    });

    test('blocks on the first hit when the cap is one', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      expect((await throttles.hit(tenant, aHit({ max: 1 }), MORNING)).blockedUntil).toBe(
        WINDOW_END,
      );
      const hit = aHit({ max: 1, blockSeconds: 5 });
      expect((await throttles.hit(tenant, hit, MORNING)).blockedUntil).toBe(MORNING + 5_000);
      expect(await throttles.admit(tenant, hit, MORNING)).toBeNull();
    });

    test('starts a new window at one when the old one has ended', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const hit = aHit({ max: 3 });
      await throttles.hit(tenant, hit, MORNING);
      await throttles.hit(tenant, hit, MORNING);
      expect(await throttles.hit(tenant, hit, WINDOW_END - 1)).toMatchObject({ count: 3 });
      expect(await throttles.hit(tenant, hit, WINDOW_END)).toEqual({
        limit: hit.limit,
        keyMac: hit.keyMac,
        count: 1,
        windowEndsAt: WINDOW_END + 600_000,
        blockedUntil: null,
      });
    });

    test('keeps a block that outlasts its window, and does not lengthen it', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const hit = aHit({ max: 1, blockSeconds: 3600 });
      const end = MORNING + 3_600_000;
      await throttles.hit(tenant, hit, MORNING);
      expect((await throttles.hit(tenant, hit, MORNING + 1)).blockedUntil).toBe(end);
      expect((await throttles.hit(tenant, hit, WINDOW_END + 1)).blockedUntil).toBe(end);
      expect(await throttles.admit(tenant, hit, end - 1)).toBeNull();
      expect(await throttles.admit(tenant, hit, end)).not.toBeNull();
    });

    test('blocks again when a block shorter than its window is over', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const hit = aHit({ max: 1, blockSeconds: 60 });
      await throttles.hit(tenant, hit, MORNING);
      expect(await throttles.hit(tenant, hit, MORNING + 60_000)).toMatchObject({
        count: 2,
        blockedUntil: MORNING + 120_000,
      });
    });

    test('tells the end of a block while it runs', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const hit = aHit({ max: 1 });
      const until = (now: number) => throttles.blockedUntil(tenant, hit.limit, hit.keyMac, now);
      expect(await until(MORNING)).toBeNull();
      await throttles.hit(tenant, hit, MORNING);
      expect(await until(MORNING)).toBe(WINDOW_END);
      expect(await until(WINDOW_END)).toBeNull();
    });

    test('counts each limit and each key alone', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const hit = aHit({ max: 1 });
      await throttles.hit(tenant, hit, MORNING);
      expect(await throttles.admit(tenant, { ...hit, keyMac: 'other' }, MORNING)).not.toBeNull();
      const otherLimit = { ...hit, limit: 'start-per-address' };
      expect(await throttles.admit(tenant, otherLimit, MORNING)).not.toBeNull();
      await throttles.clear(tenant, ['another-key']);
      await throttles.clear(tenant, []);
      expect(await throttles.blockedUntil(tenant, 'another-limit', hit.keyMac, MORNING)).toBeNull();
      expect(await throttles.blockedUntil(tenant, hit.limit, 'another', MORNING)).toBeNull();
      expect(await throttles.admit(tenant, hit, MORNING)).toBeNull();
      await throttles.clear(tenant, ['another-key', hit.keyMac]);
      expect(await throttles.admit(tenant, hit, MORNING)).toMatchObject({ count: 1 });
    });

    test('counts without an end where there is no window, and blocks until it is cleared', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const hit = aHit({ max: 2, windowSeconds: null });
      await throttles.hit(tenant, hit, MORNING);
      const years = MORNING + 10 * 365 * 86_400_000;
      expect((await throttles.hit(tenant, hit, years)).blockedUntil).toBe(NEVER);
      expect(await throttles.blockedUntil(tenant, hit.limit, hit.keyMac, years)).toBe(NEVER);
      expect(await throttles.admit(tenant, hit, years)).toBeNull();
      await throttles.clear(tenant, ['another-key', hit.keyMac]);
      expect(await throttles.hit(tenant, hit, years)).toMatchObject({ count: 1 });
    });

    test('lists what is blocked, the longest first, with what was kept to name it by', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const [short, long, free] = [
        aHit({ max: 1 }),
        aHit({ max: 1, blockSeconds: 86_400 }),
        aHit({ max: 2 }),
      ];
      for (const hit of [short, long, free]) await throttles.hit(tenant, hit, MORNING);
      await throttles.describe(tenant, long.limit, long.keyMac, 'sealed');
      const { rows, total } = await throttles.blocked(tenant, MORNING, 1);
      expect(total).toBe(2);
      expect(rows).toMatchObject([{ keyMac: long.keyMac, count: 1, aboutSealed: 'sealed' }]);
      expect(
        (await throttles.blocked(tenant, MORNING, 9)).rows.map(({ keyMac }) => keyMac),
      ).toEqual([long.keyMac, short.keyMac]);
      expect(await throttles.blockedByKey(tenant, short.keyMac, MORNING)).toMatchObject({
        aboutSealed: null,
      });
      expect(await throttles.blockedByKey(tenant, short.keyMac, WINDOW_END)).toBeNull();
      const among = [short.keyMac, long.keyMac, free.keyMac, 'unheard'];
      expect(await throttles.blocksAmong(tenant, among, MORNING)).toEqual(
        new Map([
          [short.keyMac, WINDOW_END],
          [long.keyMac, MORNING + 86_400_000],
        ]),
      );
      expect(await throttles.blocksAmong(tenant, among, WINDOW_END)).toEqual(
        new Map([[long.keyMac, MORNING + 86_400_000]]),
      );
      expect(await throttles.blocksAmong(tenant, [], MORNING)).toEqual(new Map());
      const stranger = aTenant();
      expect(await throttles.blocked(stranger, MORNING, 9)).toEqual({ rows: [], total: 0 });
      expect(await throttles.blockedByKey(stranger, short.keyMac, MORNING)).toBeNull();
      expect(await throttles.blocksAmong(stranger, among, MORNING)).toEqual(new Map());
    });

    test('cannot be read or changed from another tenant', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const stranger = aTenant();
      const hit = aHit({ max: 1 });
      await throttles.hit(tenant, hit, MORNING);
      expect(await throttles.blockedUntil(stranger, hit.limit, hit.keyMac, MORNING)).toBeNull();
      await throttles.clear(stranger, [hit.keyMac]);
      expect(await throttles.hit(stranger, hit, MORNING)).toMatchObject({ count: 1 });
      expect(await throttles.hit(tenant, hit, MORNING)).toMatchObject({ count: 2 });
    });
  });

  describe('throttles of all tenants', () => {
    const storage = freshStorage(open);

    test('purges counters whose window and block are over', async () => {
      const { throttles } = storage();
      const tenant = aTenant();
      const over = aHit();
      const blocked = aHit({ max: 1, blockSeconds: 3600 });
      for (const hit of [over, blocked]) await throttles.hit(tenant, hit, MORNING);
      expect(await throttles.purge(WINDOW_END)).toBe(0);
      expect(await throttles.purge(WINDOW_END + 1)).toBe(1);
      expect(await throttles.admit(tenant, blocked, WINDOW_END + 1)).toBeNull();
      expect(await throttles.purge(MORNING + 3_600_001)).toBe(1);
    });
  });
}
