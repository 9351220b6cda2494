import { describe, expect, test } from 'vitest';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { aChallenge, aTenant, MINUTE, MORNING, unique, unresolved } from './samples.ts';

const found = (armed: { readonly codeMac: string; readonly destinationSealed: string }) => ({
  armed: true,
  promptSealed: null,
  ...armed,
});

export function describeChallengesContract(open: OpenStorage): void {
  describe('challenges', () => {
    const storage = oneStorage(open);

    async function added(...parts: Parameters<typeof aChallenge>) {
      const challenge = aChallenge(...parts);
      await storage().challenges.add(challenge);
      return challenge;
    }

    test('gives back what was kept', async () => {
      const challenge = await added(aTenant());
      expect(await storage().challenges.get(challenge.tenantId, challenge.id)).toEqual(challenge);
      expect(await storage().challenges.get(challenge.tenantId, 'chl_other')).toBeNull();
    });

    test('is consumed by exactly one of 30 callers', async () => {
      const { tenantId, id } = await added(aTenant());
      const wins = await atOnce(30, () =>
        storage().challenges.consume(tenantId, id, MORNING, null),
      );
      expect(wins.filter(Boolean)).toHaveLength(1);
      expect(await storage().challenges.get(tenantId, id)).toMatchObject({ usedAt: MORNING });
    });

    test('counts no more attempts than its cap for 50 callers at once', async () => {
      const { tenantId, id } = await added(aTenant());
      const counted = await atOnce(50, () =>
        storage().challenges.countAttempt(tenantId, id, MORNING),
      );
      const seen = counted.flatMap((row) => (row === null ? [] : [row.attempts]));
      expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
      expect(await storage().challenges.get(tenantId, id)).toMatchObject({ attempts: 5 });
    });

    test.each([
      ['used', { usedAt: MORNING }],
      ['void', { voidedAt: MORNING }],
      ['expired', { expiresAt: MORNING }],
    ])('counts, arms and consumes nothing once it is %s', async (_, changes) => {
      const { challenges } = storage();
      const { tenantId, id } = await added(aTenant(), { ...unresolved, ...changes });
      expect(await challenges.countAttempt(tenantId, id, MORNING)).toBeNull();
      const armed = found({ codeMac: 'new', destinationSealed: 'new' });
      expect(await challenges.resolve(tenantId, id, armed, MORNING)).toBe(false);
      expect(await challenges.consume(tenantId, id, MORNING, null)).toBe(false);
      const coded = await added(aTenant(), changes);
      expect(await challenges.consume(coded.tenantId, coded.id, MORNING, null)).toBe(false);
    });

    test('accepts nothing before it is armed, and is armed once', async () => {
      const { challenges } = storage();
      const { tenantId, id } = await added(aTenant(), unresolved);
      expect(await challenges.consume(tenantId, id, MORNING, null)).toBe(false);
      const armings = await atOnce(5, (index) =>
        challenges.resolve(
          tenantId,
          id,
          found({ codeMac: `m${index}`, destinationSealed: 's' }),
          MORNING,
        ),
      );
      expect(armings.filter(Boolean)).toHaveLength(1);
      expect(await challenges.get(tenantId, id)).toMatchObject({
        codeMac: `m${armings.indexOf(true)}`,
        destinationSealed: 's',
      });
      expect(await challenges.consume(tenantId, id, MORNING, null)).toBe(true);
    });

    test('accepts nothing once its look-up found nobody', async () => {
      const { challenges } = storage();
      const { tenantId, id } = await added(aTenant(), unresolved);
      const nobody = { armed: false, codeMac: null, destinationSealed: null, promptSealed: 'p' };
      expect(await challenges.resolve(tenantId, id, nobody, MORNING)).toBe(true);
      expect(await challenges.resolve(tenantId, id, { ...nobody, armed: true }, MORNING)).toBe(
        false,
      );
      expect(await challenges.consume(tenantId, id, MORNING, null)).toBe(false);
      expect(await challenges.get(tenantId, id)).toMatchObject({
        armedAt: null,
        resolvedAt: MORNING,
        promptSealed: 'p',
      });
    });

    test('keeps the prompt it was made with, and the digest of the answer that was right', async () => {
      const { challenges } = storage();
      const { tenantId, id } = await added(aTenant(), { ...unresolved, promptSealed: 'made' });
      const held = { armed: true, codeMac: null, destinationSealed: null, promptSealed: null };
      await challenges.resolve(tenantId, id, held, MORNING);
      expect(await challenges.consume(tenantId, id, MORNING, 'answer')).toBe(true);
      expect(await challenges.get(tenantId, id)).toMatchObject({
        promptSealed: 'made',
        codeMac: 'answer',
      });
    });

    test('is changed without a neighbour in its session', async () => {
      const { challenges } = storage();
      const row = await added(aTenant());
      const neighbour = await added(row.tenantId, { sessionId: row.sessionId, ...unresolved });
      const unarmed = await added(row.tenantId, { sessionId: row.sessionId, ...unresolved });
      await challenges.countAttempt(row.tenantId, row.id, MORNING);
      const armed = found({ codeMac: 'c', destinationSealed: 's' });
      await challenges.resolve(row.tenantId, unarmed.id, armed, MORNING);
      await challenges.consume(row.tenantId, unarmed.id, MORNING, null);
      expect(await challenges.get(row.tenantId, neighbour.id)).toEqual(neighbour);
      expect(await challenges.get(row.tenantId, row.id)).toEqual({ ...row, attempts: 1 });
    });

    test('voids the live challenges of one session and counts them', async () => {
      const { challenges } = storage();
      const tenant = aTenant();
      const sessionId = unique('rst');
      const live = await added(tenant, { sessionId });
      await added(tenant, { sessionId, usedAt: MORNING });
      await added(tenant, { sessionId, voidedAt: MORNING });
      const other = await added(tenant);
      expect(await challenges.voidOf(tenant, sessionId, MORNING + MINUTE)).toBe(1);
      expect((await challenges.get(tenant, live.id))?.voidedAt).toBe(MORNING + MINUTE);
      expect((await challenges.get(tenant, other.id))?.voidedAt).toBeNull();
    });

    test('cannot be read or changed from another tenant', async () => {
      const { challenges } = storage();
      const challenge = await added(aTenant(), unresolved);
      const { id, sessionId } = challenge;
      const stranger = aTenant();
      const armed = found({ codeMac: 'x', destinationSealed: 'x' });
      expect(await challenges.get(stranger, id)).toBeNull();
      expect(await challenges.resolve(stranger, id, armed, MORNING)).toBe(false);
      expect(await challenges.countAttempt(stranger, id, MORNING)).toBeNull();
      expect(await challenges.voidOf(stranger, sessionId, MORNING)).toBe(0);
      expect(await challenges.get(challenge.tenantId, id)).toEqual(challenge);
      const coded = await added(aTenant());
      expect(await challenges.consume(stranger, coded.id, MORNING, null)).toBe(false);
      expect(await challenges.get(coded.tenantId, coded.id)).toEqual(coded);
    });
  });
}
