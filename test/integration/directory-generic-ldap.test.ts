import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { genericLdap } from '../../src/directories/generic-ldap/index.ts';
import {
  genericLdapDefaults,
  type GenericLdapSettings,
} from '../../src/directories/generic-ldap/settings.ts';
import { describeDirectoryContract } from '../kit/directory-contract.ts';
import { describeMembersContract } from '../kit/directory-members-contract.ts';
import { ageOnOpenLdap } from '../kit/directories/openldap-fixture.ts';
import { type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';
import {
  replaced,
  testDeps,
  testPlace,
  type TreeFixture,
  treeFixture,
} from '../kit/directories/tree-fixture.ts';

// A server about which Postern knows nothing but what its administrator says: here a real slapd.
function settingsFor(
  server: OpenLdapServer,
  more: Partial<GenericLdapSettings>,
): GenericLdapSettings {
  return {
    ...genericLdapDefaults,
    loginAttributes: ['uid', 'mail'],
    memberAttributes: ['member', 'uniqueMember'],
    realms: [],
    servers: [server.url],
    authority: server.ca,
    bindDn: server.service.dn,
    bindPassword: server.service.password,
    baseDn: server.peopleDn,
    groupBaseDn: server.groupsDn,
    alternateMailAttribute: 'recoveryMail',
    disabledFilter: '(accountStatus=closed)',
    ...more,
  };
}

function fixtureOn(
  server: OpenLdapServer,
  more: Partial<GenericLdapSettings> = {},
  age: (dn: string) => Promise<void> = () => Promise.resolve(),
): TreeFixture {
  const directory = genericLdap.open(settingsFor(server, more), testPlace, testDeps);
  return treeFixture(
    {
      ...server,
      anchorAttribute: 'entryUUID',
      hidesDisabled: false,
      disable: (dn) => server.admin.modify(dn, replaced('accountStatus', 'closed')),
      age,
    },
    directory,
    () => directory.close(),
  );
}

const mapped = {
  changedTimeAttribute: 'pwdChangedTime',
  lockAttribute: 'pwdAccountLockedTime',
} as const;

describe('a server by attributes alone', () => {
  let server: OpenLdapServer;
  beforeAll(async () => {
    server = await startOpenLdap();
  });
  afterAll(() => server.stop());

  describeDirectoryContract('a directory by attributes, through the exop,', () =>
    Promise.resolve(fixtureOn(server, mapped, (dn) => ageOnOpenLdap(server, dn))),
  );
  describeMembersContract('a directory by attributes', () =>
    Promise.resolve(fixtureOn(server, mapped)),
  );

  test('unlocks by taking the attribute of a lock away, with a reset and without', async () => {
    for (const passwordWrite of ['exop', 'replace'] as const) {
      const fixture = fixtureOn(server, { ...mapped, passwordWrite });
      const { directory } = fixture;
      const anchor = await fixture.addUser({
        username: `locked-${passwordWrite}`,
        password: 'Old-Horse 7',
      });
      const lock = async () =>
        server.admin.modify(
          await fixture.dnOf(anchor),
          replaced('pwdAccountLockedTime', '20260101000000Z'),
        );
      await lock();
      expect((await directory.read(anchor))?.account.locked).toBe(true);
      expect(await directory.unlock(anchor, 'wbk_u')).toMatchObject({ outcome: 'applied' });
      expect((await directory.read(anchor))?.account.locked).toBe(false);
      await lock();
      expect(await directory.setPassword(anchor, 'New-Horse 8', 'wbk_r')).toMatchObject({
        outcome: 'applied',
      });
      expect((await directory.read(anchor))?.account.locked).toBe(false);
      expect(await directory.signIn(`locked-${passwordWrite}`, 'New-Horse 8')).toMatchObject({
        ok: true,
      });
      await fixture.close();
    }
  });
});

describe('a server that keeps no time of changes (F43)', () => {
  let server: OpenLdapServer;
  let fixture: TreeFixture;
  beforeAll(async () => {
    server = await startOpenLdap({ passwordPolicy: false });
    fixture = fixtureOn(server);
  });
  afterAll(async () => {
    await fixture.close();
    await server.stop();
  });

  test('resets, and tells nothing of when', async () => {
    const { directory } = fixture;
    const anchor = await fixture.addUser({ username: 'timeless' });
    expect(await directory.setPassword(anchor, 'New-Horse 8', 'wbk_1')).toEqual({
      outcome: 'applied',
      passwordChangedAt: null,
    });
    expect(await directory.signIn('timeless', 'New-Horse 8')).toMatchObject({ ok: true });
    expect(await directory.writeState(anchor)).toEqual({
      passwordChangedAt: null,
      lastWritebackId: null,
      locked: false,
    });
  });

  test('is warned of before anybody resets', async () => {
    await fixture.addUser({ username: 'sample' });
    const checks = await fixture.directory.check();
    expect(checks.find(({ id }) => id === 'change-time')).toMatchObject({ status: 'warning' });
    expect(checks.find(({ id }) => id === 'reset-password')).toMatchObject({ status: 'passed' });
  });
});
