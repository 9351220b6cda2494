import { describe, expect, test } from 'vitest';
import { freshStorage, oneStorage, type OpenStorage } from './opened.ts';
import { aSignInSession, aTenant, aUser, HOUR, MINUTE, MORNING } from './samples.ts';

export function describeSignInSessionsContract(open: OpenStorage): void {
  describe('sign-in sessions', () => {
    const storage = oneStorage(open);

    async function added(...parts: Parameters<typeof aSignInSession>) {
      const row = aSignInSession(...parts);
      await storage().signInSessions.add(row);
      return row;
    }

    test('knows a live session by its token and gives back what was kept', async () => {
      const row = await added(aTenant());
      const { signInSessions } = storage();
      expect(await signInSessions.touch(row.tenantId, row.tokenMac, MORNING)).toEqual(row);
      expect(await signInSessions.touch(row.tenantId, 'another', MORNING)).toBeNull();
    });

    test('notes a visit at most once a minute', async () => {
      const row = await added(aTenant());
      const seen = async (now: number) =>
        (await storage().signInSessions.touch(row.tenantId, row.tokenMac, now))?.lastSeenAt;
      expect(await seen(MORNING + MINUTE - 1)).toBe(MORNING);
      expect(await seen(MORNING + MINUTE)).toBe(MORNING + MINUTE);
    });

    test('is over when it was idle too long, and visits keep it alive', async () => {
      const row = await added(aTenant());
      const at = (now: number) => storage().signInSessions.touch(row.tenantId, row.tokenMac, now);
      expect(await at(MORNING + 15 * MINUTE - 1)).not.toBeNull();
      expect(await at(MORNING + 30 * MINUTE - 2)).not.toBeNull();
      expect(await at(MORNING + 45 * MINUTE - 2)).toBeNull();
    });

    test('is over when its time is up, however busy it was', async () => {
      const row = await added(aTenant(), { expiresAt: MORNING + MINUTE });
      const at = (now: number) => storage().signInSessions.touch(row.tenantId, row.tokenMac, now);
      expect(await at(MORNING + MINUTE - 1)).not.toBeNull();
      expect(await at(MORNING + MINUTE)).toBeNull();
    });

    test('takes a new token when the password was proved again', async () => {
      const { signInSessions } = storage();
      const row = await added(aTenant());
      const now = MORNING + MINUTE;
      expect(
        await signInSessions.reauthenticated(row.tenantId, row.id, `${row.tokenMac}2`, now),
      ).toBe(true);
      expect(await signInSessions.touch(row.tenantId, row.tokenMac, now)).toBeNull();
      expect(await signInSessions.touch(row.tenantId, `${row.tokenMac}2`, now)).toEqual({
        ...row,
        tokenMac: `${row.tokenMac}2`,
        authenticatedAt: now,
        lastSeenAt: now,
      });
      const over = MORNING + 9 * HOUR;
      expect(await signInSessions.reauthenticated(row.tenantId, row.id, 'x', over)).toBe(false);
    });

    test('goes on under a new token when an older method vouched for it', async () => {
      const { signInSessions } = storage();
      const row = await added(aTenant());
      const now = MORNING + MINUTE;
      expect(await signInSessions.vouched(aTenant(), row.id, 'x', now)).toBe(false);
      expect(await signInSessions.vouched(row.tenantId, row.id, `${row.tokenMac}2`, now)).toBe(
        true,
      );
      expect(await signInSessions.touch(row.tenantId, row.tokenMac, now)).toBeNull();
      expect(await signInSessions.touch(row.tenantId, `${row.tokenMac}2`, now)).toMatchObject({
        authenticatedAt: MORNING,
        vouchedAt: now,
      });
      const over = MORNING + 9 * HOUR;
      expect(await signInSessions.vouched(row.tenantId, row.id, 'x', over)).toBe(false);
    });

    test('is noted and renewed without its neighbours', async () => {
      const { signInSessions } = storage();
      const row = await added(aTenant());
      const neighbour = await added(row.tenantId, { user: row.user });
      const now = MORNING + MINUTE;
      await signInSessions.touch(row.tenantId, row.tokenMac, now);
      await signInSessions.reauthenticated(row.tenantId, row.id, `${row.tokenMac}2`, now);
      const seen = await signInSessions.touch(row.tenantId, neighbour.tokenMac, MORNING);
      expect(seen).toEqual(neighbour);
    });

    test('ends one session, once', async () => {
      const { signInSessions } = storage();
      const row = await added(aTenant());
      const other = await added(row.tenantId);
      expect(await signInSessions.end(row.tenantId, row.id)).toBe(true);
      expect(await signInSessions.end(row.tenantId, row.id)).toBe(false);
      expect(await signInSessions.touch(row.tenantId, row.tokenMac, MORNING)).toBeNull();
      expect(await signInSessions.touch(row.tenantId, other.tokenMac, MORNING)).toEqual(other);
    });

    test('ends every session of one person and of nobody else', async () => {
      const { signInSessions } = storage();
      const user = aUser(aTenant());
      for (const place of ['console', 'portal'] as const)
        await added(user.tenantId, { user, place });
      const others = [
        await added(user.tenantId),
        await added(user.tenantId, { user: { ...user, directoryId: 'dir_other' } }),
      ];
      expect(await signInSessions.endAllOf(user)).toBe(2);
      expect(await signInSessions.endAllOf(user)).toBe(0);
      for (const row of others) {
        expect(await signInSessions.touch(row.tenantId, row.tokenMac, MORNING)).toEqual(row);
      }
    });

    test('cannot be read or changed from another tenant', async () => {
      const { signInSessions } = storage();
      const row = await added(aTenant());
      const stranger = aTenant();
      const due = MORNING + MINUTE;
      expect(await signInSessions.touch(stranger, row.tokenMac, due)).toBeNull();
      expect(await signInSessions.reauthenticated(stranger, row.id, 'x', due)).toBe(false);
      expect(await signInSessions.end(stranger, row.id)).toBe(false);
      expect(await signInSessions.endAllOf({ ...row.user, tenantId: stranger })).toBe(0);
      expect(await signInSessions.touch(row.tenantId, row.tokenMac, MORNING)).toEqual(row);
    });

    test('notes the visit of one session alone when two tenants have one token', async () => {
      const { signInSessions } = storage();
      const row = await added(aTenant());
      const twin = await added(aTenant(), { tokenMac: row.tokenMac });
      await signInSessions.touch(row.tenantId, row.tokenMac, MORNING + MINUTE);
      expect(await signInSessions.touch(twin.tenantId, twin.tokenMac, MORNING)).toEqual(twin);
    });
  });

  describe('sign-in sessions of all tenants', () => {
    const storage = freshStorage(open);

    test('purges those that are over', async () => {
      const { signInSessions } = storage();
      const live = aSignInSession(aTenant());
      const idle = aSignInSession(aTenant(), { lastSeenAt: MORNING - 15 * MINUTE });
      const over = aSignInSession(aTenant(), { expiresAt: MORNING });
      for (const row of [live, idle, over]) await signInSessions.add(row);
      expect(await signInSessions.purge(MORNING)).toBe(2);
      expect(await signInSessions.touch(live.tenantId, live.tokenMac, MORNING)).toEqual(live);
    });
  });
}
