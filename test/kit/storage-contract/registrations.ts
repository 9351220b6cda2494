import { describe, expect, test } from 'vitest';
import type { RegistrationRow } from '../../../src/ports/storage/registrations.ts';
import { freshStorage, oneStorage, type OpenStorage } from './opened.ts';
import { aTenant, aUser, HOUR, MORNING, unique } from './samples.ts';

export function aRegistration(
  tenantId: string,
  changes: Partial<RegistrationRow> = {},
): RegistrationRow {
  return {
    id: unique('reg'),
    user: aUser(tenantId),
    methodId: 'app-code',
    label: 'Authenticator 1',
    dataSealed: 'sealed',
    lookupMac: null,
    source: 'user',
    version: 1,
    isDefault: false,
    usableFrom: MORNING,
    createdAt: MORNING,
    confirmedAt: MORNING,
    lastUsedAt: null,
    ...changes,
  };
}

export function describeRegistrationsContract(open: OpenStorage): void {
  describe('registrations', () => {
    const storage = oneStorage(open);

    async function added(...parts: Parameters<typeof aRegistration>) {
      const row = aRegistration(...parts);
      await storage().registrations.add(row);
      return row;
    }

    test('gives back what was kept, and everything of one person oldest first', async () => {
      const user = aUser(aTenant());
      const newer = await added(user.tenantId, { user, createdAt: MORNING + HOUR });
      const older = await added(user.tenantId, { user, isDefault: true, lookupMac: unique('mac') });
      await added(user.tenantId);
      const { registrations } = storage();
      expect(await registrations.of(user)).toEqual([older, newer]);
      expect(await registrations.get(user.tenantId, older.id)).toEqual(older);
    });

    test('refuses a second registration under one lookup of a method and tenant', async () => {
      const first = await added(aTenant(), { lookupMac: unique('mac') });
      const { lookupMac } = first;
      await expect(added(first.user.tenantId, { lookupMac })).rejects.toMatchObject({
        code: 'name-taken',
      });
      await added(first.user.tenantId, { lookupMac, methodId: 'passkey' });
      await added(aTenant(), { lookupMac });
      const { registrations } = storage();
      const found = await registrations.byLookup(first.user.tenantId, 'app-code', lookupMac ?? '');
      expect(found).toEqual(first);
      expect(await registrations.byLookup(first.user.tenantId, 'app-code', 'another')).toBeNull();
    });

    test('is replaced by one of those who saw the same version', async () => {
      const row = await added(aTenant());
      const { registrations } = storage();
      const outcomes = await Promise.all(
        ['one', 'two', 'three'].map((label) => registrations.replace(1, { ...row, label })),
      );
      const written = outcomes.filter((outcome) => outcome !== null);
      expect(written).toHaveLength(1);
      expect(written[0]?.version).toBe(2);
      expect(await registrations.get(row.user.tenantId, row.id)).toEqual(written[0]);
    });

    test('is removed by its owner who saw it last, once', async () => {
      const row = await added(aTenant());
      const { registrations } = storage();
      const stranger = aUser(row.user.tenantId);
      expect(await registrations.remove(stranger, row.id, 1)).toBe(false);
      expect(await registrations.remove(row.user, row.id, 2)).toBe(false);
      expect(await registrations.remove(row.user, row.id, 1)).toBe(true);
      expect(await registrations.remove(row.user, row.id, 1)).toBe(false);
    });

    test('removes all of one person, or all of one method', async () => {
      const user = aUser(aTenant());
      const neighbour = await added(user.tenantId);
      for (const methodId of ['email', 'app-code', 'app-code'])
        await added(user.tenantId, { user, methodId });
      const { registrations } = storage();
      expect(await registrations.removeAllOf(user, 'app-code')).toBe(2);
      expect((await registrations.of(user)).map(({ methodId }) => methodId)).toEqual(['email']);
      expect(await registrations.removeAllOf(user, null)).toBe(1);
      expect(await registrations.of(neighbour.user)).toEqual([neighbour]);
    });

    test('lists what a file brought of one method by label, in parts, and nothing else', async () => {
      const tenantId = aTenant();
      const { registrations } = storage();
      const token = (label: string) =>
        added(tenantId, { methodId: 'app-code', source: 'import', label });
      const [b, a2, a1, c] = [
        await token('B-1'),
        await token('A-2'),
        await token('A-1'),
        await token('A-1'),
      ];
      await added(tenantId, { methodId: 'app-code', source: 'user', label: 'A-1' });
      await added(tenantId, { methodId: 'email', source: 'import', label: 'A-1' });
      await added(aTenant(), { methodId: 'app-code', source: 'import', label: 'A-1' });
      const same = [a1, c].toSorted((one, other) => (one.id < other.id ? -1 : 1));
      const list = (label: string, after: typeof b | null, limit: number) =>
        registrations.imported(tenantId, 'app-code', { label, after, limit });
      expect(await list('', null, 10)).toEqual([...same, a2, b]);
      expect(await list('', null, 1)).toEqual(same.slice(0, 1));
      expect(await list('', same[0] ?? null, 2)).toEqual([same[1], a2]);
      expect(await list('A-', null, 10)).toEqual([...same, a2]);
      expect(await list('A_', null, 10)).toEqual([]);
    });

    test('counts and removes all of one directory', async () => {
      const user = aUser(aTenant());
      const { tenantId, directoryId } = user;
      const elsewhere = { ...user, directoryId: unique('dir') };
      const kept = [
        await added(tenantId, { user: elsewhere }),
        await added(unique('tnt'), { user: { ...user, tenantId: aTenant() } }),
      ];
      await added(tenantId, { user });
      await added(tenantId, { user: { ...user, anchor: unique('usr') } });
      const { registrations } = storage();
      expect(await registrations.countIn(tenantId, directoryId)).toBe(2);
      expect(await registrations.removeAllIn(tenantId, directoryId)).toBe(2);
      expect(await registrations.countIn(tenantId, directoryId)).toBe(0);
      for (const row of kept) expect(await registrations.of(row.user)).toEqual([row]);
    });

    test('forgets the old ones of one method, a few at a time', async () => {
      const methodId = unique('pass');
      const user = aUser(aTenant());
      const old = { user, methodId, createdAt: MORNING - HOUR };
      await added(user.tenantId, old);
      await added(user.tenantId, old);
      const kept = [
        await added(user.tenantId, { user, createdAt: MORNING - HOUR }),
        await added(user.tenantId, { user, methodId }),
      ];
      const { registrations } = storage();
      expect(await registrations.purge(methodId, MORNING, 1)).toBe(1);
      expect(await registrations.purge(methodId, MORNING, 10)).toBe(1);
      expect(await registrations.purge(methodId, MORNING, 10)).toBe(0);
      expect(await registrations.of(user)).toEqual(kept);
    });

    test('cannot be read or changed from another tenant', async () => {
      const row = await added(aTenant(), { lookupMac: unique('mac') });
      const stranger = aTenant();
      const { registrations } = storage();
      const foreign = { ...row.user, tenantId: stranger };
      expect(await registrations.of(foreign)).toEqual([]);
      expect(await registrations.get(stranger, row.id)).toBeNull();
      expect(await registrations.byLookup(stranger, row.methodId, row.lookupMac ?? '')).toBeNull();
      expect(await registrations.replace(1, { ...row, user: foreign })).toBeNull();
      expect(await registrations.remove(foreign, row.id, 1)).toBe(false);
      expect(await registrations.removeAllOf(foreign, null)).toBe(0);
      expect(await registrations.of(row.user)).toEqual([row]);
    });
  });
}

