import type { ResetSession } from '../../../src/domain/reset/session.ts';
import { describe, expect, test } from 'vitest';
import { atOnce, freshStorage, oneStorage, type OpenStorage } from './opened.ts';
import { aChallenge, aResetSession, aTenant, aUser, MINUTE, MORNING } from './samples.ts';

export function describeResetSessionsContract(open: OpenStorage): void {
  describe('reset sessions', () => {
    const storage = oneStorage(open);

    async function added(...parts: Parameters<typeof aResetSession>) {
      const row = aResetSession(...parts);
      await storage().resetSessions.add(row);
      return row;
    }

    test('gives back what was kept by id, token, previous token and reference', async () => {
      const { resetSessions } = storage();
      const tenant = aTenant();
      const passed = {
        challengeId: 'chl_1',
        methodId: 'email',
        methodClass: 'mail',
        fills: 1 as const,
        passedAt: MORNING,
      };
      const row = await added(
        tenant,
        { previousTokenMac: 'before', sends: { email: 2, text: 1 } },
        {
          state: 'password',
          subject: aUser(tenant),
          passed: [passed],
          grantExpiresAt: MORNING + MINUTE,
          writebackId: 'wbk_1',
          openChallengeId: 'chl_2',
        },
      );
      expect(await resetSessions.byId(tenant, row.id)).toEqual(row);
      expect(await resetSessions.byToken(tenant, row.tokenMac)).toEqual(row);
      expect(await resetSessions.byPreviousToken(tenant, 'before')).toEqual(row);
      expect(await resetSessions.byReference(tenant, row.reference)).toEqual(row);
      expect(await resetSessions.byToken(tenant, 'another')).toBeNull();
    });

    test('names the later of two sessions with one reference', async () => {
      const tenant = aTenant();
      const early = await added(tenant);
      const late = await added(tenant, { reference: early.reference }, { startedAt: MORNING + 1 });
      expect(await storage().resetSessions.byReference(tenant, early.reference)).toEqual(late);
    });

    test('moves only from the version that was seen', async () => {
      const { resetSessions } = storage();
      const row = await added(aTenant());
      const neighbour = await added(row.tenantId);
      const next = {
        ...row,
        tokenMac: 'rotated',
        session: { ...row.session, state: 'proving' as const },
      };
      expect(await resetSessions.move(row, next)).toEqual({ ...next, version: 2 });
      expect(await resetSessions.move(row, { ...next, tokenMac: 'late' })).toBeNull();
      expect(await resetSessions.move(row, { ...row, sends: { email: 9 } })).toBeNull();
      expect(await resetSessions.byId(row.tenantId, row.id)).toEqual({ ...next, version: 2 });
      const later = { ...next, version: 2, sends: { email: 2 } };
      expect(await resetSessions.move({ ...next, version: 2 }, later)).toEqual({
        ...later,
        version: 3,
      });
      expect(await resetSessions.byToken(row.tenantId, 'rotated')).toMatchObject({ version: 3 });
      expect(await resetSessions.byId(row.tenantId, neighbour.id)).toEqual(neighbour);
    });

    test('writes every field of a session that moves', async () => {
      const { resetSessions } = storage();
      const tenant = aTenant();
      const row = await added(tenant, {}, { kind: 'unlock' });
      const passed = {
        challengeId: 'chl_1',
        methodId: 'email',
        methodClass: 'mail',
        fills: 1,
        passedAt: MORNING,
      } as const;
      const session: Required<ResetSession> = {
        kind: 'reset',
        state: 'writing',
        subject: aUser(tenant),
        openChallengeId: 'chl_3',
        passed: [passed],
        writebackId: 'wbk_2',
        startedAt: row.session.startedAt,
        expiresAt: row.session.expiresAt + MINUTE,
        grantExpiresAt: MORNING + 2 * MINUTE,
      };
      await resetSessions.move(row, { ...row, session });
      expect(await resetSessions.byId(tenant, row.id)).toMatchObject({ session });
    });

    test('lets one of 30 moves from one version through', async () => {
      const { resetSessions } = storage();
      const row = await added(aTenant());
      const moves = await atOnce(30, (index) =>
        resetSessions.move(row, { ...row, sends: { email: index } }),
      );
      expect(moves.filter((moved) => moved !== null)).toHaveLength(1);
      expect((await resetSessions.byId(row.tenantId, row.id))?.version).toBe(2);
    });

    test('ends the open sessions of one person but the excepted one', async () => {
      const { resetSessions } = storage();
      const tenant = aTenant();
      const subject = aUser(tenant);
      const open_ = {
        subject,
        state: 'password',
        openChallengeId: 'chl_1',
        grantExpiresAt: MORNING + 1,
      } as const;
      const ended = await added(tenant, {}, open_);
      const kept = await added(tenant, {}, open_);
      const writing = await added(tenant, {}, { subject, state: 'writing' });
      const done = await added(tenant, { endedAt: MORNING }, { subject, state: 'done' });
      const stranger = await added(tenant, {}, { ...open_, subject: aUser(tenant) });
      expect(await resetSessions.endOpenOf(subject, kept.id, MORNING + 5)).toBe(1);
      expect(await resetSessions.byId(tenant, ended.id)).toEqual({
        ...ended,
        version: 2,
        endedAt: MORNING + 5,
        session: {
          ...ended.session,
          state: 'cancelled',
          openChallengeId: null,
          grantExpiresAt: null,
        },
      });
      for (const row of [kept, writing, done, stranger]) {
        expect(await resetSessions.byId(tenant, row.id)).toEqual(row);
      }
      expect(await resetSessions.endOpenOf(subject, null, MORNING + 6)).toBe(1);
      expect(await resetSessions.endOpenOf(subject, null, MORNING + 7)).toBe(0);
    });

    test('names the open sessions of a person, oldest first', async () => {
      const { resetSessions } = storage();
      const tenant = aTenant();
      const subject = aUser(tenant);
      const later = await added(tenant, {}, { subject, state: 'proving', startedAt: MORNING + 2 });
      const first = await added(tenant, {}, { subject, state: 'choosing', startedAt: MORNING + 1 });
      await added(tenant, {}, { subject, state: 'writing' });
      await added(tenant, { endedAt: MORNING }, { subject, state: 'cancelled' });
      await added(tenant, {}, { subject: aUser(tenant), state: 'proving' });
      await added(aTenant(), {}, { subject, state: 'proving' });
      expect(await resetSessions.openOf(subject)).toEqual([first, later]);
    });

    test('refuses a move from before a session was ended by others', async () => {
      const { resetSessions } = storage();
      const tenant = aTenant();
      const subject = aUser(tenant);
      const row = await added(tenant, {}, { subject, state: 'password' });
      await resetSessions.endOpenOf(subject, null, MORNING);
      expect(await resetSessions.move(row, row)).toBeNull();
    });

    test('cannot be read or changed from another tenant', async () => {
      const { resetSessions } = storage();
      const tenant = aTenant();
      const subject = aUser(tenant);
      const row = await added(tenant, { previousTokenMac: 'previous' }, { subject });
      const stranger = aTenant();
      expect(await resetSessions.byId(stranger, row.id)).toBeNull();
      expect(await resetSessions.byToken(stranger, row.tokenMac)).toBeNull();
      expect(await resetSessions.byPreviousToken(stranger, 'previous')).toBeNull();
      expect(await resetSessions.byReference(stranger, row.reference)).toBeNull();
      expect(await resetSessions.move(row, { ...row, tenantId: stranger })).toBeNull();
      expect(await resetSessions.endOpenOf({ ...subject, tenantId: stranger }, null, 1)).toBe(0);
      expect(await resetSessions.endOpenOf({ ...subject, directoryId: 'dir_b' }, null, 1)).toBe(0);
      expect(await resetSessions.byId(tenant, row.id)).toEqual(row);
    });
  });

  describe('reset sessions of all tenants', () => {
    const storage = freshStorage(open);

    test('finds open sessions whose time or grant has run out, oldest first', async () => {
      const { resetSessions } = storage();
      const rows = {
        late: aResetSession(aTenant(), {}, { expiresAt: MORNING + 2 }),
        early: aResetSession(aTenant(), {}, { expiresAt: MORNING + 1 }),
        grant: aResetSession(
          aTenant(),
          {},
          { state: 'password', expiresAt: MORNING + 9, grantExpiresAt: MORNING + 3 },
        ),
        notYet: aResetSession(aTenant(), {}, { expiresAt: MORNING + 4 }),
        writing: aResetSession(aTenant(), {}, { state: 'writing', expiresAt: MORNING }),
        ended: aResetSession(
          aTenant(),
          { endedAt: MORNING },
          { state: 'done', expiresAt: MORNING },
        ),
      };
      for (const row of Object.values(rows)) await resetSessions.add(row);
      expect(await resetSessions.overdue(MORNING + 3, 10)).toEqual([
        rows.early,
        rows.late,
        rows.grant,
      ]);
      expect(await resetSessions.overdue(MORNING + 3, 1)).toEqual([rows.early]);
      const ended = {
        ...rows.early,
        endedAt: MORNING,
        session: { ...rows.early.session, state: 'expired' as const },
      };
      await resetSessions.move(rows.early, ended);
      expect(await resetSessions.overdue(MORNING + 3, 10)).toEqual([rows.late, rows.grant]);
    });

    test('purges ended sessions with their challenges, and no others', async () => {
      const { resetSessions, challenges } = storage();
      const tenant = aTenant();
      const old = aResetSession(tenant, { endedAt: MORNING - 2 });
      const older = aResetSession(tenant, { endedAt: MORNING - 3 });
      const recent = aResetSession(tenant, { endedAt: MORNING });
      const running = aResetSession(tenant);
      const twin = aResetSession(aTenant(), { id: old.id });
      for (const row of [old, older, recent, running, twin]) await resetSessions.add(row);
      const gone = aChallenge(tenant, { sessionId: old.id });
      const kept = aChallenge(tenant, { sessionId: running.id });
      const twins = aChallenge(twin.tenantId, { sessionId: twin.id });
      for (const row of [gone, kept, twins]) await challenges.add(row);
      expect(await resetSessions.purge(MORNING, 1)).toBe(1);
      expect(await resetSessions.byId(tenant, older.id)).toBeNull();
      expect(await resetSessions.purge(MORNING, 10)).toBe(1);
      expect(await resetSessions.byId(tenant, old.id)).toBeNull();
      expect(await challenges.get(tenant, gone.id)).toBeNull();
      for (const row of [recent, running, twin]) {
        expect(await resetSessions.byId(row.tenantId, row.id)).toEqual(row);
      }
      for (const row of [kept, twins]) {
        expect(await challenges.get(row.tenantId, row.id)).toEqual(row);
      }
    });
  });
}
