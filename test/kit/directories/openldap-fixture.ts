import { Control } from 'ldapts';
import { openLdap } from '../../../src/directories/openldap/index.ts';
import type { DirectoryKind } from '../../../src/ports/directory-kind.ts';
import {
  openLdapDefaults,
  type OpenLdapSettings,
} from '../../../src/directories/openldap/settings.ts';
import type { OpenLdapServer, TestAccount } from './openldap.ts';
import {
  generalizedTime,
  hourMs,
  replaced,
  testDeps,
  testPlace,
  type TreeFixture,
  treeFixture,
} from './tree-fixture.ts';

/** draft-zeilenga-ldap-relax: lets the root write what the server keeps for itself. */
export class RelaxControl extends Control {
  constructor() {
    super('1.3.6.1.4.1.4203.666.5.12', { critical: true });
  }
}

export function openLdapSettings(
  server: OpenLdapServer,
  more: Partial<OpenLdapSettings> = {},
  account: TestAccount = server.service,
): OpenLdapSettings {
  return {
    ...openLdapDefaults,
    loginAttributes: ['uid', 'mail'],
    memberAttributes: ['member', 'uniqueMember'],
    realms: [],
    servers: [server.url],
    authority: server.ca,
    bindDn: account.dn,
    bindPassword: account.password,
    baseDn: server.peopleDn,
    groupBaseDn: server.groupsDn,
    alternateMailAttribute: 'recoveryMail',
    defaultPolicyDn: server.defaultPolicyDn,
    ...more,
  };
}

/** Lets a password be an hour old. */
export async function ageOnOpenLdap({ admin }: OpenLdapServer, dn: string): Promise<void> {
  const then = generalizedTime(Date.now() - hourMs);
  await admin.modify(dn, replaced('pwdChangedTime', then), new RelaxControl());
}

export function openLdapFixture(
  server: OpenLdapServer,
  settings: OpenLdapSettings = openLdapSettings(server),
  kind: Pick<DirectoryKind<OpenLdapSettings>, 'open'> = openLdap,
): TreeFixture {
  const directory = kind.open(settings, testPlace, testDeps);
  return treeFixture(
    {
      ...server,
      anchorAttribute: 'entryUUID',
      hidesDisabled: true,
      disable: (dn) => server.admin.modify(dn, replaced('pwdAccountLockedTime', '000001010000Z')),
      age: (dn) => ageOnOpenLdap(server, dn),
    },
    directory,
    () => directory.close(),
  );
}
