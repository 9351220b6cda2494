import { describe, expect, test } from 'vitest';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { aLocalGroup, aLocalUser, aTenant, DIRECTORY } from './samples.ts';

export function describeLocalGroupsContract(open: OpenStorage): void {
  describe('groups of the built-in directory', () => {
    const storage = oneStorage(open);

    async function added(...parts: Parameters<typeof aLocalGroup>) {
      const row = aLocalGroup(...parts);
      expect(await storage().localGroups.add(row)).toBe(true);
      return row;
    }

    async function names(tenant: string, query: string, limit = 50, after: string | null = null) {
      const page = await storage().localGroups.search(tenant, DIRECTORY, { query, limit, after });
      return page.map((row) => row.name);
    }

    test('gives back what was kept', async () => {
      const { localGroups } = storage();
      const row = await added(aTenant(), { name: 'SSPR \u00c9quipe', description: 'first to try' });
      const kept = { ...row, directMembers: 0 };
      expect(await localGroups.get(row.tenantId, DIRECTORY, row.id)).toEqual(kept);
      expect(await localGroups.get(row.tenantId, DIRECTORY, 'grp_other')).toBeNull();
    });

    test('adds a name once in a directory, however it is spelled', async () => {
      const { localGroups } = storage();
      const tenant = aTenant();
      await added(tenant, { name: 'Pilot' });
      expect(await localGroups.add(aLocalGroup(tenant, { name: ' PILOT' }))).toBe(false);
      await added(tenant, { name: 'Pilot', directoryId: 'dir_other' });
      const race = await atOnce(10, () => localGroups.add(aLocalGroup(tenant, { name: 'same' })));
      expect(race.filter(Boolean)).toHaveLength(1);
      expect(await localGroups.count(tenant, DIRECTORY)).toBe(2);
    });

    test('searches by the start of the name and of each word in it', async () => {
      const tenant = aTenant();
      await added(tenant, { name: 'SSPR pilot group (EMEA-North)' });
      await added(tenant, { name: 'Sales' });
      for (const query of ['sspr', 'Pilot gr', 'group', 'emea', 'NORTH', 'emea-n']) {
        expect([query, await names(tenant, query)]).toEqual([
          query,
          ['SSPR pilot group (EMEA-North)'],
        ]);
      }
      for (const query of ['ilot', '%', 'sspr group', '_']) {
        expect([query, await names(tenant, query)]).toEqual([query, []]);
      }
      expect(await names(tenant, 's')).toEqual(['Sales', 'SSPR pilot group (EMEA-North)']);
      expect(await names(tenant, '')).toEqual(['Sales', 'SSPR pilot group (EMEA-North)']);
    });

    test('pages through matches by name, each once', async () => {
      const tenant = aTenant();
      for (const name of ['Team d', 'team c', 'Team b', 'team a team'])
        await added(tenant, { name });
      expect(await names(tenant, 'team', 2)).toEqual(['team a team', 'Team b']);
      expect(await names(tenant, 'team', 2, 'team b')).toEqual(['team c', 'Team d']);
      expect(await names(tenant, '', 2)).toEqual(['team a team', 'Team b']);
      expect(await names(tenant, '', 2, 'team b')).toEqual(['team c', 'Team d']);
    });

    test('pages by name whichever word matched, and past the matches of others', async () => {
      const tenant = aTenant();
      for (const name of ['a x9', 'b x5', 'c x1']) await added(tenant, { name });
      for (const name of ['0 x0', '1 x0', '2 x0']) {
        await added(aTenant(), { name });
        await added(tenant, { name, directoryId: 'dir_other' });
      }
      expect(await names(tenant, 'x', 2)).toEqual(['a x9', 'b x5']);
      expect(await names(tenant, 'x', 2, 'b x5')).toEqual(['c x1']);
    });

    test('renames a group and what it is searched by', async () => {
      const { localGroups } = storage();
      const row = await added(aTenant(), { name: 'Old name' });
      await added(row.tenantId, { name: 'Taken' });
      await added(aTenant(), { name: 'New word' });
      await added(row.tenantId, { name: 'New word', directoryId: 'dir_other' });
      const next = { ...row, name: 'New word', description: 'said', createdAt: 1 };
      expect(await localGroups.update(next)).toBe(true);
      const kept = { ...next, createdAt: row.createdAt, directMembers: 0 };
      expect(await localGroups.get(row.tenantId, DIRECTORY, row.id)).toEqual(kept);
      expect(await names(row.tenantId, 'name')).toEqual([]);
      expect(await names(row.tenantId, 'word')).toEqual(['New word']);
      expect(await names(row.tenantId, 'taken')).toEqual(['Taken']);
      expect(await localGroups.update({ ...next, name: 'NEW WORD' })).toBe(true);
      await expect(localGroups.update({ ...row, name: 'TAKEN' })).rejects.toMatchObject({
        code: 'name-taken',
      });
      expect(await localGroups.update(aLocalGroup(row.tenantId))).toBe(false);
    });

    test('removes a group with what it is searched by, and frees the name', async () => {
      const { localGroups } = storage();
      const row = await added(aTenant(), { name: 'Gone soon' });
      expect(await localGroups.remove(row.tenantId, DIRECTORY, row.id)).toBe(true);
      expect(await localGroups.remove(row.tenantId, DIRECTORY, row.id)).toBe(false);
      expect(await names(row.tenantId, 'soon')).toEqual([]);
      await added(row.tenantId, { name: 'gone soon' });
    });

    test('cannot be read or changed from another tenant or through another directory', async () => {
      const { localGroups, localUsers } = storage();
      const row = await added(aTenant(), { name: 'Kept' });
      const user = aLocalUser(row.tenantId);
      await localUsers.add(user);
      const member = { kind: 'user', id: user.id } as const;
      await localGroups.addMember(row.tenantId, DIRECTORY, row.id, member);
      for (const [tenantId, directoryId] of [
        [aTenant(), DIRECTORY],
        [row.tenantId, 'dir_other'],
      ] as const) {
        const place = [tenantId, directoryId] as const;
        expect(await localGroups.get(...place, row.id)).toBeNull();
        for (const query of ['', 'kept']) {
          expect(await localGroups.search(...place, { query, limit: 9, after: null })).toEqual([]);
        }
        expect(await localGroups.count(...place)).toBe(0);
        expect(await localGroups.update({ ...row, tenantId, directoryId, name: 'x' })).toBe(false);
        expect(await localGroups.remove(...place, row.id)).toBe(false);
        expect(await localGroups.members(...place, row.id, 9, null)).toEqual([]);
        await expect(localGroups.addMember(...place, row.id, member)).rejects.toMatchObject({
          code: 'not-found',
        });
        expect(await localGroups.removeMember(...place, row.id, member)).toBe(false);
        expect(await localGroups.transitiveOf(...place, user.id)).toEqual([]);
        expect(await localGroups.countTransitiveMembers(...place, [row.id])).toBe(0);
      }
      expect(await localGroups.get(row.tenantId, DIRECTORY, row.id)).toEqual({
        ...row,
        directMembers: 1,
      });
    });

    test('keeps two groups with one id and one name in two tenants apart', async () => {
      const { localGroups } = storage();
      const row = await added(aTenant(), { name: 'Twin' });
      const twin = await added(aTenant(), { name: 'Twin', id: row.id });
      const neighbour = await added(row.tenantId, {
        name: 'Twin',
        id: row.id,
        directoryId: 'dir_other',
      });
      await localGroups.update({ ...row, name: 'Changed' });
      await localGroups.remove(row.tenantId, DIRECTORY, row.id);
      for (const other of [twin, neighbour]) {
        const page = { query: 'twin', limit: 9, after: null };
        expect(await localGroups.search(other.tenantId, other.directoryId, page)).toEqual([
          { ...other, directMembers: 0 },
        ]);
      }
    });
  });
}
