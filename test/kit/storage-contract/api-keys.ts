import { describe, expect, test } from 'vitest';
import { oneStorage, type OpenStorage } from './opened.ts';
import { anApiKey, aTenant, HOUR, MINUTE, MORNING } from './samples.ts';

export function describeApiKeysContract(open: OpenStorage): void {
  describe('API keys', () => {
    const storage = oneStorage(open);

    test('accepts a key until it expires and gives back what was kept', async () => {
      const { apiKeys } = storage();
      const key = anApiKey(aTenant());
      await apiKeys.add(key);
      expect(await apiKeys.use(key.keyMac, MORNING)).toEqual({ ...key, lastUsedAt: MORNING });
      expect(await apiKeys.use(key.keyMac, MORNING + HOUR - 1)).not.toBeNull();
      expect(await apiKeys.use(key.keyMac, MORNING + HOUR)).toBeNull();
      expect(await apiKeys.use('another', MORNING)).toBeNull();
    });

    test('keeps a key without an end usable', async () => {
      const { apiKeys } = storage();
      const key = anApiKey(aTenant(), { expiresAt: null, createdBy: null });
      await apiKeys.add(key);
      expect(await apiKeys.use(key.keyMac, MORNING + 10_000 * HOUR)).not.toBeNull();
    });

    test('notes the use of a key at most once a minute', async () => {
      const { apiKeys } = storage();
      const key = anApiKey(aTenant());
      await apiKeys.add(key);
      const noted = async (now: number) => (await apiKeys.use(key.keyMac, now))?.lastUsedAt;
      expect(await noted(MORNING)).toBe(MORNING);
      expect(await noted(MORNING + MINUTE - 1)).toBe(MORNING);
      expect(await noted(MORNING + MINUTE)).toBe(MORNING + MINUTE);
    });

    test('refuses a revoked key at once and revokes it once', async () => {
      const { apiKeys } = storage();
      const key = anApiKey(aTenant());
      await apiKeys.add(key);
      await apiKeys.use(key.keyMac, MORNING);
      expect(await apiKeys.revoke(key.tenantId, key.id, MORNING + 5)).toBe(true);
      expect(await apiKeys.use(key.keyMac, MORNING + 6)).toBeNull();
      expect(await apiKeys.revoke(key.tenantId, key.id, MORNING + 7)).toBe(false);
      expect((await apiKeys.list(key.tenantId))[0]?.revokedAt).toBe(MORNING + 5);
    });

    test('lists keys oldest first', async () => {
      const { apiKeys } = storage();
      const tenant = aTenant();
      const young = anApiKey(tenant, { id: 'key_1', createdAt: MORNING + 1 });
      const old = anApiKey(tenant, { id: 'key_2' });
      await apiKeys.add(young);
      await apiKeys.add(old);
      expect(await apiKeys.list(tenant)).toEqual([old, young]);
    });

    test('cannot be listed or revoked from another tenant', async () => {
      const { apiKeys } = storage();
      const key = anApiKey(aTenant());
      await apiKeys.add(key);
      const stranger = aTenant();
      expect(await apiKeys.list(stranger)).toEqual([]);
      expect(await apiKeys.revoke(stranger, key.id, MORNING)).toBe(false);
      expect(await apiKeys.use(key.keyMac, MORNING)).not.toBeNull();
    });

    test('notes and revokes one key alone, even when two tenants gave theirs one id', async () => {
      const { apiKeys } = storage();
      const key = anApiKey(aTenant());
      const twin = anApiKey(aTenant(), { id: key.id });
      const neighbour = anApiKey(key.tenantId);
      for (const row of [key, twin, neighbour]) await apiKeys.add(row);
      await apiKeys.use(key.keyMac, MORNING);
      await apiKeys.revoke(key.tenantId, key.id, MORNING);
      expect(await apiKeys.list(twin.tenantId)).toEqual([twin]);
      expect(await apiKeys.list(key.tenantId)).toContainEqual(neighbour);
    });
  });
}
