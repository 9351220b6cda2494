import { describe, expect, test } from 'vitest';
import type { LocalMember } from '../../../src/ports/storage/local-groups.ts';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { aLocalGroup, aLocalUser, aTenant, DIRECTORY } from './samples.ts';

export function describeLocalMembershipsContract(open: OpenStorage): void {
  describe('members of groups of the built-in directory', () => {
    const storage = oneStorage(open);

    async function user(
      tenantId: string,
      id: string,
      directoryId = DIRECTORY,
    ): Promise<LocalMember> {
      await storage().localUsers.add(
        aLocalUser(tenantId, { id, directoryId, displayName: `Name of ${id}` }),
      );
      return { kind: 'user', id };
    }

    async function group(
      tenantId: string,
      id: string,
      members: readonly LocalMember[] = [],
      directoryId = DIRECTORY,
    ): Promise<LocalMember> {
      await storage().localGroups.add(
        aLocalGroup(tenantId, { id, directoryId, name: `Name of ${id}` }),
      );
      for (const member of members) {
        expect(await storage().localGroups.addMember(tenantId, directoryId, id, member)).toBe(true);
      }
      return { kind: 'group', id };
    }

    const held = async (tenant: string, userId: string) =>
      (await storage().localGroups.transitiveOf(tenant, DIRECTORY, userId)).toSorted();
    const counted = (tenant: string, ...groups: string[]) =>
      storage().localGroups.countTransitiveMembers(tenant, DIRECTORY, groups);

    test('adds a member once and counts direct members', async () => {
      const { localGroups } = storage();
      const tenant = aTenant();
      const adele = await user(tenant, 'usr_a');
      const inner = await group(tenant, 'grp_inner');
      await group(tenant, 'grp_1', [inner]);
      const race = await atOnce(10, () => localGroups.addMember(tenant, DIRECTORY, 'grp_1', adele));
      expect(race.filter(Boolean)).toHaveLength(1);
      expect(await localGroups.addMember(tenant, DIRECTORY, 'grp_1', inner)).toBe(false);
      expect((await localGroups.get(tenant, DIRECTORY, 'grp_1'))?.directMembers).toBe(2);
    });

    test('refuses a member or a group that is not in the directory', async () => {
      const { localGroups } = storage();
      const tenant = aTenant();
      const stranger = aTenant();
      await group(tenant, 'grp_1');
      await user(tenant, 'usr_1');
      await user(tenant, 'usr_elsewhere', 'dir_other');
      await group(tenant, 'grp_elsewhere', [], 'dir_other');
      await user(stranger, 'usr_stranger');
      await group(stranger, 'grp_stranger');
      const refused = { code: 'not-found' };
      for (const id of ['usr_elsewhere', 'usr_stranger', 'grp_1']) {
        const adding = localGroups.addMember(tenant, DIRECTORY, 'grp_1', { kind: 'user', id });
        await expect(adding).rejects.toMatchObject(refused);
      }
      for (const id of ['grp_elsewhere', 'grp_stranger', 'usr_1']) {
        const adding = localGroups.addMember(tenant, DIRECTORY, 'grp_1', { kind: 'group', id });
        await expect(adding).rejects.toMatchObject(refused);
      }
      for (const id of ['grp_none', 'grp_elsewhere', 'grp_stranger']) {
        const adding = localGroups.addMember(tenant, DIRECTORY, id, { kind: 'user', id: 'usr_1' });
        await expect(adding).rejects.toMatchObject(refused);
      }
    });

    test('refuses a member without ending the transaction it is in', async () => {
      const tenant = aTenant();
      await group(tenant, 'grp_1');
      const adele = await user(tenant, 'usr_1');
      const added = await storage().transaction(async ({ localGroups }) => {
        const none = { kind: 'user', id: 'usr_none' } as const;
        await localGroups.addMember(tenant, DIRECTORY, 'grp_1', none).catch(() => undefined);
        return localGroups.addMember(tenant, DIRECTORY, 'grp_1', adele);
      });
      expect(added).toBe(true);
    });

    test('lists members by id, page by page', async () => {
      const { localGroups } = storage();
      const tenant = aTenant();
      const members = [
        await group(tenant, 'grp_b'),
        await user(tenant, 'usr_a'),
        await user(tenant, 'usr_c'),
        await group(tenant, 'grp_a'),
        await user(tenant, 'usr_b'),
      ];
      await group(tenant, 'grp_top', members);
      await group(tenant, 'grp_else', [await user(tenant, 'usr_d')]);
      const page = async (after: string | null) =>
        (await localGroups.members(tenant, DIRECTORY, 'grp_top', 2, after)).map((one) => one.id);
      expect(await page(null)).toEqual(['grp_a', 'grp_b']);
      expect(await page('grp_b')).toEqual(['usr_a', 'usr_b']);
      expect(await page('usr_b')).toEqual(['usr_c']);
      expect(await localGroups.members(tenant, DIRECTORY, 'grp_top', 9, 'grp_a')).toEqual([
        { kind: 'group', id: 'grp_b', name: 'Name of grp_b' },
        { kind: 'user', id: 'usr_a', name: 'Name of usr_a' },
        { kind: 'user', id: 'usr_b', name: 'Name of usr_b' },
        { kind: 'user', id: 'usr_c', name: 'Name of usr_c' },
      ]);
    });

    test('removes one member, once', async () => {
      const { localGroups } = storage();
      const tenant = aTenant();
      const members = [
        await user(tenant, 'usr_a'),
        await user(tenant, 'usr_b'),
        await group(tenant, 'grp_a'),
      ];
      await group(tenant, 'grp_1', members);
      await group(tenant, 'grp_2', members);
      for (const member of [members[0], members[2]]) {
        if (member === undefined) continue;
        expect(await localGroups.removeMember(tenant, DIRECTORY, 'grp_1', member)).toBe(true);
        expect(await localGroups.removeMember(tenant, DIRECTORY, 'grp_1', member)).toBe(false);
      }
      const left = await localGroups.members(tenant, DIRECTORY, 'grp_1', 9, null);
      expect(left.map((one) => one.id)).toEqual(['usr_b']);
      expect(await localGroups.members(tenant, DIRECTORY, 'grp_2', 9, null)).toHaveLength(3);
    });

    test('finds every group of a person through groups, a diamond and a cycle included', async () => {
      const tenant = aTenant();
      const adele = await user(tenant, 'usr_a');
      const leaf = await group(tenant, 'grp_leaf', [adele]);
      const left = await group(tenant, 'grp_left', [leaf]);
      const right = await group(tenant, 'grp_right', [leaf]);
      const top = await group(tenant, 'grp_top', [left, right]);
      await storage().localGroups.addMember(tenant, DIRECTORY, 'grp_leaf', top);
      await storage().localGroups.addMember(tenant, DIRECTORY, 'grp_top', top);
      await group(tenant, 'grp_other', [await user(tenant, 'usr_b')]);
      expect(await held(tenant, 'usr_a')).toEqual(['grp_leaf', 'grp_left', 'grp_right', 'grp_top']);
      expect(await held(tenant, 'usr_b')).toEqual(['grp_other']);
      expect(await held(tenant, 'usr_none')).toEqual([]);
    });

    test('counts distinct persons in groups, a diamond and a cycle included', async () => {
      const tenant = aTenant();
      const [a, b, c] = [
        await user(tenant, 'usr_a'),
        await user(tenant, 'usr_b'),
        await user(tenant, 'usr_c'),
      ];
      const leaf = await group(tenant, 'grp_leaf', [a, b]);
      const left = await group(tenant, 'grp_left', [leaf, b]);
      const right = await group(tenant, 'grp_right', [leaf, c]);
      const top = await group(tenant, 'grp_top', [left, right]);
      await storage().localGroups.addMember(tenant, DIRECTORY, 'grp_leaf', top);
      expect(await counted(tenant, 'grp_top')).toBe(3);
      expect(await counted(tenant, 'grp_left', 'grp_leaf')).toBe(3);
      expect(await counted(tenant)).toBe(0);
      expect(await counted(tenant, 'grp_none')).toBe(0);
      await group(tenant, 'grp_flat', [a, b]);
      expect(await counted(tenant, 'grp_flat', 'grp_flat')).toBe(2);
    });

    test('follows the groups of this directory alone, whatever their ids', async () => {
      const tenant = aTenant();
      for (const [place, directory] of [
        [aTenant(), DIRECTORY],
        [tenant, 'dir_other'],
      ] as const) {
        const inner = await group(place, 'grp_inner', [], directory);
        await group(place, 'grp_outer', [inner], directory);
      }
      await group(tenant, 'grp_inner', [await user(tenant, 'usr_a')]);
      await group(tenant, 'grp_outer');
      expect(await counted(tenant, 'grp_outer')).toBe(0);
      expect(await held(tenant, 'usr_a')).toEqual(['grp_inner']);
    });

    test('forgets the memberships of a removed person and of a removed group', async () => {
      const { localGroups, localUsers } = storage();
      const tenant = aTenant();
      const adele = await user(tenant, 'usr_a');
      const leaf = await group(tenant, 'grp_leaf', [adele]);
      const middle = await group(tenant, 'grp_middle', [leaf]);
      await group(tenant, 'grp_top', [middle, adele]);
      await localGroups.remove(tenant, DIRECTORY, 'grp_middle');
      expect(await held(tenant, 'usr_a')).toEqual(['grp_leaf', 'grp_top']);
      expect((await localGroups.get(tenant, DIRECTORY, 'grp_top'))?.directMembers).toBe(1);
      await group(tenant, 'grp_middle');
      expect(await localGroups.members(tenant, DIRECTORY, 'grp_middle', 9, null)).toEqual([]);
      await localUsers.remove(tenant, DIRECTORY, 'usr_a');
      expect(await counted(tenant, 'grp_top', 'grp_leaf')).toBe(0);
      await user(tenant, 'usr_a');
      expect(await held(tenant, 'usr_a')).toEqual([]);
    });

    test('keeps groups of one id in two tenants and two directories apart', async () => {
      const { localGroups } = storage();
      const tenant = aTenant();
      const stranger = aTenant();
      for (const [place, directory, more] of [
        [tenant, DIRECTORY, 'usr_mine'],
        [stranger, DIRECTORY, 'usr_theirs'],
        [tenant, 'dir_other', 'usr_other'],
      ] as const) {
        const both = [await user(place, 'usr_same', directory), await user(place, more, directory)];
        const leaf = await group(place, 'grp_leaf', both, directory);
        await group(place, `grp_${more}`, [leaf], directory);
        await group(place, 'grp_top', [leaf, ...both.slice(1)], directory);
      }
      const hollow = await group(tenant, 'grp_hollow', [], 'dir_other');
      await localGroups.addMember(tenant, 'dir_other', 'grp_top', hollow);
      await group(tenant, 'grp_hollow');
      expect(await held(tenant, 'usr_same')).toEqual(['grp_leaf', 'grp_top', 'grp_usr_mine']);
      expect((await localGroups.get(tenant, DIRECTORY, 'grp_top'))?.directMembers).toBe(2);
      const top = await localGroups.members(tenant, DIRECTORY, 'grp_top', 9, null);
      expect(top.map((one) => one.id)).toEqual(['grp_leaf', 'usr_mine']);
      expect(await counted(tenant, 'grp_usr_mine', 'grp_usr_theirs', 'grp_usr_other')).toBe(2);
      expect(await counted(tenant, 'grp_leaf')).toBe(2);
      const members = await localGroups.members(tenant, DIRECTORY, 'grp_leaf', 9, null);
      expect(members.map((one) => one.id)).toEqual(['usr_mine', 'usr_same']);
      const nested = await localGroups.members(tenant, DIRECTORY, 'grp_usr_mine', 9, null);
      expect(nested.map((one) => one.id)).toEqual(['grp_leaf']);
      expect((await localGroups.get(tenant, DIRECTORY, 'grp_leaf'))?.directMembers).toBe(2);
      await localGroups.removeMember(tenant, DIRECTORY, 'grp_leaf', {
        kind: 'user',
        id: 'usr_same',
      });
      expect((await localGroups.get(stranger, DIRECTORY, 'grp_leaf'))?.directMembers).toBe(2);
      expect((await localGroups.get(tenant, 'dir_other', 'grp_leaf'))?.directMembers).toBe(2);
    });
  });
}
