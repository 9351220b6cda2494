import { describe, expect, test } from 'vitest';
import type { EnrolmentRow } from '../../../src/ports/storage/enrolments.ts';
import { freshStorage, oneStorage, type OpenStorage } from './opened.ts';
import { aTenant, aUser, MINUTE, MORNING, unique } from './samples.ts';

function anEnrolment(tenantId: string, changes: Partial<EnrolmentRow> = {}): EnrolmentRow {
  return {
    id: unique('enr'),
    user: aUser(tenantId),
    methodId: 'app-code',
    sessionId: unique('ses'),
    keptSealed: 'sealed',
    attempts: 0,
    maxAttempts: 5,
    createdAt: MORNING,
    expiresAt: MORNING + 15 * MINUTE,
    usedAt: null,
    ...changes,
  };
}

export function describeEnrolmentsContract(open: OpenStorage): void {
  describe('enrolments', () => {
    const storage = oneStorage(open);

    async function added(...parts: Parameters<typeof anEnrolment>) {
      const row = anEnrolment(...parts);
      await storage().enrolments.add(row);
      return row;
    }

    test('gives back what was kept', async () => {
      const row = await added(aTenant());
      expect(await storage().enrolments.get(row.user.tenantId, row.id)).toEqual(row);
    });

    test('counts every attempt once, however many come at once, and no more than allowed', async () => {
      const row = await added(aTenant(), { maxAttempts: 3 });
      const { enrolments } = storage();
      const counted = await Promise.all(
        Array.from({ length: 8 }, () =>
          enrolments.countAttempt(row.user.tenantId, row.id, MORNING),
        ),
      );
      const attempts = counted.flatMap((one) => (one === null ? [] : [one.attempts]));
      expect(attempts.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    });

    test('is used by exactly one caller, and forgets what was kept', async () => {
      const row = await added(aTenant());
      const { enrolments } = storage();
      const used = await Promise.all(
        Array.from({ length: 5 }, () => enrolments.consume(row.user.tenantId, row.id, MORNING)),
      );
      expect(used.filter(Boolean)).toHaveLength(1);
      expect(await enrolments.get(row.user.tenantId, row.id)).toMatchObject({
        usedAt: MORNING,
        keptSealed: '',
      });
      expect(await enrolments.countAttempt(row.user.tenantId, row.id, MORNING)).toBeNull();
    });

    test('takes nothing once it has run out', async () => {
      const row = await added(aTenant());
      const { enrolments } = storage();
      const { expiresAt } = row;
      expect(await enrolments.countAttempt(row.user.tenantId, row.id, expiresAt)).toBeNull();
      expect(await enrolments.consume(row.user.tenantId, row.id, expiresAt)).toBe(false);
    });

    test('ends what a session had begun of one method, and nothing else', async () => {
      const row = await added(aTenant());
      const { tenantId } = row.user;
      const { sessionId } = row;
      const others = [
        await added(tenantId, { sessionId, methodId: 'email' }),
        await added(tenantId),
        await added(aTenant(), { sessionId }),
      ];
      const { enrolments } = storage();
      expect(await enrolments.voidOf(tenantId, sessionId, 'app-code', MORNING)).toBe(1);
      expect(await enrolments.consume(tenantId, row.id, MORNING)).toBe(false);
      for (const other of others)
        expect(await enrolments.consume(other.user.tenantId, other.id, MORNING)).toBe(true);
    });

    test('cannot be read or used from another tenant', async () => {
      const row = await added(aTenant());
      const stranger = aTenant();
      const { enrolments } = storage();
      expect(await enrolments.get(stranger, row.id)).toBeNull();
      expect(await enrolments.countAttempt(stranger, row.id, MORNING)).toBeNull();
      expect(await enrolments.consume(stranger, row.id, MORNING)).toBe(false);
    });
  });

  describe('enrolments of all tenants', () => {
    const storage = freshStorage(open);

    test('purges what ran out, the oldest first', async () => {
      const { enrolments } = storage();
      const rows = [1, 2, 3].map((minutes) =>
        anEnrolment(aTenant(), { expiresAt: MORNING + minutes * MINUTE }),
      );
      for (const row of rows) await enrolments.add(row);
      expect(await enrolments.purge(MORNING + 3 * MINUTE, 1)).toBe(1);
      expect(await enrolments.get(rows[0]?.user.tenantId ?? '', rows[0]?.id ?? '')).toBeNull();
      expect(await enrolments.purge(MORNING + 3 * MINUTE, 10)).toBe(1);
      expect(await enrolments.get(rows[2]?.user.tenantId ?? '', rows[2]?.id ?? '')).toEqual(
        rows[2],
      );
    });
  });
}
