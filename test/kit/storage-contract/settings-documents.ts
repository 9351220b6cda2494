import { describe, expect, test } from 'vitest';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { aTenant, MORNING } from './samples.ts';

export function describeSettingsDocumentsContract(open: OpenStorage): void {
  describe('settings documents', () => {
    const storage = oneStorage(open);

    test('numbers each version of a section and keeps the last one', async () => {
      const { settings } = storage();
      const tenant = aTenant();
      expect(await settings.current(tenant, 'policy')).toBeNull();
      const first = { scope: 'none', list: [1, { a: null }], text: 'é "quoted"' };
      expect(await settings.replace(tenant, 'policy', 0, first, MORNING, null)).toBe(1);
      expect(await settings.current(tenant, 'policy')).toEqual({
        section: 'policy',
        version: 1,
        document: first,
        updatedAt: MORNING,
        updatedBy: null,
      });
      expect(await settings.replace(tenant, 'policy', 1, { scope: 'all' }, 5, 'usr_1')).toBe(2);
      expect(await settings.current(tenant, 'policy')).toEqual({
        section: 'policy',
        version: 2,
        document: { scope: 'all' },
        updatedAt: 5,
        updatedBy: 'usr_1',
      });
    });

    test('lets one of 20 writers of one version through, the first version too', async () => {
      const { settings } = storage();
      const tenant = aTenant();
      for (const seen of [0, 1]) {
        const written = await atOnce(20, (index) =>
          settings.replace(tenant, 'policy', seen, { index }, MORNING, null),
        );
        expect(written.filter((version) => version !== null)).toEqual([seen + 1]);
        const winner = written.findIndex((version) => version !== null);
        expect((await settings.current(tenant, 'policy'))?.document).toEqual({ index: winner });
      }
    });

    test('refuses a version that is not the current one', async () => {
      const { settings } = storage();
      const tenant = aTenant();
      expect(await settings.replace(tenant, 'policy', 3, {}, MORNING, null)).toBeNull();
      expect(await settings.current(tenant, 'policy')).toBeNull();
      await settings.replace(tenant, 'policy', 0, { kept: true }, MORNING, null);
      for (const seen of [0, 2]) {
        expect(await settings.replace(tenant, 'policy', seen, {}, MORNING, null)).toBeNull();
      }
      expect((await settings.current(tenant, 'policy'))?.document).toEqual({ kept: true });
    });

    test('keeps sections apart', async () => {
      const { settings } = storage();
      const tenant = aTenant();
      await settings.replace(tenant, 'policy', 0, { of: 'policy' }, MORNING, null);
      await settings.replace(tenant, 'organisation', 0, { of: 'organisation' }, MORNING, null);
      await settings.replace(tenant, 'organisation', 1, { of: 'other' }, MORNING, null);
      expect((await settings.current(tenant, 'policy'))?.document).toEqual({ of: 'policy' });
    });

    test('cannot be read or changed from another tenant', async () => {
      const { settings } = storage();
      const tenant = aTenant();
      const stranger = aTenant();
      await settings.replace(tenant, 'policy', 0, { kept: true }, MORNING, null);
      expect(await settings.current(stranger, 'policy')).toBeNull();
      expect(await settings.replace(stranger, 'policy', 1, {}, MORNING, null)).toBeNull();
      expect(await settings.replace(stranger, 'policy', 0, {}, MORNING, null)).toBe(1);
      expect(await settings.current(tenant, 'policy')).toMatchObject({
        version: 1,
        document: { kept: true },
      });
    });
  });
}
