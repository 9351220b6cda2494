import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GroupRef } from '../../src/domain/identity.ts';
import type { Directory, PersonOrAnchor } from '../../src/ports/directory.ts';
import { allPages, type DirectoryFixture, failureOf } from './directory-fixture.ts';
import { describePasswordContract } from './directory-password-contract.ts';

/**
 * What every directory must hold to, whichever kind it is.
 * @param open an empty directory, used by all the tests below; closed after them.
 */
export function describeDirectoryContract(
  kind: string,
  open: () => Promise<DirectoryFixture>,
): void {
  describe(`${kind} keeps the contract of directories:`, () => {
    let fixture: DirectoryFixture;
    let directory: Directory;
    const group = (anchor: string): GroupRef => ({ directoryId: directory.id, anchor });
    const search = (query: string, limit = 50) =>
      allPages((cursor) => directory.searchUsers({ query, limit, cursor }));
    const namesOf = async (query: string, limit?: number) =>
      (await search(query, limit)).map((user) => user.username);

    beforeAll(async () => {
      fixture = await open();
      directory = fixture.directory;
    });
    afterAll(() => fixture.close());

    describe('finding people', () => {
      test('finds one person by username or mail, whatever the case of what is stored', async () => {
        const anchor = await fixture.addUser({ username: 'Ada', mail: 'Ada.L@Contoso.example' });
        for (const typed of ['ada', 'ada.l@contoso.example']) {
          const user = await directory.find(typed);
          expect(user).toMatchObject({
            ref: { tenantId: directory.tenantId, directoryId: directory.id, anchor },
            username: 'Ada',
            mail: 'Ada.L@Contoso.example',
            enabled: true,
          });
        }
      });

      test('finds nobody by an alternate mail, which is a destination and no name', async () => {
        await fixture.addUser({ username: 'alt', alternateMail: 'alt@home.example' });
        expect(await directory.find('alt@home.example')).toBeNull();
      });

      test('finds nobody for a name that two people share', async () => {
        await fixture.addUser({ username: 'twin1', mail: 'twins@contoso.example' });
        await fixture.addUser({ username: 'twin2', mail: 'twins@contoso.example' });
        expect(await directory.find('twins@contoso.example')).toBeNull();
      });

      // A081: a sign that some query language takes for a wildcard picks another account.
      test.each(['*', 'ad*', 'a%', 'a_a', '', '?', '\\', "' or ''='", '*)(uid=*'])(
        'finds nobody for %j',
        async (typed) => {
          expect(await directory.find(typed)).toBeNull();
        },
      );

      test('reads a person by anchor, and nobody by an unknown one', async () => {
        const anchor = await fixture.addUser({ username: 'reader', displayName: 'Rea Der' });
        expect(await directory.read(anchor)).toMatchObject({ displayName: 'Rea Der' });
        expect(await directory.read(`${anchor}x`)).toBeNull();
        expect(await directory.read('')).toBeNull();
      });

      test('tells what is stored exactly as it is stored, and null for the rest', async () => {
        const anchor = await fixture.addUser({
          username: 'exact',
          displayName: '  Ünal "X" <b> ',
          surname: ' Ex  act ',
          mail: 'E+x@Contoso.example',
        });
        expect(await directory.read(anchor)).toMatchObject({
          displayName: '  Ünal "X" <b> ',
          mail: 'E+x@Contoso.example',
          alternateMail: null,
          mobile: null,
          officePhone: null,
          givenName: null,
          surname: ' Ex  act ',
        });
      });

      test('does not find somebody who was removed', async () => {
        const anchor = await fixture.addUser({ username: 'leaver' });
        await fixture.remove(anchor);
        expect(await directory.find('leaver')).toBeNull();
        expect(await directory.read(anchor)).toBeNull();
        expect(await directory.memberOf(anchor)).toEqual([]);
        expect(await directory.writeState(anchor)).toBeNull();
      });
    });

    describe('searching', () => {
      test('finds by the start of each name, whatever the case', async () => {
        await fixture.addUser({
          username: 'quill',
          displayName: 'Óscar Quillfeather',
          givenName: 'Óscar',
          surname: 'Feather',
          mail: 'oq@contoso.example',
        });
        for (const query of ['QUI', 'óscar q', 'O\u0301SC', 'feath', 'oq@con']) {
          expect(await namesOf(query)).toContain('quill');
        }
        expect(await namesOf('uill')).not.toContain('quill');
        expect(await namesOf('q%')).toEqual([]);
        expect(await namesOf('q_ill')).toEqual([]);
      });

      test('turns pages without a gap and without a person twice', async () => {
        const names = Array.from(
          { length: 23 },
          (_, index) => `paged${String(index).padStart(2, '0')}`,
        );
        for (const username of names) await fixture.addUser({ username, givenName: 'Paged' });
        for (const limit of [1, 5, 22, 23, 24])
          expect(await namesOf('paged', limit)).toEqual(names);
        const everybody = await namesOf('', 7);
        expect(new Set(everybody).size).toBe(everybody.length);
        expect(everybody).toHaveLength(await directory.countUsers());
      });

      test('a page says when it is the last one', async () => {
        await fixture.addUser({ username: 'lonely' });
        const page = await directory.searchUsers({ query: 'lonely', limit: 1, cursor: null });
        expect(page.items).toHaveLength(1);
        expect(page.next).toBeNull();
      });

      test.each(['x', 'bm90IG91cnM', '../..', 'e30', '%00', '🗝'])(
        'refuses the cursor %j, which it never gave',
        async (cursor) => {
          const page = { query: '', limit: 5, cursor };
          expect(await failureOf(directory.searchUsers(page))).toBe('bad-request');
          expect(await failureOf(directory.searchGroups(page))).toBe('bad-request');
        },
      );

      test('refuses the cursor of another list, and one with something added', async () => {
        await fixture.addGroup('Cursor one');
        await fixture.addGroup('Cursor two');
        const { next } = await directory.searchGroups({ query: 'cursor', limit: 1, cursor: null });
        expect(next).not.toBeNull();
        const page = { query: '', limit: 5, cursor: next };
        expect(await failureOf(directory.searchUsers(page))).toBe('bad-request');
        for (const cursor of [`${next}=`, `${next}\n`, ` ${next}`]) {
          const altered = { query: 'cursor', limit: 1, cursor };
          expect(await failureOf(directory.searchGroups(altered))).toBe('bad-request');
        }
      });

      test('finds groups by the start of the name or of a word in it, page by page', async () => {
        for (const name of ['SSPR pilot A', 'SSPR pilot B', 'Pilots', 'Autopilot']) {
          await fixture.addGroup(name);
        }
        const found = await allPages((cursor) =>
          directory.searchGroups({ query: 'PILOT', limit: 2, cursor }),
        );
        expect(found.map(({ name }) => name).toSorted()).toEqual([
          'Pilots',
          'SSPR pilot A',
          'SSPR pilot B',
        ]);
      });
    });

    describe('groups', () => {
      test('a person is in every group that holds one of their groups, each told once', async () => {
        const user = await fixture.addUser({ username: 'nested' });
        const chain: string[] = [];
        for (let depth = 0; depth < 12; depth += 1) {
          const anchor = await fixture.addGroup(`Depth ${depth}`);
          const inner = chain.at(-1);
          const member = inner
            ? ({ kind: 'group', anchor: inner } as const)
            : ({ kind: 'user', anchor: user } as const);
          await fixture.addMember(anchor, member);
          chain.push(anchor);
        }
        const [first = '', last = ''] = [chain[0], chain.at(-1)];
        // A second way to the outermost group must not tell it twice.
        await fixture.addMember(last, { kind: 'group', anchor: first });
        const held = (await directory.memberOf(user)).map(({ anchor }) => anchor);
        expect(held.toSorted()).toEqual(chain.toSorted());
        expect(
          (await directory.memberOf(user)).every((ref) => ref.directoryId === directory.id),
        ).toBe(true);
      });

      test('a cycle of groups is harmless', async () => {
        const user = await fixture.addUser({ username: 'cyclist' });
        const [a, b, c] = [
          await fixture.addGroup('Cycle a'),
          await fixture.addGroup('Cycle b'),
          await fixture.addGroup('Cycle c'),
        ];
        await fixture.addMember(a, { kind: 'user', anchor: user });
        await fixture.addMember(b, { kind: 'group', anchor: a });
        await fixture.addMember(c, { kind: 'group', anchor: b });
        await fixture.addMember(a, { kind: 'group', anchor: c });
        const held = (await directory.memberOf(user)).map(({ anchor }) => anchor);
        expect(held.toSorted()).toEqual([a, b, c].toSorted());
        for (const anchor of [a, b, c])
          expect(await directory.countMembers([group(anchor)])).toBe(1);
      });

      test('somebody who was just read is in the groups that their anchor is in', async () => {
        const anchor = await fixture.addUser({ username: 'just-read' });
        const [inner, outer] = [await fixture.addGroup('Inner'), await fixture.addGroup('Outer')];
        await fixture.addMember(inner, { kind: 'user', anchor });
        await fixture.addMember(outer, { kind: 'group', anchor: inner });
        const user = await directory.read(anchor);
        if (user === null) throw new Error('nobody was read');
        const heldBy = async (asked: PersonOrAnchor) =>
          (await directory.memberOf(asked)).map((ref) => ref.anchor).toSorted();
        expect(await heldBy(user)).toEqual([inner, outer].toSorted());
        // Who was read by another, or is known from a record, is read again.
        expect(await heldBy({ ...user })).toEqual([inner, outer].toSorted());
        expect(await directory.passwordPolicy(user)).toEqual(
          await directory.passwordPolicy(anchor),
        );
      });

      test('nobody is in a group for being unknown or alone', async () => {
        const user = await fixture.addUser({ username: 'alone' });
        expect(await directory.memberOf(user)).toEqual([]);
        expect(await directory.memberOf('unheard-of')).toEqual([]);
      });

      test('counts each person once over several nested groups, and nobody of elsewhere', async () => {
        const [x, y, z] = [
          await fixture.addUser({ username: 'count-x' }),
          await fixture.addUser({ username: 'count-y' }),
          await fixture.addUser({ username: 'count-z' }),
        ];
        const [inner, outer, other] = [
          await fixture.addGroup('Count inner'),
          await fixture.addGroup('Count outer'),
          await fixture.addGroup('Count other'),
        ];
        await fixture.addMember(inner, { kind: 'user', anchor: x });
        await fixture.addMember(outer, { kind: 'group', anchor: inner });
        await fixture.addMember(outer, { kind: 'user', anchor: x });
        await fixture.addMember(outer, { kind: 'user', anchor: y });
        await fixture.addMember(other, { kind: 'user', anchor: y });
        await fixture.addMember(other, { kind: 'user', anchor: z });
        const count = (...anchors: string[]) => directory.countMembers(anchors.map(group));
        expect(await count(inner)).toBe(1);
        expect(await count(outer)).toBe(2);
        expect(await count(outer, other)).toBe(3);
        expect(await count()).toBe(0);
        expect(await count('unheard-of')).toBe(0);
        const elsewhere = { directoryId: `${directory.id}x`, anchor: outer };
        expect(await directory.countMembers([elsewhere])).toBe(0);
        expect(await directory.countMembers([elsewhere, group(inner)])).toBe(1);
      });

      test('a group tells its name and how many direct members it has', async () => {
        const [outer, inner] = [
          await fixture.addGroup('Direct outer'),
          await fixture.addGroup('Direct inner'),
        ];
        const user = await fixture.addUser({ username: 'direct' });
        await fixture.addMember(outer, { kind: 'group', anchor: inner });
        await fixture.addMember(outer, { kind: 'user', anchor: user });
        await fixture.addMember(inner, { kind: 'user', anchor: user });
        expect(await directory.readGroup(outer)).toMatchObject({
          ref: group(outer),
          name: 'Direct outer',
          directMembers: 2,
        });
        expect(await directory.readGroup('unheard-of')).toBeNull();
      });
    });

    describePasswordContract(() => fixture);

    test('answers a ping', async () => {
      await expect(directory.ping()).resolves.toBeUndefined();
    });
  });
}
