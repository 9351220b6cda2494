import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoryServer389 } from '../../src/directories/directory-server-389/index.ts';
import { openLdap } from '../../src/directories/openldap/index.ts';
import type { ConnectedDirectory } from '../../src/ports/directory-kind.ts';
import {
  directoryServer389Fixture,
  directoryServer389Settings,
} from '../kit/directories/directory-server-389-fixture.ts';
import { startDirectoryServer389 } from '../kit/directories/directory-server-389.ts';
import { openLdapFixture, openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { startOpenLdap, type TestAccount } from '../kit/directories/openldap.ts';
import { testDeps, testPlace, type TreeFixture } from '../kit/directories/tree-fixture.ts';

/** The first block of LDIF under a heading of a guide, for the tree of the tests. */
function ldifOf(guide: string, heading: string): string {
  const text = readFileSync(`docs/operate/${guide}.md`, 'utf8');
  const part = text.slice(text.indexOf(`## ${heading}\n`));
  const block = /```ldif\n([\s\S]*?)```/.exec(part)?.[1];
  if (block === undefined) throw new Error(`no LDIF under ${heading} of ${guide}`);
  return block.replaceAll('dc=example,dc=com', 'dc=example,dc=test');
}

/** As the guide says, by the administrator. */
function ldapModify(server: { url: string; ca: string; config: TestAccount }, ldif: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'postern-ldif-'));
  const [file, ca] = [join(folder, 'rights.ldif'), join(folder, 'ca.pem')];
  writeFileSync(file, ldif);
  writeFileSync(ca, server.ca);
  const { dn, password } = server.config;
  try {
    execFileSync(
      '/usr/bin/ldapmodify',
      ['-x', '-H', server.url, '-D', dn, '-w', password, '-f', file],
      { env: { ...process.env, LDAPTLS_CACERT: ca }, stdio: 'pipe' },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Everything that needs a right, as the account of the guide. */
async function everythingWorks(fixture: TreeFixture): Promise<void> {
  const { directory } = fixture;
  const anchor = await fixture.addUser({
    username: 'guided',
    displayName: 'Gui Ded',
    mail: 'guided@contoso.example',
    password: 'Right-Horse 7',
  });
  const group = await fixture.addGroup('Guided');
  await fixture.addMember(group, { kind: 'user', anchor });
  expect(await directory.find('guided@contoso.example')).toMatchObject({ displayName: 'Gui Ded' });
  expect(await directory.memberOf(anchor)).toMatchObject([{ anchor: group }]);
  expect(await directory.setPassword(anchor, 'New-Horse 8', 'wbk_1')).toMatchObject({
    outcome: 'applied',
    passwordChangedAt: expect.any(Number),
  });
  expect(
    await directory.changePassword(anchor, 'New-Horse 8', 'New-Horse 9', 'wbk_2'),
  ).toMatchObject({ outcome: 'applied' });
}

async function failedChecks(directory: ConnectedDirectory): Promise<string[]> {
  const checks = await directory.check();
  return checks.flatMap(({ id, status }) => (status === 'passed' ? [] : [`${id}: ${status}`]));
}

test('the guide to OpenLDAP gives the service account what it needs, and nothing more', async () => {
  const server = await startOpenLdap({ serviceRights: false });
  try {
    const settings = openLdapSettings(server, {
      alternateMailAttribute: null,
      mustChangeAfterReset: false,
    });
    const before = openLdap.open(settings, testPlace, testDeps);
    expect(await failedChecks(before)).toEqual(['base: failed']);
    await before.close();
    ldapModify(server, ldifOf('openldap', 'Its rights'));
    const fixture = openLdapFixture(server, settings);
    await everythingWorks(fixture);
    // A history is the administrator's to keep.
    expect(await failedChecks(fixture.directory)).toEqual(['history-on-reset: warning']);
    await fixture.close();
  } finally {
    await server.stop();
  }
});

test('the guide to 389 Directory Server gives the service account what it needs, and nothing more', async () => {
  const server = await startDirectoryServer389({ serviceRights: false });
  try {
    const settings = directoryServer389Settings(server, {
      alternateMailAttribute: 'mailAlternateAddress',
    });
    const before = directoryServer389.open(settings, testPlace, testDeps);
    expect(await failedChecks(before)).toEqual(['base: failed']);
    await before.close();
    ldapModify(server, ldifOf('389-directory-server', 'Its rights'));
    const fixture = directoryServer389Fixture(server, settings);
    await everythingWorks(fixture);
    expect(await failedChecks(fixture.directory)).toEqual(['history-on-reset: warning']);
    await fixture.close();
  } finally {
    await server.stop();
  }
});
