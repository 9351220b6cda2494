import { describe, expect, test } from 'vitest';
import { freshStorage, type OpenStorage } from './opened.ts';
import { MORNING } from './samples.ts';

export function describeTenantsContract(open: OpenStorage): void {
  describe('tenants', () => {
    const storage = freshStorage(open);

    test('keeps tenants, oldest first, and renames one alone', async () => {
      const { tenants } = storage();
      const young = { id: 'tnt_a', name: 'Fabrikam', createdAt: MORNING + 1 };
      const old = { id: 'tnt_b', name: 'Contoso', createdAt: MORNING };
      expect(await tenants.list()).toEqual([]);
      await tenants.add(young);
      await tenants.add(old);
      expect(await tenants.list()).toEqual([old, young]);
      expect(await tenants.get('tnt_a')).toEqual(young);
      expect(await tenants.get('tnt_c')).toBeNull();
      await tenants.rename('tnt_b', 'Contoso Ltd.');
      expect(await tenants.list()).toEqual([{ ...old, name: 'Contoso Ltd.' }, young]);
    });
  });
}
