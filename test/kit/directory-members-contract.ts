import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectedDirectory } from '../../src/ports/directory-kind.ts';
import { connectionOf } from '../../src/services/directory/find-person.ts';
import type { DirectoryFixture } from './directory-fixture.ts';

/** What every connected directory tells of who is in a group. @param open a fixture of its own, closed afterwards. */
export function describeMembersContract(kind: string, open: () => Promise<DirectoryFixture>): void {
  describe(`${kind} lists the members of a group:`, () => {
    let fixture: DirectoryFixture;
    let directory: ConnectedDirectory;

    beforeAll(async () => {
      fixture = await open();
      const connection = connectionOf(fixture.directory);
      if (!connection) throw new Error('the directory is not connected');
      directory = connection;
    });
    afterAll(() => fixture.close());

    const listed = async (group: string, limit = 50) =>
      [...(await directory.membersOf(group, limit))].toSorted();

    test('each person once, directly and through groups, cycles and all, and no group', async () => {
      const [x, y] = [
        await fixture.addUser({ username: 'member-x' }),
        await fixture.addUser({ username: 'member-y' }),
      ];
      const [inner, outer, other] = [
        await fixture.addGroup('Members inner'),
        await fixture.addGroup('Members outer'),
        await fixture.addGroup('Members other'),
      ];
      await fixture.addMember(inner, { kind: 'user', anchor: x });
      await fixture.addMember(outer, { kind: 'user', anchor: x });
      await fixture.addMember(outer, { kind: 'user', anchor: y });
      await fixture.addMember(outer, { kind: 'group', anchor: inner });
      await fixture.addMember(inner, { kind: 'group', anchor: outer });
      await fixture.addMember(other, { kind: 'user', anchor: y });
      expect(await listed(outer)).toEqual([x, y].toSorted());
      expect(await listed(other)).toEqual([y]);
      for (const anchor of await listed(outer))
        expect((await directory.read(anchor))?.ref.anchor).toBe(anchor);
    });

    test('no more than are asked for', async () => {
      const group = await fixture.addGroup('Members many');
      for (let n = 0; n < 5; n += 1) {
        const anchor = await fixture.addUser({ username: `many-${n}` });
        await fixture.addMember(group, { kind: 'user', anchor });
      }
      expect(await listed(group, 3)).toHaveLength(3);
      expect(await listed(group, 5)).toHaveLength(5);
      expect(await listed(group)).toHaveLength(5);
    });

    test('nobody of an empty group, nor of one that is not there', async () => {
      expect(await listed(await fixture.addGroup('Members none'))).toEqual([]);
      expect(await listed('unheard-of')).toEqual([]);
      const gone = await fixture.addUser({ username: 'no-group' });
      expect(await listed(gone)).toEqual([]);
    });
  });
}
