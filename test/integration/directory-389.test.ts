import { Attribute, Change } from 'ldapts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { directoryServer389 } from '../../src/directories/directory-server-389/index.ts';
import type { DirectoryServer389Settings } from '../../src/directories/directory-server-389/settings.ts';
import { describeDirectoryContract } from '../kit/directory-contract.ts';
import { describeMembersContract } from '../kit/directory-members-contract.ts';
import { checked } from '../kit/directories/checked.ts';
import {
  directoryServer389Fixture,
  directoryServer389Settings,
} from '../kit/directories/directory-server-389-fixture.ts';
import {
  type DirectoryServer389,
  startDirectoryServer389,
} from '../kit/directories/directory-server-389.ts';
import type { TestAccount } from '../kit/directories/openldap.ts';
import {
  escaped,
  generalizedTime,
  hourMs,
  replaced,
  testDeps,
  testPlace,
  type TreeFixture,
} from '../kit/directories/tree-fixture.ts';

let server: DirectoryServer389;
let open: TreeFixture[] = [];
beforeAll(async () => {
  server = await startDirectoryServer389();
});
afterEach(async () => {
  for (const fixture of open) await fixture.close();
  open = [];
  await server.configure({
    passwordLockout: 'off',
    passwordMustChange: 'off',
    passwordExp: 'off',
    passwordHistory: 'off',
    passwordMinAge: '0',
    passwordCheckSyntax: 'off',
    passwordChange: 'on',
  });
});
afterAll(() => server.stop());

const password = 'Right-Horse 7';
let made = 0;

