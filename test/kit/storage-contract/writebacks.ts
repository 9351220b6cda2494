import { describe, expect, test } from 'vitest';
import { atOnce, freshStorage, oneStorage, type OpenStorage } from './opened.ts';
import { aTenant, aUser, aWriteback, MORNING } from './samples.ts';

export function describeWritebacksContract(open: OpenStorage): void {
  describe('writebacks', () => {
    const storage = oneStorage(open);

    async function added(...parts: Parameters<typeof aWriteback>) {
      const row = aWriteback(...parts);
      await storage().writebacks.add(row);
      return row;
    }

    test('gives back what was kept', async () => {
      const { writebacks } = storage();
      const row = await added(aTenant());
      const bare = await added(aTenant(), {
        sessionId: null,
        passwordChangedAtBefore: null,
        kind: 'change',
      });
      expect(await writebacks.get(row.tenantId, row.id)).toEqual(row);
      expect(await writebacks.get(bare.tenantId, bare.id)).toEqual(bare);
      expect(await writebacks.get(row.tenantId, 'wbk_other')).toBeNull();
    });

    test('is settled by exactly one of 20 callers', async () => {
      const { writebacks } = storage();
      const { tenantId, id } = await added(aTenant());
      const settled = await atOnce(20, (index) =>
        writebacks.settle(tenantId, id, index % 2 === 0 ? 'applied' : 'refused', null, MORNING),
      );
      expect(settled.filter(Boolean)).toHaveLength(1);
    });

    test('goes from uncertain to an outcome, and never from an outcome', async () => {
      const { writebacks } = storage();
      const row = await added(aTenant());
      const neighbour = await added(row.tenantId);
      const { tenantId, id } = row;
      expect(await writebacks.settle(tenantId, id, 'uncertain', null, MORNING)).toBe(true);
      expect(await writebacks.get(tenantId, id)).toEqual({ ...row, outcome: 'uncertain' });
      expect(await writebacks.settle(tenantId, id, 'refused', 'too-young', MORNING + 1)).toBe(true);
      expect(await writebacks.settle(tenantId, id, 'applied', null, MORNING + 2)).toBe(false);
      expect(await writebacks.get(tenantId, id)).toEqual({
        ...row,
        outcome: 'refused',
        reason: 'too-young',
        settledAt: MORNING + 1,
      });
      expect(await writebacks.get(tenantId, neighbour.id)).toEqual(neighbour);
    });

    test('cannot be read or settled from another tenant', async () => {
      const { writebacks } = storage();
      const row = await added(aTenant());
      const stranger = aTenant();
      expect(await writebacks.get(stranger, row.id)).toBeNull();
      expect(await writebacks.settle(stranger, row.id, 'applied', null, MORNING)).toBe(false);
      expect(await writebacks.get(row.tenantId, row.id)).toEqual(row);
    });
  });

  describe('writebacks of all tenants', () => {
    const storage = freshStorage(open);

    test('finds those without an outcome that were intended before, oldest first', async () => {
      const { writebacks } = storage();
      const rows = {
        second: aWriteback(aTenant(), { intendedAt: MORNING - 1 }),
        first: aWriteback(aTenant(), { intendedAt: MORNING - 2, outcome: 'uncertain' }),
        now: aWriteback(aTenant(), { intendedAt: MORNING }),
        done: aWriteback(aTenant(), { intendedAt: MORNING - 3 }),
      };
      for (const row of Object.values(rows)) await writebacks.add(row);
      await writebacks.settle(rows.done.tenantId, rows.done.id, 'not-made', null, MORNING);
      expect(await writebacks.unsettled(MORNING, 10)).toEqual([rows.first, rows.second]);
      expect(await writebacks.unsettled(MORNING, 1)).toEqual([rows.first]);
    });

    test('counts what the directory refused in one reset', async () => {
      const { writebacks } = storage();
      const tenantId = aTenant();
      const outcomes = ['refused', 'refused', 'not-made', 'uncertain', 'applied'] as const;
      for (const outcome of outcomes) {
        await writebacks.add(aWriteback(tenantId, { sessionId: 'rst_counted', outcome }));
      }
      await writebacks.add(aWriteback(tenantId, { sessionId: 'rst_other', outcome: 'refused' }));
      expect(await writebacks.countRefused(tenantId, 'rst_counted')).toBe(2);
      expect(await writebacks.countRefused(aTenant(), 'rst_counted')).toBe(0);
    });

    test('know when a person was last reset, and count nothing else for it', async () => {
      const { writebacks } = storage();
      const tenantId = aTenant();
      const user = aUser(tenantId);
      expect(await writebacks.lastResetAt(user)).toBeNull();
      const rows = [
        ['reset', 'applied', MORNING + 1],
        ['reset', 'applied', MORNING + 2],
        ['reset', 'refused', MORNING + 3],
        ['change', 'applied', MORNING + 4],
        ['unlock', 'applied', MORNING + 5],
      ] as const;
      for (const [kind, outcome, settledAt] of rows) {
        await writebacks.add(aWriteback(tenantId, { user, kind, outcome, settledAt }));
      }
      const other = { user: aUser(tenantId), outcome: 'applied', settledAt: MORNING + 6 } as const;
      await writebacks.add(aWriteback(tenantId, other));
      expect(await writebacks.lastResetAt(user)).toBe(MORNING + 2);
      expect(await writebacks.lastResetAt({ ...user, tenantId: aTenant() })).toBeNull();
    });

    test('deletes what was settled before a time, and nothing that waits for its outcome', async () => {
      const { writebacks } = storage();
      const old = aWriteback(aTenant(), { intendedAt: MORNING - 9 });
      const young = aWriteback(aTenant(), { intendedAt: MORNING - 9 });
      const open = aWriteback(aTenant(), { intendedAt: MORNING - 9, outcome: 'uncertain' });
      for (const row of [old, young, open]) await writebacks.add(row);
      await writebacks.settle(old.tenantId, old.id, 'applied', null, MORNING - 1);
      await writebacks.settle(young.tenantId, young.id, 'applied', null, MORNING);
      expect(await writebacks.purge(MORNING, 10)).toBe(1);
      expect(await writebacks.get(old.tenantId, old.id)).toBeNull();
      expect(await writebacks.get(young.tenantId, young.id)).not.toBeNull();
      expect(await writebacks.get(open.tenantId, open.id)).not.toBeNull();
    });
  });
}
