import { describe, expect, test } from 'vitest';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { aTenant, aUser, MORNING } from './samples.ts';

export function describeFreezesContract(open: OpenStorage): void {
  describe('freezes', () => {
    const storage = oneStorage(open);

    test('freezes an account once until it is lifted', async () => {
      const { freezes } = storage();
      const user = aUser(aTenant());
      const row = { user, reason: 'reported-not-me', frozenAt: MORNING } as const;
      const frozen = await atOnce(10, () => freezes.freeze(row));
      expect(frozen.filter(Boolean)).toHaveLength(1);
      expect(await freezes.freeze({ user, reason: 'administrator', frozenAt: 1 })).toBe(false);
      expect(await freezes.get(user)).toEqual(row);
      expect(await freezes.lift(user)).toBe(true);
      expect(await freezes.get(user)).toBeNull();
      expect(await freezes.lift(user)).toBe(false);
    });

    test('lists frozen accounts oldest first', async () => {
      const { freezes } = storage();
      const tenant = aTenant();
      const young = {
        user: aUser(tenant, 'usr_1'),
        reason: 'administrator',
        frozenAt: MORNING + 1,
      } as const;
      const old = {
        user: aUser(tenant, 'usr_2'),
        reason: 'administrator',
        frozenAt: MORNING,
      } as const;
      await freezes.freeze(young);
      await freezes.freeze(old);
      expect(await freezes.list(tenant)).toEqual([old, young]);
    });

    test('cannot be read or lifted from another tenant or for another directory', async () => {
      const { freezes } = storage();
      const user = aUser(aTenant());
      const row = { user, reason: 'administrator', frozenAt: MORNING } as const;
      await freezes.freeze(row);
      const stranger = aTenant();
      for (const other of [
        { ...user, tenantId: stranger },
        { ...user, directoryId: 'dir_other' },
        { ...user, anchor: 'usr_other' },
      ]) {
        expect(await freezes.get(other)).toBeNull();
        expect(await freezes.lift(other)).toBe(false);
      }
      expect(await freezes.list(stranger)).toEqual([]);
      expect(await freezes.get(user)).toEqual(row);
    });
  });
}