/** Somebody new under these rules of the server, seen by a connector that has read no others. */
async function person(
  rules: Readonly<Record<string, string>> = {},
  settings: Partial<DirectoryServer389Settings> = {},
) {
  if (Object.keys(rules).length > 0) await server.configure(rules);
  const fixture = directoryServer389Fixture(server, directoryServer389Settings(server, settings));
  open.push(fixture);
  made += 1;
  const username = `person${made}`;
  const { directory } = fixture;
  const anchor = await fixture.addUser({ username, password });
  const dn = await fixture.dnOf(anchor);
  return {
    fixture,
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
const lockout = { passwordLockout: 'on', passwordMaxFailure: '3', passwordLockoutDuration: '600' };

describeDirectoryContract('389 Directory Server', () =>
  Promise.resolve(directoryServer389Fixture(server)),
);
describeMembersContract('389 Directory Server', () =>
  Promise.resolve(directoryServer389Fixture(server)),
);

describe('locks of 389 Directory Server', () => {
  test('are seen by their result 19, and ended without a new password', async () => {
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

  test('do not end with anything that Postern does for an account that is disabled', async () => {
    const { write, read, set, change, unlock } = await person();
    await write('nsAccountLock', 'TRUE');
    expect((await read()).enabled).toBe(false);
    expect(await set('New-Horse 8')).toEqual(refused('account-disabled'));
    expect(await change(password, 'New-Horse 8')).toEqual(refused('account-disabled'));
    expect(await unlock()).toEqual(refused('account-disabled'));
  });
});

describe('passwords of 389 Directory Server', () => {
  test('that an administrator set must be changed, where the server says so', async () => {
    const { signIn, write, read, change, set } = await person({ passwordMustChange: 'on' });
    await write('userPassword', 'Given-Horse 7');
    expect((await read()).account.password).toBe('must-change');
    expect(await signIn('Given-Horse 7')).toMatchObject({ ok: false, reason: 'must-change' });
    expect(await change('Given-Horse 7', 'New-Horse 9')).toMatchObject(applied);
    expect(await signIn('New-Horse 9')).toMatchObject({ ok: true });
    expect((await read()).account.password).toBe('current');
    // What somebody sets here themselves is no administrator's.
    expect(await set('New-Horse 10')).toMatchObject(applied);
    expect(await signIn('New-Horse 10')).toMatchObject({ ok: true });
  });

  test('that are expired are proven by the old one, which is good for a new one', async () => {
    const { signIn, read, write, change } = await person({
      passwordExp: 'on',
      passwordWarning: '0',
    });
    await write('passwordExpirationTime', generalizedTime(Date.now() - hourMs));
    expect((await read()).account.password).toBe('expired');
    expect(await signIn('wrong')).toEqual({ ok: false, reason: 'wrong' });
    expect(await signIn(password)).toMatchObject({ ok: false, reason: 'password-expired' });
    expect(await change('wrong', 'New-Horse 8')).toEqual(refused('wrong-current-password'));
    expect(await change(password, 'New-Horse 8')).toMatchObject(applied);
    expect(await signIn('New-Horse 8')).toMatchObject({ ok: true });
  });

  test('are not expired by a time that stayed behind when ages were switched off', async () => {
    const { signIn, read, write } = await person();
    await write('passwordExpirationTime', generalizedTime(Date.now() - hourMs));
    expect((await read()).account.password).toBe('current');
    expect(await signIn(password)).toMatchObject({ ok: true });
  });

  test('are refused with the reason the server has', async () => {
    const short = await person({ passwordCheckSyntax: 'on', passwordMinLength: '12' });
    expect(await short.set('Horse 8')).toEqual(refused('too-short'));
    expect(await short.change(password, 'Horse 8')).toEqual(refused('too-short'));
    expect(await short.set('horsehorsehorsehorse')).toEqual(refused('complexity'));
    await server.configure({ passwordCheckSyntax: 'off' });
    const former = await person({ passwordHistory: 'on', passwordInHistory: '5' });
    expect(await former.set('New-Horse 8')).toMatchObject(applied);
    expect(await former.set(password)).toEqual(refused('in-history'));
    expect(await former.set('New-Horse 8')).toEqual(refused('in-history'));
    expect(await former.change('New-Horse 8', password)).toEqual(refused('in-history'));
    expect(await former.signIn('New-Horse 8')).toMatchObject({ ok: true });
    const young = await person({ passwordMinAge: '7200' });
    expect(await young.change(password, 'New-Horse 8')).toMatchObject(applied);
    expect(await young.change('New-Horse 8', 'New-Horse 9')).toEqual(refused('too-young'));
    expect(await young.set('New-Horse 9')).toEqual(refused('too-young'));
    expect(await young.signIn('New-Horse 8')).toMatchObject({ ok: true });
  });

  test('are not changed by who may not change them', async () => {
    const { read, change } = await person({ passwordChange: 'off' });
    expect((await read()).account.mayChangePassword).toBe(false);
    expect(await change(password, 'New-Horse 8')).toEqual(refused('not-permitted'));
  });

  test('come with the rules that hold for everybody', async () => {
    const { directory, anchor } = await person({
      ...lockout,
      passwordCheckSyntax: 'on',
      passwordMinLength: '12',
      passwordMinCategories: '3',
      passwordHistory: 'on',
      passwordInHistory: '5',
      passwordMinAge: '60',
      passwordExp: 'on',
      passwordMaxAge: '7776000',
    });
    expect(await directory.passwordPolicy(anchor)).toEqual({
      source: 'cn=config',
      minLength: 12,
      historyLength: 5,
      complexity: true,
      minAgeSeconds: 60,
      maxAgeSeconds: 7_776_000,
      lockout: { threshold: 3, durationSeconds: 600 },
    });
  });
});

describe('people of 389 Directory Server', () => {
  test('whose DN holds every special sign are reset and have their groups', async () => {
    const { fixture, directory } = await person();
    const name = ' #,+"\\<>;=/*() ä🗝 ';
    const dn = `cn=${escaped(name)},${server.peopleDn}`;
    await server.admin.add(dn, {
      objectClass: 'inetOrgPerson',
      uid: 'special',
      cn: name,
      sn: 'x',
      userPassword: password,
    });
    const anchor = (await directory.find('special'))?.ref.anchor ?? '';
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
    const { fixture, directory } = await person();
    const username = `long${'x'.repeat(252)}`;
    const anchor = await fixture.addUser({ username, password });
    expect((await directory.find(username))?.ref.anchor).toBe(anchor);
    expect(await directory.setPassword(anchor, 'New-Horse 8', 'wbk_1')).toMatchObject(applied);
  });

  // F39: an anchor names a person, a DN only where they stand.
  test('who are renamed on the way are still who they were', async () => {
    const { fixture, dn, username, set, read, directory } = await person();
    await server.admin.modifyDN(dn, 'uid=renamed');
    const other = await fixture.addUser({ username, password });
    expect(await set('New-Horse 8')).toMatchObject(applied);
    expect((await read()).username).toBe('renamed');
    expect(await directory.signIn('renamed', 'New-Horse 8')).toMatchObject({ ok: true });
    expect(await directory.signIn(username, password)).toMatchObject({
      user: { ref: { anchor: other } },
    });
  });
});

describe('the service account of 389 Directory Server', () => {
  test('may set passwords and end locks, and nothing else', async () => {
    const { dn } = await person();
    const client = server.connect();
    await client.bind(server.service.dn, server.service.password);
    const mail = new Attribute({ type: 'mail', values: ['thief@elsewhere.example'] });
    await expect(
      client.modify(dn, new Change({ operation: 'replace', modification: mail })),
    ).rejects.toMatchObject({ code: 50 });
    await expect(client.del(dn)).rejects.toMatchObject({ code: 50 });
    const { searchEntries } = await client.search(dn, { attributes: ['userPassword'] });
    expect(searchEntries[0]).toMatchObject({ userPassword: [] });
    await client.unbind();
  });
});

describe('the check of a 389 Directory Server', () => {
  const inOrder = {
    reach: 'passed',
    encryption: 'passed',
    'sign-in': 'passed',
    base: 'passed',
    'find-people': 'passed',
    'find-groups': 'passed',
    anchor: 'passed',
    indexes: 'passed',
    'read-policy': 'passed',
    'reset-password': 'passed',
    unlock: 'passed',
    'history-on-reset': 'passed',
    'change-time': 'passed',
    'too-many-rights': 'passed',
  };
  const check = (more: Partial<DirectoryServer389Settings> = {}, account?: TestAccount) =>
    checked(
      directoryServer389.open(
        directoryServer389Settings(server, more, account),
        testPlace,
        testDeps,
      ),
    );

  test('passes for the account of the guide, and leaves no trace', async () => {
    const { dn } = await person({ passwordHistory: 'on' });
    const state = async () =>
      (await server.admin.search(dn, { attributes: ['*', '+', 'pwdUpdateTime'] })).searchEntries;
    const before = await state();
    expect(await check()).toEqual(inOrder);
    expect(await state()).toEqual(before);
  });

  test('names each right that is missing', async () => {
    await person({ passwordHistory: 'on' });
    const found = await check({}, server.reader);
    const { 'history-on-reset': _, ...others } = inOrder;
    expect(found).toEqual({
      ...others,
      'reset-password': 'failed',
      unlock: 'failed',
      // The rules may not be read either, and so not be told.
      'read-policy': 'warning',
      'change-time': 'warning',
    });
  });

  test('warns of rights that go too far, and of a history that is not kept', async () => {
    await person();
    expect(await check({}, server.mighty)).toMatchObject({ 'too-many-rights': 'warning' });
    expect(await check()).toMatchObject({
      'history-on-reset': 'warning',
      'too-many-rights': 'passed',
    });
  });

  // F43
  test('warns where no time of a change is kept', async () => {
    await person({ passwordTrackUpdateTime: 'off' });
    expect(await check({ peopleFilter: '(uid=special)' })).toMatchObject({
      'change-time': 'passed',
    });
    await server.admin.add(`uid=untracked,${server.peopleDn}`, {
      objectClass: 'inetOrgPerson',
      uid: 'untracked',
      cn: 'untracked',
      sn: 'x',
      userPassword: password,
    });
    expect(await check({ peopleFilter: '(uid=untracked)' })).toMatchObject({
      'change-time': 'warning',
    });
    await server.configure({ passwordTrackUpdateTime: 'on' });
  });
});

describe('the schema of FreeIPA', () => {
  const policyDn = 'cn=global_policy,dc=example,dc=test';
  const uuid = 'b86e7124-7ad7-11ef-895b-39451b682a16';

  test('tells of locks, ages and changes by the attributes of Kerberos', async () => {
    await server.admin.add(policyDn, {
      objectClass: ['nsContainer', 'contosoPerson'],
      cn: 'global_policy',
      krbPwdMinLength: '12',
      krbPwdMinDiffChars: '3',
      krbPwdHistoryLength: '5',
      krbMinPwdLife: '3600',
      krbMaxPwdLife: '7776000',
      krbPwdMaxFailure: '6',
      krbPwdLockoutDuration: '600',
    });
    const { dn, username, write } = await person();
    await write('ipaUniqueID', uuid);
    await write('krbLastPwdChange', '20261101000000Z');
    const directory = directoryServer389.open(
      directoryServer389Settings(server, { schema: 'freeipa', defaultPolicyDn: policyDn }),
      testPlace,
      testDeps,
    );
    const read = () => directory.find(username);
    expect(await read()).toMatchObject({
      ref: { anchor: uuid },
      passwordChangedAt: Date.UTC(2026, 10, 1),
      account: { locked: false, expired: false, password: 'current' },
    });
    expect(await directory.passwordPolicy(uuid)).toEqual({
      source: policyDn,
      minLength: 12,
      historyLength: 5,
      complexity: true,
      minAgeSeconds: 3600,
      maxAgeSeconds: 7_776_000,
      lockout: { threshold: 6, durationSeconds: 600 },
    });
    await write('krbLoginFailedCount', '6');
    await write('krbLastFailedAuth', generalizedTime(Date.now() - 2 * hourMs));
    expect((await read())?.account.locked).toBe(false);
    await write('krbLastFailedAuth', generalizedTime(Date.now()));
    expect((await read())?.account.locked).toBe(true);
    expect(await directory.unlock(uuid, 'wbk_1')).toMatchObject(applied);
    expect((await read())?.account.locked).toBe(false);
    await write('krbPasswordExpiration', generalizedTime(Date.now() - hourMs));
    await write('krbPrincipalExpiration', generalizedTime(Date.now() - hourMs));
    expect((await read())?.account).toMatchObject({ expired: true, password: 'expired' });
    expect(await directory.signIn(username, password)).toEqual({
      ok: false,
      reason: 'account-expired',
    });
    expect(await directory.setPassword(uuid, 'New-Horse 8', 'wbk_2')).toMatchObject(applied);
    expect(dn).toContain(username);
    await directory.close();
  });
});
