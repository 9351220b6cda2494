import { directoryServer389 } from '../../../src/directories/directory-server-389/index.ts';
import {
  directoryServer389Defaults,
  type DirectoryServer389Settings,
} from '../../../src/directories/directory-server-389/settings.ts';
import type { DirectoryServer389 } from './directory-server-389.ts';
import type { TestAccount } from './openldap.ts';
import {
  generalizedTime,
  hourMs,
  replaced,
  testDeps,
  testPlace,
  type TreeFixture,
  treeFixture,
} from './tree-fixture.ts';

export function directoryServer389Settings(
  server: DirectoryServer389,
  more: Partial<DirectoryServer389Settings> = {},
  account: TestAccount = server.service,
): DirectoryServer389Settings {
  return {
    ...directoryServer389Defaults,
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
    ...more,
  };
}

export function directoryServer389Fixture(
  server: DirectoryServer389,
  settings: DirectoryServer389Settings = directoryServer389Settings(server),
): TreeFixture {
  const directory = directoryServer389.open(settings, testPlace, testDeps);
  return treeFixture(
    {
      ...server,
      anchorAttribute: 'nsUniqueId',
      hidesDisabled: true,
      disable: (dn) => server.admin.modify(dn, replaced('nsAccountLock', 'true')),
      age: (dn) =>
        server.admin.modify(dn, replaced('pwdUpdateTime', generalizedTime(Date.now() - hourMs))),
    },
    directory,
    () => directory.close(),
  );
}
