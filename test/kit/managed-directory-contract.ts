import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBuiltinDirectory } from '../../src/directories/builtin/index.ts';
import { canonicalForm } from '../../src/domain/identifier.ts';
import type { ManagedDirectory } from '../../src/ports/managed-directory.ts';
import { type BuiltinFixture, profile } from './builtin-fixture.ts';
import { allPages, failureOf } from './directory-fixture.ts';
import type { CountingHasher } from './hasher.ts';
import { seededRandom } from './random.ts';

/** What a managed directory, and the built-in one in particular, must hold to beyond the contract of all. */
export function describeManagedDirectoryContract(
  name: string,
  open: () => Promise<BuiltinFixture>,
): void {
  describe(`${name} keeps the contract of managed directories:`, () => {
    let fixture: BuiltinFixture;
    let directory: ManagedDirectory;
    beforeAll(async () => {
      fixture = await open();
      directory = fixture.directory;
    });
    afterAll(() => fixture.close());

    describe('people', () => {
      test('are made with what was given, under an anchor that nothing changes', async () => {
        const given = profile('Mia', { mail: 'Mia@Contoso.example', locale: 'de', surname: 'M' });
        const made = await fixture.write((writes) => writes.createUser(given, null));
        expect(made).toMatchObject({ ...given, passwordChangedAt: null });
        expect(made.ref.anchor).toMatch(/^usr_/);
        const changed = await fixture.write((writes) =>
          writes.updateUser(made.ref.anchor, { mail: null, displayName: 'Mia M' }),
        );
        expect(changed).toEqual({
          before: made,
          after: { ...made, mail: null, displayName: 'Mia M' },
        });
        expect(await directory.read(made.ref.anchor)).toEqual(changed?.after);
        expect(await directory.find('mia@contoso.example')).toBeNull();
      });

      test('have a name of their own, whatever its case and composition', async () => {
        await fixture.addUser({ username: 'Ren\u00e9' });
        for (const username of ['ren\u00e9', 'REN\u00c9', 'Rene\u0301', ' René ']) {
          const again = fixture.write((writes) => writes.createUser(profile(username), null));
          expect(await failureOf(again)).toBe('name-taken');
        }
      });

      test('keep their password and its date when their profile changes', async () => {
        const anchor = await fixture.addUser({ username: 'keeper', password: 'Right-Horse 7' });
        const before = await directory.writeState(anchor);
        await fixture.write((writes) => writes.updateUser(anchor, { displayName: 'K' }));
        expect(await directory.writeState(anchor)).toEqual(before);
        expect(await directory.signIn('keeper', 'Right-Horse 7')).toMatchObject({ ok: true });
      });

      test('an update that says what stands already changes nothing', async () => {
        const anchor = await fixture.addUser({ username: 'same' });
        const row = () => fixture.storage.localUsers.get(directory.tenantId, directory.id, anchor);
        const before = await row();
        fixture.clock.advanceSeconds(60);
        const changed = await fixture.write((writes) =>
          writes.updateUser(anchor, { displayName: 'Somebody', enabled: true }),
        );
        expect(changed?.after).toEqual(changed?.before);
        expect(await row()).toEqual(before);
      });

      test('take their memberships with them when they are deleted', async () => {
        const anchor = await fixture.addUser({ username: 'gone' });
        const group = await fixture.addGroup('Left behind');
        await fixture.addMember(group, { kind: 'user', anchor });
        const deleted = await fixture.write((writes) => writes.deleteUser(anchor));
        expect(deleted?.username).toBe('gone');
        expect(await directory.readGroup(group)).toMatchObject({ directMembers: 0 });
        expect(await fixture.write((writes) => writes.deleteUser(anchor))).toBeNull();
        expect(
          await fixture.write((writes) => writes.updateUser(anchor, { enabled: false })),
        ).toBeNull();
        expect(await fixture.write((writes) => writes.readUser(anchor))).toBeNull();
      });
    });

    describe('groups', () => {
      test('are made, changed and deleted, and their members stay', async () => {
        const user = await fixture.addUser({ username: 'stays' });
        const anchor = await fixture.addGroup('Made');
        await fixture.addMember(anchor, { kind: 'user', anchor: user });
        const changed = await fixture.write((writes) =>
          writes.updateGroup(anchor, { description: 'why' }),
        );
        expect(changed?.before).toMatchObject({ name: 'Made', description: null });
        expect(changed?.after).toMatchObject({
          name: 'Made',
          description: 'why',
          directMembers: 1,
        });
        expect(await directory.readGroup(anchor)).toEqual(changed?.after);
        const deleted = await fixture.write((writes) => writes.deleteGroup(anchor));
        expect(deleted).toEqual(changed?.after);
        expect(await directory.readGroup(anchor)).toBeNull();
        expect(await directory.memberOf(user)).toEqual([]);
        expect(await directory.read(user)).not.toBeNull();
        expect(await fixture.write((writes) => writes.deleteGroup(anchor))).toBeNull();
        expect(await fixture.write((writes) => writes.updateGroup(anchor, {}))).toBeNull();
        expect(await fixture.write((writes) => writes.readGroup(anchor))).toBeNull();
      });

      test('have a name of their own, when made and when renamed', async () => {
        await fixture.addGroup('Ärzte');
        const other = await fixture.addGroup('Other');
        const make = fixture.write((writes) =>
          writes.createGroup({ name: 'A\u0308RZTE', description: null }),
        );
        expect(await failureOf(make)).toBe('name-taken');
        const rename = fixture.write((writes) => writes.updateGroup(other, { name: 'ärzte' }));
        expect(await failureOf(rename)).toBe('name-taken');
        const recase = fixture.write((writes) => writes.updateGroup(other, { name: 'OTHER' }));
        expect((await recase)?.after.name).toBe('OTHER');
      });

      test('take a member once and let it go once', async () => {
        const group = await fixture.addGroup('Once');
        const member = {
          kind: 'user',
          anchor: await fixture.addUser({ username: 'once' }),
        } as const;
        const add = () => fixture.write((writes) => writes.addMember(group, member));
        const remove = () => fixture.write((writes) => writes.removeMember(group, member));
        expect([await add(), await add(), await remove(), await remove()]).toEqual([
          true,
          false,
          true,
          false,
        ]);
      });

      test('take no member that is not there, and are not made by adding one', async () => {
        const group = await fixture.addGroup('Picky');
        const user = await fixture.addUser({ username: 'picky' });
        for (const [holder, member] of [
          [group, { kind: 'user', anchor: 'usr_unheard' }],
          [group, { kind: 'group', anchor: 'grp_unheard' }],
          [group, { kind: 'group', anchor: user }],
          ['grp_unheard', { kind: 'user', anchor: user }],
        ] as const) {
          const added = fixture.write((writes) => writes.addMember(holder, member));
          expect(await failureOf(added)).toBe('not-found');
        }
      });

      test('list direct members page by page, people and groups, each once', async () => {
        const group = await fixture.addGroup('Listed');
        const expected: string[] = [];
        for (let index = 0; index < 7; index += 1) {
          const kind = index % 2 === 0 ? 'user' : 'group';
          const label = `listed ${index}`;
          const anchor =
            kind === 'user'
              ? await fixture.addUser({ username: label, displayName: label })
              : await fixture.addGroup(label);
          await fixture.addMember(group, { kind, anchor });
          expected.push(`${kind} ${anchor} ${label}`);
        }
        for (const limit of [1, 3, 7, 8]) {
          const members = await allPages((cursor) =>
            directory.listMembers(group, { limit, cursor }),
          );
          const listed = members.map(
            ({ kind, anchor, name: label }) => `${kind} ${anchor} ${label}`,
          );
          expect(listed.toSorted()).toEqual(expected.toSorted());
        }
        const bad = directory.listMembers(group, { limit: 3, cursor: 'bWVtYmVyc' });
        expect(await failureOf(bad)).toBe('bad-request');
        const unknown = directory.listMembers('grp_unheard', { limit: 3, cursor: null });
        expect(await failureOf(unknown)).toBe('not-found');
      });
    });

    describe('an import', () => {
      const rows = (...names: string[]) =>
        names.map((username) => ({ username, displayName: 'Import' }));

      test('makes, updates and leaves alone, in the order of the rows', async () => {
        await fixture.addUser({
          username: 'Imp-Old',
          displayName: 'Old',
          mail: 'old@c.example',
          password: 'Right-Horse 7',
        });
        await fixture.addUser({ username: 'imp-same', displayName: 'Import', mail: 's@c.example' });
        const imported = await fixture.write((writes) =>
          writes.importUsers(rows('imp-new', 'IMP-OLD', 'imp-same'), false),
        );
        expect(imported.map(({ change }) => change)).toEqual(['created', 'updated', 'none']);
        expect(imported[0]?.user).toMatchObject({ username: 'imp-new', mail: null, enabled: true });
        // What a row does not mention stays, and so does the name as it was written first.
        expect(imported[1]).toMatchObject({
          before: { displayName: 'Old' },
          user: { username: 'Imp-Old', displayName: 'Import', mail: 'old@c.example' },
        });
        for (const { user } of imported)
          expect(await directory.read(user.ref.anchor)).toEqual(user);
        expect(await directory.signIn('imp-old', 'Right-Horse 7')).toMatchObject({ ok: true });
      });

      test('does not take somebody else\u2019s mail address for a username', async () => {
        const anchor = await fixture.addUser({ username: 'mailed', mail: 'imp@contoso.example' });
        const [row] = await fixture.write((writes) =>
          writes.importUsers(rows('IMP@contoso.example'), false),
        );
        expect(row?.change).toBe('created');
        expect(row?.user.ref.anchor).not.toBe(anchor);
      });

      test('tried dry tells the same and writes nothing', async () => {
        await fixture.addUser({ username: 'dry-old', displayName: 'Old' });
        const people = await directory.countUsers();
        const imported = await fixture.write((writes) =>
          writes.importUsers(rows('dry-new', 'dry-old'), true),
        );
        expect(imported.map(({ change }) => change)).toEqual(['created', 'updated']);
        expect(await directory.countUsers()).toBe(people);
        expect(await directory.find('dry-new')).toBeNull();
        expect(await directory.find('dry-old')).toMatchObject({ displayName: 'Old' });
      });
    });

    test('a write that its transaction takes back was never made', async () => {
      const failing = fixture.storage.transaction(async (stores) => {
        await directory.within(stores).createUser(profile('phantom'), null);
        expect(await directory.within(stores).readUser('usr_unheard')).toBeNull();
        throw new Error('taken back');
      });
      await expect(failing).rejects.toThrow('taken back');
      expect(await directory.find('phantom')).toBeNull();
    });

    describe('another tenant', () => {
      test('sees and changes nothing of this one', async () => {
        const anchor = await fixture.addUser({ username: 'secret', password: 'Right-Horse 7' });
        const group = await fixture.addGroup('Secret');
        await fixture.addMember(group, { kind: 'user', anchor });
        const { stranger, storage } = fixture;
        const page = { query: '', limit: 50, cursor: null };
        expect(await stranger.find('secret')).toBeNull();
        expect(await stranger.read(anchor)).toBeNull();
        expect(await stranger.memberOf(anchor)).toEqual([]);
        expect((await stranger.searchUsers(page)).items).toEqual([]);
        expect((await stranger.searchGroups(page)).items).toEqual([]);
        expect(await stranger.readGroup(group)).toBeNull();
        expect(await stranger.countUsers()).toBe(0);
        expect(await stranger.countMembers([{ directoryId: stranger.id, anchor: group }])).toBe(0);
        expect(await stranger.signIn('secret', 'Right-Horse 7')).toMatchObject({ ok: false });
        expect(await stranger.writeState(anchor)).toBeNull();
        expect(await stranger.setPassword(anchor, 'Other-Horse 8', 'wbk_1')).toMatchObject({
          outcome: 'refused',
        });
        expect(
          await stranger.changePassword(anchor, 'Right-Horse 7', 'Other-Horse 8', 'wbk_1'),
        ).toMatchObject({ outcome: 'refused' });
        expect(await failureOf(stranger.listMembers(group, page))).toBe('not-found');
        await storage.transaction(async (stores) => {
          const writes = stranger.within(stores);
          expect(await writes.readUser(anchor)).toBeNull();
          expect(await writes.updateUser(anchor, { enabled: false })).toBeNull();
          expect(await writes.deleteUser(anchor)).toBeNull();
          expect(await writes.readGroup(group)).toBeNull();
          expect(await writes.updateGroup(group, { name: 'Mine' })).toBeNull();
          expect(await writes.deleteGroup(group)).toBeNull();
          expect(await writes.removeMember(group, { kind: 'user', anchor })).toBe(false);
        });
        expect(await directory.signIn('secret', 'Right-Horse 7')).toMatchObject({ ok: true });
        expect(await directory.memberOf(anchor)).toHaveLength(1);
      });
    });

    describe('a password', () => {
      test('is kept as argon2id alone', async () => {
        const anchor = await fixture.addUser({ username: 'hashed' });
        await directory.setPassword(anchor, 'Right-Horse 7', 'wbk_h');
        const row = await fixture.storage.localUsers.get(directory.tenantId, directory.id, anchor);
        expect(row?.passwordHash).toMatch(/^\$argon2id\$/);
        expect(JSON.stringify(row)).not.toContain('Horse');
        expect(row?.lastWritebackId).toBe('wbk_h');
      });

      test('costs one verification for everybody: known, unknown, without one, disabled (A022)', async () => {
        await fixture.addUser({ username: 'timed', password: 'Right-Horse 7' });
        await fixture.addUser({ username: 'timed-none' });
        await fixture.addUser({ username: 'timed-off', password: 'Right-Horse 7', disabled: true });
        for (const name of ['timed', 'timed-none', 'timed-off', 'timed-nobody', '']) {
          for (const password of ['Right-Horse 7', 'wrong', '']) {
            const before = fixture.hasher.verifications();
            await directory.signIn(name, password);
            expect(fixture.hasher.verifications() - before).toBe(1);
          }
        }
      });

      test('that a reset wrote meanwhile is not overwritten by a change that proved the old one', async () => {
        const anchor = await fixture.addUser({ username: 'crossed', password: 'Old-Horse 7' });
        const slow = slowHasher(fixture.hasher, async () => {
          await directory.setPassword(anchor, 'Reset-Horse 9', 'wbk_reset');
        });
        const late = createBuiltinDirectory({
          ...fixture,
          ...directory,
          hasher: slow,
          random: seededRandom(9),
        });
        expect(
          await late.changePassword(anchor, 'Old-Horse 7', 'Change-Horse 8', 'wbk_late'),
        ).toEqual({
          outcome: 'refused',
          reason: 'wrong-current-password',
        });
        expect(await directory.signIn('crossed', 'Reset-Horse 9')).toMatchObject({ ok: true });
        expect((await directory.writeState(anchor))?.lastWritebackId).toBe('wbk_reset');
      });

      test('is not set for somebody who was deleted while it was hashed', async () => {
        const anchor = await fixture.addUser({ username: 'vanished', password: 'Old-Horse 7' });
        const slow = slowHasher(fixture.hasher, () => fixture.remove(anchor));
        const late = createBuiltinDirectory({
          ...fixture,
          ...directory,
          hasher: slow,
          random: seededRandom(9),
        });
        expect(await late.setPassword(anchor, 'New-Horse 8', 'wbk_v')).toEqual({
          outcome: 'refused',
          reason: 'unknown',
        });
        const again = await fixture.addUser({ username: 'vanished', password: 'Old-Horse 7' });
        const slower = slowHasher(fixture.hasher, () => fixture.remove(again));
        const later = createBuiltinDirectory({
          ...fixture,
          ...directory,
          hasher: slower,
          random: seededRandom(9),
        });
        expect(await later.changePassword(again, 'Old-Horse 7', 'New-Horse 8', 'wbk_v')).toEqual({
          outcome: 'refused',
          reason: 'unknown',
        });
      });
    });

    test('orders people by the canonical form of their names', async () => {
      for (const username of ['order-B', 'ORDER-a', 'order-Ä', 'order-z']) {
        await fixture.addUser({ username });
      }
      const page = await directory.searchUsers({ query: 'order-', limit: 50, cursor: null });
      const keys = page.items.map(({ username }) => canonicalForm(username));
      expect(keys).toEqual(['order-a', 'order-b', 'order-z', 'order-ä']);
    });
  });
}

/** Real hashing, with something else happening before it is done. */
function slowHasher(hasher: CountingHasher, meanwhile: () => Promise<void>): CountingHasher {
  return {
    ...hasher,
    async hash(secret) {
      await meanwhile();
      return hasher.hash(secret);
    },
  };
}