export function describeRegistrationStatesContract(open: OpenStorage): void {
  describe('registration states', () => {
    const storage = freshStorage(open);

    test('begin with nothing asked, put off or confirmed', async () => {
      const user = aUser(aTenant());
      const { registrationStates } = storage();
      expect(await registrationStates.get(user)).toBeNull();
      const row = { user, skips: 0, firstAskedAt: null, lastConfirmedAt: null };
      expect(await registrationStates.hold(user)).toEqual(row);
      expect(await registrationStates.hold(user)).toEqual(row);
    });

    test('keep when something was first asked for, until nothing is missing', async () => {
      const user = aUser(aTenant());
      const { registrationStates } = storage();
      expect((await registrationStates.asked(user, MORNING)).firstAskedAt).toBe(MORNING);
      expect((await registrationStates.asked(user, MORNING + HOUR)).firstAskedAt).toBe(MORNING);
      await registrationStates.skip(user, 3);
      await registrationStates.settled(user);
      expect(await registrationStates.get(user)).toMatchObject({ skips: 0, firstAskedAt: null });
    });

    test('count what was put off up to its most, however many ask at once', async () => {
      const user = aUser(aTenant());
      const { registrationStates } = storage();
      await registrationStates.hold(user);
      const skipped = await Promise.all(
        Array.from({ length: 5 }, () => registrationStates.skip(user, 2)),
      );
      expect(skipped.filter((row) => row !== null)).toHaveLength(2);
      expect(await registrationStates.get(user)).toMatchObject({ skips: 2 });
    });

    test('let the time until the next confirmation begin once', async () => {
      const user = aUser(aTenant());
      const { registrationStates } = storage();
      await registrationStates.hold(user);
      expect((await registrationStates.begun(user, MORNING)).lastConfirmedAt).toBe(MORNING);
      expect((await registrationStates.begun(user, MORNING + HOUR)).lastConfirmedAt).toBe(MORNING);
    });

    test('keep the last confirmation, and are forgotten with the person', async () => {
      const user = aUser(aTenant());
      const { registrationStates } = storage();
      await registrationStates.confirmed(user, MORNING);
      await registrationStates.confirmed(user, MORNING + HOUR);
      expect(await registrationStates.get(user)).toMatchObject({ lastConfirmedAt: MORNING + HOUR });
      const foreign = { ...user, tenantId: aTenant() };
      expect(await registrationStates.get(foreign)).toBeNull();
      await registrationStates.remove(foreign);
      expect(await registrationStates.get(user)).not.toBeNull();
      await registrationStates.remove(user);
      expect(await registrationStates.get(user)).toBeNull();
    });
  });
}
