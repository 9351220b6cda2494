import { describe, expect, test } from 'vitest';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { aLocalUser, aTenant, DIRECTORY, MORNING } from './samples.ts';

export function describeLocalUsersContract(open: OpenStorage): void {
  describe('users of the built-in directory', () => {
    const storage = oneStorage(open);

    async function added(...parts: Parameters<typeof aLocalUser>) {
      const row = aLocalUser(...parts);
      expect(await storage().localUsers.add(row)).toBe(true);
      return row;
    }

    const find = (tenant: string, canonical: string) =>
      storage().localUsers.find(tenant, DIRECTORY, canonical);

    async function names(tenant: string, query: string, limit = 50, after: string | null = null) {
      const page = await storage().localUsers.search(tenant, DIRECTORY, { query, limit, after });
      return page.map((row) => row.username);
    }

    test('gives back what was kept', async () => {
      const full = await added(aTenant(), {
        mail: 'Adele@Contoso.example',
        alternateMail: 'adele@home.example',
        locale: 'de',
        enabled: false,
        lastWritebackId: 'wbk_1',
      });
      const bare = await added(aTenant(), {
        givenName: null,
        surname: null,
        passwordHash: null,
        passwordChangedAt: null,
      });
      for (const row of [full, bare]) {
        expect(await storage().localUsers.get(row.tenantId, DIRECTORY, row.id)).toEqual(row);
      }
      expect(await storage().localUsers.get(full.tenantId, DIRECTORY, 'usr_other')).toBeNull();
    });

    test('adds a name once in a directory, however it is spelled', async () => {
      const { localUsers } = storage();
      const tenant = aTenant();
      await added(tenant, { username: 'Jos\u00e9' });
      for (const username of ['jos\u00e9', 'JOSE\u0301', ' Jos\u00e9 ']) {
        expect(await localUsers.add(aLocalUser(tenant, { username }))).toBe(false);
      }
      await added(tenant, { username: 'jose' });
      await added(tenant, { username: 'Jos\u00e9', directoryId: 'dir_other' });
      const race = await atOnce(10, () => localUsers.add(aLocalUser(tenant, { username: 'same' })));
      expect(race.filter(Boolean)).toHaveLength(1);
      expect(await localUsers.count(tenant, DIRECTORY)).toBe(3);
    });

    test('finds a person by the exact canonical name, never by a similar one', async () => {
      const tenant = aTenant();
      const row = await added(tenant, { username: 'Jos\u00e9@contoso.example' });
      expect(await find(tenant, 'jos\u00e9@contoso.example')).toEqual(row);
      for (const other of [
        'jose@contoso.example',
        'jos\u00e9@contoso',
        '%',
        'jos_@contoso.example',
      ]) {
        expect(await find(tenant, other)).toBeNull();
      }
    });

    test('finds a person by mail only when nobody else has it', async () => {
      const tenant = aTenant();
      const adele = await added(tenant, { mail: 'Adele@Contoso.example' });
      await added(tenant, { mail: 'shared@contoso.example' });
      await added(tenant, { mail: 'SHARED@contoso.example' });
      await added(tenant, { mail: 'other@contoso.example', alternateMail: 'alt@home.example' });
      expect(await find(tenant, 'adele@contoso.example')).toEqual(adele);
      expect(await find(tenant, 'shared@contoso.example')).toBeNull();
      expect(await find(tenant, 'alt@home.example')).toBeNull();
    });

    test('finds the person whose username it is before those whose mail it is', async () => {
      const tenant = aTenant();
      await added(tenant, { mail: 'pat@contoso.example', id: 'usr_0' });
      const pat = await added(tenant, { username: 'pat@contoso.example', id: 'usr_1' });
      await added(tenant, { mail: 'Pat@contoso.example', id: 'usr_2' });
      expect(await find(tenant, 'pat@contoso.example')).toEqual(pat);
    });

    test('searches by the start of each name and of the mail', async () => {
      const tenant = aTenant();
      await added(tenant, {
        username: 'avance',
        displayName: 'Dr. Adele Vance',
        givenName: 'Adele',
        surname: 'Vance-Ortiz',
        mail: 'contact@contoso.example',
      });
      await added(tenant, {
        username: 'zoe',
        displayName: 'Zo\u00eb',
        givenName: null,
        surname: null,
      });
      for (const query of ['AV', 'dr. a', 'adel', 'vance-o', 'contact@', ' Adele ']) {
        expect([query, await names(tenant, query)]).toEqual([query, ['avance']]);
      }
      for (const query of ['dele', 'ortiz', 'zoe\u0301', '%', '_', 'adele vance']) {
        expect([query, await names(tenant, query)]).toEqual([query, []]);
      }
      expect(await names(tenant, 'zo\u00eb')).toEqual(['zoe']);
      expect(await names(tenant, '')).toEqual(['avance', 'zoe']);
    });

    test('pages through matches by username, each once', async () => {
      const tenant = aTenant();
      const usernames = ['bea', 'Cid', 'dan', 'Eva', '\u00e9li', '\u{1F600}x'];
      for (const username of usernames.toReversed()) {
        await added(tenant, {
          username,
          displayName: 'Sales one',
          givenName: 'Sales',
          surname: 'x',
        });
      }
      const second = (query: string) => names(tenant, query, 2, 'cid');
      expect(await names(tenant, 'sales', 2)).toEqual(['bea', 'Cid']);
      expect(await second('sales')).toEqual(['dan', 'Eva']);
      expect(await names(tenant, '', 2)).toEqual(['bea', 'Cid']);
      expect(await second('')).toEqual(['dan', 'Eva']);
      expect(await names(tenant, 'sales', 9, 'eva')).toEqual(['\u00e9li', '\u{1F600}x']);
    });

    test('pages by username whichever name matched, and past the matches of others', async () => {
      const tenant = aTenant();
      const named = { givenName: null, surname: null };
      const users = [
        { username: 'a', displayName: 'x9', ...named },
        { username: 'b', displayName: 'x5', ...named },
        { username: 'c', displayName: 'x1', ...named },
      ];
      for (const user of users) await added(tenant, user);
      for (const username of ['0', '1', '2']) {
        await added(aTenant(), { username, displayName: 'x0', ...named });
        await added(tenant, { username, displayName: 'x0', ...named, directoryId: 'dir_other' });
      }
      expect(await names(tenant, 'x', 2)).toEqual(['a', 'b']);
      expect(await names(tenant, 'x', 2, 'b')).toEqual(['c']);
    });

    test('updates the profile and what it is searched by, never the password', async () => {
      const { localUsers } = storage();
      const row = await added(aTenant(), { username: 'old', mail: 'old@contoso.example' });
      await added(row.tenantId, { username: 'beside', displayName: 'Beside', givenName: null });
      await added(aTenant(), { username: 'new' });
      await added(row.tenantId, { username: 'new', directoryId: 'dir_other' });
      const next = {
        ...row,
        username: 'New',
        displayName: 'Renamed',
        mail: 'new@contoso.example',
        enabled: false,
        updatedAt: MORNING + 1,
      };
      const meddled = {
        ...next,
        passwordHash: 'x',
        passwordChangedAt: 1,
        lastWritebackId: 'x',
        createdAt: 1,
      };
      expect(await localUsers.update(meddled)).toBe(true);
      expect(await localUsers.get(row.tenantId, DIRECTORY, row.id)).toEqual(next);
      expect(await names(row.tenantId, 'adele')).toEqual(['New']);
      expect(await names(row.tenantId, 'old')).toEqual([]);
      expect(await names(row.tenantId, 'renamed')).toEqual(['New']);
      expect(await names(row.tenantId, 'beside')).toEqual(['beside']);
      expect(await find(row.tenantId, 'old')).toBeNull();
      expect(await find(row.tenantId, 'new@contoso.example')).toEqual(next);
      expect(await localUsers.update(aLocalUser(row.tenantId))).toBe(false);
    });

    test('refuses a name that somebody else has, and keeps its own in another spelling', async () => {
      const { localUsers } = storage();
      const tenant = aTenant();
      await added(tenant, { username: 'taken' });
      const row = await added(tenant, { username: 'mine' });
      await expect(localUsers.update({ ...row, username: 'TAKEN' })).rejects.toMatchObject({
        code: 'name-taken',
      });
      expect(await localUsers.update({ ...row, username: 'MINE' })).toBe(true);
      const inTransaction = storage().transaction(async (stores) => {
        await stores.localUsers.update({ ...row, username: 'taken' }).catch(() => undefined);
        return stores.localUsers.update({ ...row, username: 'still works' });
      });
      expect(await inTransaction).toBe(true);
    });

    test('sets a password only over the one that was seen', async () => {
      const { localUsers } = storage();
      const row = await added(aTenant());
      const neighbour = await added(row.tenantId);
      const set = (hash: string, expectedHash?: string | null) =>
        localUsers.setPassword(row.tenantId, DIRECTORY, row.id, {
          hash,
          changedAt: MORNING + 5,
          writebackId: 'wbk_9',
          ...(expectedHash === undefined ? {} : { expectedHash }),
        });
      expect(await set('$new', '$argon2id$other')).toBe(false);
      expect(await set('$new', null)).toBe(false);
      const race = await atOnce(10, (index) => set(`$new${index}`, '$argon2id$old'));
      expect(race.filter(Boolean)).toHaveLength(1);
      expect(await set('$any')).toBe(true);
      expect(await localUsers.get(row.tenantId, DIRECTORY, row.id)).toEqual({
        ...row,
        passwordHash: '$any',
        passwordChangedAt: MORNING + 5,
        lastWritebackId: 'wbk_9',
        updatedAt: MORNING + 5,
      });
      expect(await localUsers.get(row.tenantId, DIRECTORY, neighbour.id)).toEqual(neighbour);
      const fresh = await added(aTenant(), { passwordHash: null });
      const first = { hash: '$first', changedAt: 1, writebackId: 'w', expectedHash: null };
      expect(await localUsers.setPassword(fresh.tenantId, DIRECTORY, fresh.id, first)).toBe(true);
      expect(await localUsers.setPassword(fresh.tenantId, DIRECTORY, 'usr_none', first)).toBe(
        false,
      );
    });

    test('removes a person with what they are searched by, and frees the name', async () => {
      const { localUsers } = storage();
      const row = await added(aTenant(), { username: 'gone' });
      await added(row.tenantId, { username: 'stays' });
      expect(await localUsers.remove(row.tenantId, DIRECTORY, row.id)).toBe(true);
      expect(await localUsers.remove(row.tenantId, DIRECTORY, row.id)).toBe(false);
      expect(await names(row.tenantId, 'adele')).toEqual(['stays']);
      await added(row.tenantId, { username: 'Gone' });
    });

    test('cannot be read or changed from another tenant or through another directory', async () => {
      const { localUsers } = storage();
      const row = await added(aTenant(), { username: 'kept', mail: 'kept@contoso.example' });
      const password = { hash: 'x', changedAt: 1, writebackId: 'x' };
      for (const [tenantId, directoryId] of [
        [aTenant(), DIRECTORY],
        [row.tenantId, 'dir_other'],
      ] as const) {
        expect(await localUsers.get(tenantId, directoryId, row.id)).toBeNull();
        expect(await localUsers.find(tenantId, directoryId, 'kept')).toBeNull();
        expect(await localUsers.find(tenantId, directoryId, 'kept@contoso.example')).toBeNull();
        for (const query of ['', 'kept']) {
          const page = { query, limit: 9, after: null };
          expect(await localUsers.search(tenantId, directoryId, page)).toEqual([]);
        }
        expect(await localUsers.count(tenantId, directoryId)).toBe(0);
        expect(await localUsers.update({ ...row, tenantId, directoryId, username: 'x' })).toBe(
          false,
        );
        expect(await localUsers.setPassword(tenantId, directoryId, row.id, password)).toBe(false);
        expect(await localUsers.remove(tenantId, directoryId, row.id)).toBe(false);
      }
      expect(await localUsers.get(row.tenantId, DIRECTORY, row.id)).toEqual(row);
      expect(await names(row.tenantId, 'kept')).toEqual(['kept']);
    });

    test('keeps two persons with one id and one name in two tenants apart', async () => {
      const { localUsers } = storage();
      const row = await added(aTenant(), { username: 'twin' });
      const twin = await added(aTenant(), { username: 'twin', id: row.id });
      const neighbour = await added(row.tenantId, {
        username: 'twin',
        id: row.id,
        directoryId: 'dir_other',
      });
      await localUsers.update({ ...row, username: 'changed', displayName: 'Changed' });
      await localUsers.setPassword(row.tenantId, DIRECTORY, row.id, {
        hash: 'x',
        changedAt: 1,
        writebackId: 'x',
      });
      await localUsers.remove(row.tenantId, DIRECTORY, row.id);
      for (const other of [twin, neighbour]) {
        expect(await localUsers.get(other.tenantId, other.directoryId, other.id)).toEqual(other);
        const page = { query: 'adele', limit: 9, after: null };
        expect(await localUsers.search(other.tenantId, other.directoryId, page)).toEqual([other]);
      }
    });
  });
}
