import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLdap } from '../../src/directories/openldap/index.ts';
import type { OpenLdapSettings } from '../../src/directories/openldap/settings.ts';
import { makeCertificates } from '../kit/certificates.ts';
import { checked } from '../kit/directories/checked.ts';
import { openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import {
  type OpenLdapServer,
  startOpenLdap,
  type TestAccount,
} from '../kit/directories/openldap.ts';
import { replaced, testDeps, testPlace } from '../kit/directories/tree-fixture.ts';
import { failureOf } from '../kit/directory-fixture.ts';

const people = 50_000;

describe('the check of an OpenLDAP', () => {
  let server: OpenLdapServer;
  beforeAll(async () => {
    server = await startOpenLdap({ people });
    await server.admin.modify(server.defaultPolicyDn, replaced('pwdInHistory', '5'));
    // By what the overlay keeps of them its presence is known: everybody else was loaded past it.
    await server.admin.modify(`uid=u7,${server.peopleDn}`, replaced('userPassword', 'New-Horse 8'));
    await server.admin.add(`cn=staff,${server.groupsDn}`, {
      objectClass: 'groupOfNames',
      cn: 'staff',
      member: `uid=u1,${server.peopleDn}`,
    });
  });
  afterAll(() => server.stop());

  const check = (more: Partial<OpenLdapSettings> = {}, account?: TestAccount) =>
    checked(openLdap.open(openLdapSettings(server, more, account), testPlace, testDeps));

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

  test('passes for the account of the guide, and leaves no trace', async () => {
    const state = async () => {
      const { searchEntries } = await server.admin.search(server.baseDn, {
        filter: '(|(uid=u0)(uid=u1)(uid=u2)(cn=staff))',
        attributes: ['*', '+'],
      });
      return searchEntries;
    };
    const before = await state();
    expect(await check()).toEqual(inOrder);
    // The policy asks nobody to change what was reset.
    expect(await check({ mustChangeAfterReset: true })).toEqual({
      ...inOrder,
      'must-change': 'warning',
    });
    // What the check needs to look at is there even when nobody names the policy.
    expect(await check({ defaultPolicyDn: null })).toEqual(inOrder);
    expect(await state()).toEqual(before);
  });

  test('names each right that is missing', async () => {
    expect(await check({ mustChangeAfterReset: true }, server.reader)).toEqual({
      ...inOrder,
      'reset-password': 'failed',
      unlock: 'failed',
      'must-change': 'failed',
    });
  });

  test('warns of rights that go too far, and of the policy that they go past', async () => {
    expect(await check({}, server.mighty)).toEqual({
      ...inOrder,
      'history-on-reset': 'warning',
      'too-many-rights': 'warning',
    });
  });

  test('warns of an attribute that no index serves', async () => {
    const found = await check({ loginAttributes: ['uid', 'employeeNumber'] });
    expect(found).toEqual({ ...inOrder, indexes: 'warning' });
  });

  test('fails where the policy asks for the old password, which nobody has who forgot it', async () => {
    const policy = `cn=safe,${server.policiesDn}`;
    await server.admin.add(policy, {
      objectClass: ['device', 'pwdPolicy'],
      cn: 'safe',
      pwdAttribute: 'userPassword',
      pwdSafeModify: 'TRUE',
    });
    expect(await check({ defaultPolicyDn: policy })).toMatchObject({ 'reset-password': 'failed' });
    await server.admin.del(policy);
  });

  test('warns of a policy that may not be seen', async () => {
    const missing = `cn=none,${server.policiesDn}`;
    const found = await check({ defaultPolicyDn: missing });
    expect(found).toMatchObject({ 'read-policy': 'warning', 'reset-password': 'passed' });
  });

  test('stops where nothing further can be told', async () => {
    const { authority } = makeCertificates('IP:127.0.0.1');
    expect(await check({ servers: ['ldaps://127.0.0.1:1'] })).toEqual({ reach: 'failed' });
    expect(await check({ authority })).toEqual({ reach: 'passed', encryption: 'failed' });
    expect(await check({ bindPassword: 'not the password' })).toEqual({
      reach: 'passed',
      encryption: 'passed',
      'sign-in': 'failed',
    });
    expect(await check({ baseDn: `ou=nowhere,${server.baseDn}` })).toEqual({
      reach: 'passed',
      encryption: 'passed',
      'sign-in': 'passed',
      base: 'failed',
    });
    expect(await check({ peopleFilter: '(uid=nobody)' })).toMatchObject({
      'find-people': 'failed',
      anchor: 'unknown',
    });
  });

  test('warns that nothing is kept of locks and changes without a policy', async () => {
    const plain = await startOpenLdap({ people: 3, passwordPolicy: false });
    try {
      const settings = openLdapSettings(plain, { defaultPolicyDn: null });
      expect(await checked(openLdap.open(settings, testPlace, testDeps))).toMatchObject({
        'read-policy': 'warning',
        'reset-password': 'passed',
        unlock: 'failed',
        'change-time': 'warning',
      });
    } finally {
      await plain.stop();
    }
  });

  test('is preceded by what the server tells everybody, if its certificate is one to trust', async () => {
    const look = (address: string, authority: string | null) =>
      openLdap.discover({ address, authority }, testDeps);
    expect(await failureOf(look(server.url, null))).toBe('unavailable');
    expect(await failureOf(look(server.url, 'no certificate'))).toBe('bad-request');
    expect(await failureOf(look('http://127.0.0.1', null))).toBe('bad-request');
    for (const url of [server.url, server.plainUrl]) {
      expect(await look(url, server.ca)).toEqual({
        settings: { servers: [url], authority: server.ca, baseDn: server.baseDn },
        seen: ['OpenLDAP', `holds ${server.baseDn}`],
      });
    }
  });

  test('finds somebody and their groups among many in little time', async () => {
    const directory = openLdap.open(openLdapSettings(server), testPlace, testDeps);
    const times: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      const startedAt = performance.now();
      const found = await directory.find(`u${(n * 37) % people}@example.test`);
      await directory.memberOf(found?.ref.anchor ?? '');
      times.push(performance.now() - startedAt);
    }
    const [median = 0] = times.toSorted((a, b) => a - b).slice(100);
    // An index makes it one millisecond or two; without one it would be a hundred.
    expect(median).toBeLessThan(40);
    expect(await directory.countUsers()).toBe(people);
    const first = await directory.searchUsers({ query: '', limit: 50, cursor: null });
    const second = await directory.searchUsers({ query: '', limit: 50, cursor: first.next });
    expect(new Set([...first.items, ...second.items].map(({ username }) => username)).size).toBe(
      100,
    );
    const some = await directory.searchUsers({ query: 'u4999', limit: 50, cursor: null });
    expect(some.items.map(({ username }) => username)).toContain('u49999');
    await directory.close();
  });
});
