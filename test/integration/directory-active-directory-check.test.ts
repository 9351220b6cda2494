import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activeDirectory } from '../../src/directories/active-directory/index.ts';
import type { ActiveDirectorySettings } from '../../src/directories/active-directory/settings.ts';
import type { ConnectedDirectory } from '../../src/ports/directory-kind.ts';
import { failureOf } from '../kit/directory-fixture.ts';
import { startLdapFaultProxy } from '../kit/directories/ldap-fault-proxy.ts';
import {
  leastRights,
  policyRights,
  type SambaDomain,
  startSambaDomain,
} from '../kit/directories/samba-ad.ts';
import { openSamba, sambaFixture } from '../kit/directories/samba-fixture.ts';
import { startSrvRecords } from '../kit/directories/srv-records.ts';
import { testDeps } from '../kit/directories/tree-fixture.ts';

let domain: SambaDomain;
let directory: ConnectedDirectory;
const opened: ConnectedDirectory[] = [];

beforeAll(async () => {
  domain = await startSambaDomain();
  directory = open();
  const fixture = sambaFixture(domain, directory, () => Promise.resolve());
  await fixture.addUser({ username: 'checked', password: 'First-Horse 1' });
  await fixture.addGroup('Pilots');
});
afterAll(async () => {
  for (const each of opened) await each.close();
  await domain.stop();
});

function open(more: Partial<ActiveDirectorySettings> = {}): ConnectedDirectory {
  const each = openSamba(domain, more);
  opened.push(each);
  return each;
}

test('the guide gives the service account what it has in these tests', async () => {
  const guide = readFileSync('docs/operate/active-directory.md', 'utf8');
  const granted = [...guide.matchAll(/--sddl='([^']+)'/g)].map(([, sddl]) => sddl);
  expect(granted).toEqual([leastRights('SID'), policyRights('SID')]);
});

describe('the check of a domain', () => {
  const statusesOf = async (checked: ConnectedDirectory) =>
    Object.fromEntries((await checked.check()).map(({ id, status }) => [id, status]));

  test('passes for the account of the guide, and changes nothing', async () => {
    const versions = async () => {
      const found = await domain.admin.search(domain.peopleDn, {
        filter: '(objectClass=user)',
        attributes: ['uSNChanged'],
      });
      return found.searchEntries.map((entry) => [entry.dn, entry['uSNChanged']]);
    };
    const before = await versions();
    expect(await statusesOf(directory)).toEqual({
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
      'must-change': 'passed',
      // Samba offers no policy hints.
      'history-on-reset': 'warning',
      'change-time': 'passed',
      'too-many-rights': 'passed',
    });
    expect(await versions()).toEqual(before);
    expect(await domain.kinit('checked', 'First-Horse 1')).toBe(true);
  });

  test('says which right is missing, and which are too many', async () => {
    const reader = { bindDn: domain.reader.upn, bindPassword: domain.reader.password };
    expect(await statusesOf(open(reader))).toMatchObject({
      'read-policy': 'warning',
      'reset-password': 'failed',
      unlock: 'failed',
      'must-change': 'warning',
      'too-many-rights': 'passed',
    });
    expect(await statusesOf(open({ ...reader, mustChangeAfterReset: true }))).toMatchObject({
      'must-change': 'failed',
      'change-time': 'warning',
    });
    const { upn, password } = domain.administrator;
    expect(await statusesOf(open({ bindDn: upn, bindPassword: password }))).toMatchObject({
      'reset-password': 'passed',
      'too-many-rights': 'warning',
    });
  });

  test.each([
    ['encryption', { serverName: 'dc9.corp.example.test' }],
    ['sign-in', { bindPassword: 'wrong' }],
    ['base', { baseDn: 'OU=Nowhere,DC=corp,DC=example,DC=test' }],
    ['find-people', { peopleFilter: '(objectClass=printQueue)' }],
    ['indexes', { loginAttributes: ['sAMAccountName', 'noSuchAttribute'] }],
  ] as const)('fails at %s for what is wrong there', async (id, wrong) => {
    const checked = open(wrong as Partial<ActiveDirectorySettings>);
    const statuses = await statusesOf(checked);
    expect(statuses[id]).toBe('failed');
  });

  test('warns of an attribute that no index serves', async () => {
    const statuses = await statusesOf(open({ loginAttributes: ['sAMAccountName', 'employeeID'] }));
    expect(statuses['indexes']).toBe('warning');
  });
});

describe('looking at an address', () => {
  test('tells of the domain what it tells everybody, if its certificate is trusted', async () => {
    const address = withPort(domain.url);
    expect(await failureOf(activeDirectory.discover({ address, authority: null }, testDeps))).toBe(
      'unavailable',
    );
    const at = { address, authority: domain.ca };
    const { settings, seen } = await activeDirectory.discover(at, testDeps);
    expect(settings).toEqual({
      servers: [address],
      authority: domain.ca,
      baseDn: 'DC=corp,DC=example,DC=test',
      realms: ['corp.example.test'],
    });
    expect(seen).toContain('no policy hints');
    expect(seen).toContain('domain functional level 2008 R2');
  });
});

describe('looking for a domain', () => {
  test('finds its domain controllers by the DNS, in their order', async () => {
    const between = await startLdapFaultProxy({ url: withPort(domain.url), authority: domain.ca });
    const port = Number(new URL(between.url).port);
    const stopRecords = await startSrvRecords({
      '_ldap._tcp.dc._msdcs.corp.example.test': [
        { priority: 20, port, target: 'localhost' },
        { priority: 10, port: 9, target: 'localhost' },
      ],
    });
    try {
      const { settings } = await activeDirectory.discover(
        { address: 'corp.example.test', authority: between.authority },
        testDeps,
      );
      expect(settings).toMatchObject({
        servers: ['ldaps://localhost:9', `ldaps://localhost:${port}`],
        baseDn: 'DC=corp,DC=example,DC=test',
      });
    } finally {
      await stopRecords();
      await between.stop();
    }
  });
});

function withPort(url: string): string {
  return `${url}:636`;
}
