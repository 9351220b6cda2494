import { Attribute, Change } from 'ldapts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenLdapSettings } from '../../src/directories/openldap/settings.ts';
import { connectionOf } from '../../src/services/directory/find-person.ts';
import { describeDirectoryContract } from '../kit/directory-contract.ts';
import { describeMembersContract } from '../kit/directory-members-contract.ts';
import { openLdapFixture, openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';
import { failureOf } from '../kit/directory-fixture.ts';
import { escaped, replaced, type TreeFixture } from '../kit/directories/tree-fixture.ts';

let server: OpenLdapServer;
let fixture: TreeFixture;
beforeAll(async () => {
  server = await startOpenLdap({ hash: '{ARGON2}' });
  fixture = openLdapFixture(server);
});
afterAll(async () => {
  await fixture.close();
  await server.stop();
});

const password = 'Right-Horse 7';
let made = 0;

/** Somebody new, whose password is an hour old, under rules of their own. */
async function person(rules: Record<string, string> = {}, settings?: Partial<OpenLdapSettings>) {
  made += 1;
  const username = `person${made}`;
  const own =
    settings === undefined ? fixture : openLdapFixture(server, openLdapSettings(server, settings));
  const anchor = await own.addUser({ username, password });
  const dn = await own.dnOf(anchor);
  if (Object.keys(rules).length > 0) {
    const policy = `cn=for ${username},${server.policiesDn}`;
    await server.admin.add(policy, {
      objectClass: ['device', 'pwdPolicy'],
      cn: `for ${username}`,
      pwdAttribute: 'userPassword',
      pwdCheckQuality: '2',
      pwdMinLength: '1',
      ...rules,
    });
    await server.admin.modify(dn, replaced('pwdPolicySubentry', policy));
  }
  const { directory } = own;
  return {
    username,
    anchor,
    dn,
    directory,
    read: async () => {
      const found = await directory.read(anchor);
      if (found === null) throw new Error('gone');
      return found;
    },
    signIn: (typed: string) => directory.signIn(username, typed),
    set: (next: string) => directory.setPassword(anchor, next, 'wbk_test'),
    change: (current: string, next: string) =>
      directory.changePassword(anchor, current, next, 'wbk_test'),
    unlock: () => directory.unlock(anchor, 'wbk_test'),
    write: (type: string, ...values: string[]) =>
      server.admin.modify(dn, replaced(type, ...values)),
  };
}

const refused = (reason: string) => ({ outcome: 'refused', reason });
const applied = { outcome: 'applied' };
const lockout = { pwdLockout: 'TRUE', pwdMaxFailure: '3', pwdLockoutDuration: '600' };

describeDirectoryContract('OpenLDAP', () => Promise.resolve(openLdapFixture(server)));
describeMembersContract('OpenLDAP', () => Promise.resolve(openLdapFixture(server)));

describe('locks of OpenLDAP', () => {
  test('are seen, told apart from a wrong password, and ended without a new one', async () => {
    const { signIn, read, unlock } = await person(lockout);
    for (const wrong of ['a', 'b', 'c'])
      expect(await signIn(wrong)).toEqual({ ok: false, reason: 'wrong' });
    expect(await signIn(password)).toEqual({ ok: false, reason: 'locked' });
    expect((await read()).account.locked).toBe(true);
    expect(await unlock()).toMatchObject(applied);
    expect((await read()).account.locked).toBe(false);
    expect(await signIn(password)).toMatchObject({ ok: true });
    expect(await unlock()).toMatchObject(applied);
  });

  test('are ended by a reset', async () => {
    const { signIn, read, set } = await person(lockout);
    for (const wrong of ['a', 'b', 'c']) await signIn(wrong);
    expect(await set('New-Horse 8')).toMatchObject(applied);
    expect((await read()).account.locked).toBe(false);
    expect(await signIn('New-Horse 8')).toMatchObject({ ok: true });
  });

  test('of an administrator are no locks: nothing that Postern does ends them', async () => {
    const one = await person(lockout);
    await one.write('pwdAccountLockedTime', '000001010000Z');
    expect(await one.read()).toMatchObject({ enabled: false, account: { locked: false } });
    expect(await one.set('New-Horse 8')).toEqual(refused('account-disabled'));
    expect(await one.change(password, 'New-Horse 8')).toEqual(refused('account-disabled'));
    expect(await one.unlock()).toEqual(refused('account-disabled'));
    expect((await one.read()).enabled).toBe(false);
  });
});

describe('passwords of OpenLDAP', () => {
  test('that must be changed sign in to a change alone, with the old one', async () => {
    const { signIn, read, change, write } = await person({ pwdMustChange: 'TRUE' });
    await write('pwdReset', 'TRUE');
    expect((await read()).account.password).toBe('must-change');
    expect(await signIn('wrong')).toEqual({ ok: false, reason: 'wrong' });
    expect(await signIn(password)).toMatchObject({ ok: false, reason: 'must-change' });
    expect(await change(password, 'New-Horse 8')).toMatchObject(applied);
    expect(await signIn('New-Horse 8')).toMatchObject({ ok: true });
  });

  test('that were reset must be changed where the setting says so', async () => {
    const mustChange = await person({ pwdMustChange: 'TRUE' }, { mustChangeAfterReset: true });
    expect(await mustChange.set('New-Horse 8')).toMatchObject(applied);
    expect(await mustChange.signIn('New-Horse 8')).toMatchObject({ reason: 'must-change' });
    const good = await person({ pwdMustChange: 'TRUE' });
    expect(await good.set('New-Horse 8')).toMatchObject(applied);
    expect(await good.signIn('New-Horse 8')).toMatchObject({ ok: true });
  });

  test('that are expired are proven by the old one, which is good for a new one', async () => {
    const { signIn, read, change } = await person({ pwdMaxAge: '60' });
    expect((await read()).account.password).toBe('expired');
    expect(await signIn('wrong')).toEqual({ ok: false, reason: 'wrong' });
    expect(await signIn(password)).toMatchObject({ ok: false, reason: 'password-expired' });
    expect(await change('wrong', 'New-Horse 8')).toEqual(refused('wrong-current-password'));
    expect(await change(password, 'New-Horse 8')).toMatchObject(applied);
    expect(await signIn('New-Horse 8')).toMatchObject({ ok: true });
  });

  test('are refused with the reason the server has', async () => {
    const short = await person({ pwdMinLength: '12' });
    expect(await short.set('Horse 8')).toEqual(refused('too-short'));
    expect(await short.change(password, 'Horse 8')).toEqual(refused('too-short'));
    const long = await person({ pwdMaxLength: '20' });
    expect(await long.set('x'.repeat(21))).toEqual(refused('too-long'));
    const former = await person({ pwdInHistory: '5' });
    expect(await former.set(password)).toEqual(refused('in-history'));
    expect(await former.set('New-Horse 8')).toMatchObject(applied);
    expect(await former.set(password)).toEqual(refused('in-history'));
    expect(await former.change('New-Horse 8', password)).toEqual(refused('in-history'));
    const young = await person({ pwdMinAge: '7200' });
    expect(await young.set('New-Horse 8')).toEqual(refused('too-young'));
    expect(await young.change(password, 'New-Horse 8')).toEqual(refused('too-young'));
    for (const { signIn } of [short, long, young])
      expect(await signIn(password)).toMatchObject({ ok: true });
  });

  test('under a policy that asks for the old one are changed, and no reset is made', async () => {
    const { set, change, signIn } = await person({ pwdSafeModify: 'TRUE' });
    expect(await set('New-Horse 8')).toEqual(refused('not-permitted'));
    expect(await change(password, 'New-Horse 8')).toMatchObject(applied);
    expect(await signIn('New-Horse 8')).toMatchObject({ ok: true });
  });

  test('are not changed by who may not change them, not even when expired', async () => {
    const fixed = await person({ pwdAllowUserChange: 'FALSE' });
    expect((await fixed.read()).account.mayChangePassword).toBe(false);
    expect(await fixed.change(password, 'New-Horse 8')).toEqual(refused('not-permitted'));
    const expired = await person({ pwdAllowUserChange: 'FALSE', pwdMaxAge: '60' });
    expect(await expired.change(password, 'New-Horse 8')).toEqual(refused('not-permitted'));
  });

  // A016: what stands behind a NUL is not lost.
  test('with a NUL are never sent', async () => {
    const { set, change, signIn } = await person();
    expect(await set('New-Horse\0 8')).toEqual(refused('forbidden-characters'));
    expect(await change(`${password}\0`, 'New-Horse 8')).toEqual(refused('wrong-current-password'));
    expect(await signIn(`${password}\0`)).toEqual({ ok: false, reason: 'wrong' });
  });

  test('come with the rules that hold for the person', async () => {
    const { directory, anchor } = await person({
      ...lockout,
      pwdMinLength: '12',
      pwdInHistory: '5',
      pwdMinAge: '60',
      pwdMaxAge: '7776000',
    });
    expect(await directory.passwordPolicy(anchor)).toEqual({
      source: expect.stringContaining('cn=for person'),
      minLength: 12,
      historyLength: 5,
      complexity: false,
      minAgeSeconds: 60,
      maxAgeSeconds: 7_776_000,
      lockout: { threshold: 3, durationSeconds: 600 },
    });
    const plain = await person();
    expect(await directory.passwordPolicy(plain.anchor)).toMatchObject({
      source: server.defaultPolicyDn,
      minLength: null,
      lockout: null,
    });
  });
});

describe('people of OpenLDAP', () => {
  test('are found by names with a domain or a realm before or behind them', async () => {
    const { username, directory } = await person({}, { realms: ['corp.example', 'corp'] });
    for (const typed of [username, `corp\\${username}`, `${username}@corp.example`])
      expect((await directory.find(typed))?.username).toBe(username);
    expect(await directory.find(`${username}@other.example`)).toBeNull();
  });

  // CVE-2019-19844, CVE-2025-6004: a server folds more than letter case.
  test('are not found by letters that only a server takes for theirs', async () => {
    const { username, directory } = await person();
    for (const typed of [
      username.replace('p', '\uff50'),
      username.replace('e', 'e\u200d'),
      `${username.slice(0, 3)}\u00ad${username.slice(3)}`,
    ])
      expect(await directory.find(typed)).toBeNull();
  });

  test('whose DN holds every special sign are reset and have their groups', async () => {
    const name = ' #,+"\\<>;=/*() ä🗝 ';
    const dn = `cn=${escaped(name)},${server.peopleDn}`;
    await server.admin.add(dn, {
      objectClass: 'inetOrgPerson',
      uid: 'special',
      cn: name,
      sn: 'x',
      userPassword: password,
    });
    const { directory } = fixture;
    const found = await directory.find('special');
    const anchor = found?.ref.anchor ?? '';
    const group = await fixture.addGroup('Of ,special+ "signs"');
    await fixture.addMember(group, { kind: 'user', anchor });
    expect(await directory.memberOf(anchor)).toEqual([
      { directoryId: directory.id, anchor: group },
    ]);
    expect(await directory.countMembers([{ directoryId: directory.id, anchor: group }])).toBe(1);
    expect(await directory.setPassword(anchor, 'New-Horse 8', 'wbk_1')).toMatchObject(applied);
    expect(
      await directory.changePassword(anchor, 'New-Horse 8', 'New-Horse 9', 'wbk_2'),
    ).toMatchObject(applied);
    expect(await directory.signIn('special', 'New-Horse 9')).toMatchObject({ ok: true });
  });

  test('with names of 256 letters are found and reset', async () => {
    const username = `${'ä'.repeat(100)}${'x'.repeat(150)}${'🗝'.repeat(6)}`;
    await server.admin.add(`cn=longest,${server.peopleDn}`, {
      objectClass: 'inetOrgPerson',
      uid: username,
      cn: 'longest',
      sn: 'x',
    });
    const { directory } = fixture;
    const anchor = (await directory.find(username))?.ref.anchor ?? '';
    expect(await directory.setPassword(anchor, 'New-Horse 8', 'wbk_1')).toMatchObject(applied);
    expect(await directory.signIn(username, 'New-Horse 8')).toMatchObject({ ok: true });
  });

  // F39: an anchor names a person, a DN only where they stand.
  test('who are renamed and moved on the way are still who they were', async () => {
    const one = await person();
    const elsewhere = `ou=elsewhere,${server.peopleDn}`;
    await server.admin.add(elsewhere, { objectClass: 'organizationalUnit', ou: 'elsewhere' });
    await server.admin.modifyDN(one.dn, `uid=renamed,${elsewhere}`);
    const other = await fixture.addUser({ username: one.username, password });
    expect(await one.set('New-Horse 8')).toMatchObject(applied);
    expect((await one.read()).username).toBe('renamed');
    expect(await fixture.directory.signIn('renamed', 'New-Horse 8')).toMatchObject({ ok: true });
    expect(await fixture.directory.signIn(one.username, password)).toMatchObject({
      user: { ref: { anchor: other } },
    });
  });

  test('that are accounts of programs are marked as such', async () => {
    const { dn, read, write } = await person({}, { serviceFilter: '(accountStatus=program)' });
    expect((await read()).account.service).toBe(false);
    await write('accountStatus', 'program');
    expect((await read()).account.service).toBe(true);
    expect(dn).toContain('uid=');
  });

  test('are members of groups of every class, and counted once', async () => {
    const { username, dn, anchor, directory } = await person();
    const group = async (cn: string, attributes: Record<string, string | string[]>) => {
      const at = `cn=${cn},${server.groupsDn}`;
      await server.admin.add(at, { cn, ...attributes });
      const { items } = await directory.searchGroups({ query: cn, limit: 1, cursor: null });
      return { at, ref: items[0]?.ref ?? { directoryId: '', anchor: '' } };
    };
    const posix = await group('unix', {
      objectClass: 'posixGroup',
      gidNumber: '7',
      memberUid: username,
    });
    const unique = await group('unique', {
      objectClass: 'groupOfUniqueNames',
      uniqueMember: [dn.toUpperCase(), posix.at],
    });
    const outer = await group('outermost', { objectClass: 'groupOfNames', member: unique.at });
    const held = (await directory.memberOf(anchor)).map((ref) => ref.anchor);
    expect(held.toSorted()).toEqual([posix, unique, outer].map(({ ref }) => ref.anchor).toSorted());
    expect(await directory.countMembers([outer.ref])).toBe(1);
    expect(await directory.countMembers([posix.ref, outer.ref])).toBe(1);
    for (const { ref } of [posix, unique, outer])
      expect(await connectionOf(directory)?.membersOf(ref.anchor, 9)).toEqual([anchor]);
  });
});

describe('groups of OpenLDAP that are nested deeper than anybody means', () => {
  // A rule that asks for groups would go by half of them: nobody is told that they are in none.
  test('are not walked, and nothing is decided by them', async () => {
    const { dn, anchor, directory } = await person();
    let inner = dn;
    for (let depth = 0; depth < 70; depth += 1) {
      const at = `cn=deep ${depth},${server.groupsDn}`;
      await server.admin.add(at, {
        objectClass: 'groupOfNames',
        cn: `deep ${depth}`,
        member: inner,
      });
      inner = at;
    }
    expect(await failureOf(directory.memberOf(anchor))).toBe('unavailable');
  });
});

describe('the service account of OpenLDAP', () => {
  test('may set passwords and end locks, and nothing else', async () => {
    const { dn } = await person();
    const client = server.connect();
    await client.bind(server.service.dn, server.service.password);
    const tryTo = (operation: 'add' | 'replace', type: string, value: string) =>
      client.modify(
        dn,
        new Change({ operation, modification: new Attribute({ type, values: [value] }) }),
      );
    await expect(tryTo('replace', 'mail', 'thief@elsewhere.example')).rejects.toMatchObject({
      code: 50,
    });
    await expect(tryTo('add', 'objectClass', 'contosoPerson')).rejects.toMatchObject({ code: 50 });
    await expect(client.del(dn)).rejects.toMatchObject({ code: 50 });
    const { searchEntries } = await client.search(dn, {
      attributes: ['userPassword', 'pwdHistory'],
    });
    expect(searchEntries[0]).toMatchObject({ userPassword: [] });
    await client.unbind();
  });
});
