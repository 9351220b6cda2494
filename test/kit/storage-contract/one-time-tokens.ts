import { describe, expect, test } from 'vitest';
import { atOnce, freshStorage, oneStorage, type OpenStorage } from './opened.ts';
import { aOneTimeToken, HOUR, MORNING } from './samples.ts';

export function describeOneTimeTokensContract(open: OpenStorage): void {
  describe('one-time tokens', () => {
    const storage = oneStorage(open);

    test('is looked at without being used, as often as one likes', async () => {
      const { oneTimeTokens } = storage();
      const row = aOneTimeToken();
      await oneTimeTokens.add(row);
      for (let look = 0; look < 3; look += 1) {
        expect(await oneTimeTokens.peek('not-me', row.tokenMac, MORNING)).toEqual(row);
      }
      expect(await oneTimeTokens.peek('set-up', row.tokenMac, MORNING)).toBeNull();
      expect(await oneTimeTokens.peek('not-me', 'another', MORNING)).toBeNull();
      expect(await oneTimeTokens.peek('not-me', row.tokenMac, MORNING + HOUR)).toBeNull();
    });

    test('is accepted from exactly one of 30 callers', async () => {
      const { oneTimeTokens } = storage();
      const row = aOneTimeToken();
      await oneTimeTokens.add(row);
      const answers = await atOnce(30, () =>
        oneTimeTokens.consume('not-me', row.tokenMac, MORNING),
      );
      expect(answers.filter((answer) => answer !== null)).toEqual([{ ...row, usedAt: MORNING }]);
      expect(await oneTimeTokens.peek('not-me', row.tokenMac, MORNING)).toBeNull();
    });

    test('is not accepted for another purpose or after its time', async () => {
      const { oneTimeTokens } = storage();
      const row = aOneTimeToken();
      await oneTimeTokens.add(row);
      expect(await oneTimeTokens.consume('set-up', row.tokenMac, MORNING)).toBeNull();
      expect(await oneTimeTokens.consume('not-me', row.tokenMac, MORNING + HOUR)).toBeNull();
      expect(
        await oneTimeTokens.consume('not-me', row.tokenMac, MORNING + HOUR - 1),
      ).not.toBeNull();
    });

    test('belongs to nobody when it is for the installation itself', async () => {
      const { oneTimeTokens } = storage();
      const row = aOneTimeToken({ purpose: 'set-up', tenantId: null, user: null, about: null });
      await oneTimeTokens.add(row);
      expect(await oneTimeTokens.peek('set-up', row.tokenMac, MORNING)).toEqual(row);
    });
  });

  describe('one-time tokens of the whole installation', () => {
    const storage = freshStorage(open);

    test('voids the unused tokens of one purpose', async () => {
      const { oneTimeTokens } = storage();
      const setUp = [aOneTimeToken({ purpose: 'set-up' }), aOneTimeToken({ purpose: 'set-up' })];
      const notMe = aOneTimeToken();
      for (const row of [...setUp, notMe]) await oneTimeTokens.add(row);
      await oneTimeTokens.consume('set-up', setUp[0]?.tokenMac ?? '', MORNING);
      expect(await oneTimeTokens.voidAll('set-up', MORNING)).toBe(1);
      expect(await oneTimeTokens.consume('set-up', setUp[1]?.tokenMac ?? '', MORNING)).toBeNull();
      expect(await oneTimeTokens.peek('not-me', notMe.tokenMac, MORNING)).toEqual(notMe);
    });

    test('deletes what ran out before a time, so many at once', async () => {
      const { oneTimeTokens } = storage();
      const over = [aOneTimeToken(), aOneTimeToken(), aOneTimeToken()];
      const live = aOneTimeToken({ expiresAt: MORNING + 2 * HOUR });
      for (const row of [...over, live]) await oneTimeTokens.add(row);
      expect(await oneTimeTokens.purge(MORNING + HOUR + 1, 2)).toBe(2);
      expect(await oneTimeTokens.purge(MORNING + HOUR + 1, 2)).toBe(1);
      expect(await oneTimeTokens.peek('not-me', live.tokenMac, MORNING)).toEqual(live);
    });
  });
}
