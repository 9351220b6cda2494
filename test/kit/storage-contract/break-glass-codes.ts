import { describe, expect, test } from 'vitest';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { aTenant, MORNING } from './samples.ts';

export function describeBreakGlassCodesContract(open: OpenStorage): void {
  describe('break-glass codes', () => {
    const storage = oneStorage(open);
    let made = 0;
    const aCode = (tenantId: string) => {
      made += 1;
      return {
        id: `bgc_${made}`,
        tenantId,
        label: 'safe',
        codeMac: `mac-${made}`,
        createdAt: MORNING + made,
        usedAt: null,
        usedIn: null,
        revokedAt: null,
      };
    };

    test('are used up by exactly one of many at once', async () => {
      const { breakGlassCodes } = storage();
      const code = aCode(aTenant());
      await breakGlassCodes.add(code);
      const consumed = await atOnce(20, (n) =>
        breakGlassCodes.consume(code.tenantId, code.codeMac, `rst_${n}`, MORNING),
      );
      const [winner, ...others] = consumed.filter((row) => row !== null);
      expect(others).toEqual([]);
      expect(winner).toMatchObject({ id: code.id, usedAt: MORNING });
      expect(await breakGlassCodes.opened(code.tenantId, winner?.usedIn ?? '')).toBe(true);
      expect(await breakGlassCodes.opened(code.tenantId, 'rst_other')).toBe(false);
      expect(await breakGlassCodes.revoke(code.tenantId, code.id, MORNING)).toBeNull();
    });

    test('open nothing once they are revoked, and are counted no more', async () => {
      const { breakGlassCodes } = storage();
      const tenant = aTenant();
      const [first, second] = [aCode(tenant), aCode(tenant)];
      await breakGlassCodes.add(second);
      await breakGlassCodes.add(first);
      expect(await breakGlassCodes.countSealed(tenant)).toBe(2);
      expect(await breakGlassCodes.revoke(tenant, first.id, MORNING)).toMatchObject({
        revokedAt: MORNING,
      });
      expect(await breakGlassCodes.consume(tenant, first.codeMac, 'rst_1', MORNING)).toBeNull();
      expect(await breakGlassCodes.revoke(tenant, first.id, MORNING)).toBeNull();
      expect(await breakGlassCodes.countSealed(tenant)).toBe(1);
      expect((await breakGlassCodes.list(tenant)).map(({ id }) => id)).toEqual([
        first.id,
        second.id,
      ]);
    });

    test('cannot be seen, used or revoked from another tenant', async () => {
      const { breakGlassCodes } = storage();
      const code = aCode(aTenant());
      await breakGlassCodes.add(code);
      const stranger = aTenant();
      expect(await breakGlassCodes.list(stranger)).toEqual([]);
      expect(await breakGlassCodes.countSealed(stranger)).toBe(0);
      expect(await breakGlassCodes.consume(stranger, code.codeMac, 'rst_1', MORNING)).toBeNull();
      expect(await breakGlassCodes.revoke(stranger, code.id, MORNING)).toBeNull();
      expect(await breakGlassCodes.list(code.tenantId)).toEqual([code]);
    });
  });
}
