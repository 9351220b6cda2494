import { Attribute, Change, DN } from 'ldapts';
import type { ActiveDirectorySettings } from '../../../src/directories/active-directory/settings.ts';
import { activeDirectoryDefaults } from '../../../src/directories/active-directory/settings.ts';
import { activeDirectory } from '../../../src/directories/active-directory/index.ts';
import type { ConnectedDirectory } from '../../../src/ports/directory-kind.ts';
import type { DirectoryFixture, Person } from '../directory-fixture.ts';
import { type SambaDomain, unicodePassword } from './samba-ad.ts';
import { testDeps, testPlace } from './tree-fixture.ts';

export interface SambaFixture extends DirectoryFixture {
  readonly directory: ConnectedDirectory;
  dnOf(anchor: string): Promise<string>;
}

/** What an administrator types to connect this domain. */
export function sambaSettings(
  domain: SambaDomain,
  more: Partial<ActiveDirectorySettings> = {},
): ActiveDirectorySettings {
  return {
    ...activeDirectoryDefaults,
    loginAttributes: [...activeDirectoryDefaults.loginAttributes],
    servers: [domain.url],
    authority: domain.ca,
    bindDn: domain.service.upn,
    bindPassword: domain.service.password,
    realms: [],
    baseDn: domain.peopleDn,
    groupBaseDn: domain.groupsDn,
    ...more,
  };
}

export function openSamba(
  domain: SambaDomain,
  more: Partial<ActiveDirectorySettings> = {},
): ConnectedDirectory {
  return activeDirectory.open(sambaSettings(domain, more), testPlace, testDeps);
}

/** Rules of the domain as the built-in directory has none. */
export function withoutRules(domain: SambaDomain): Promise<void> {
  return domain.set(domain.baseDn, {
    minPwdLength: '0',
    pwdHistoryLength: '0',
    pwdProperties: '0',
    minPwdAge: '0',
    lockoutThreshold: '0',
  });
}

const normal = '512';
const disabled = '514';
/** An account that may be without a password. */
const passwordless = '544';

/** People and groups are put in by the administrator of the domain. */
export function sambaFixture(
  domain: SambaDomain,
  directory: ConnectedDirectory,
  close: () => Promise<void>,
): SambaFixture {
  const { admin, peopleDn, groupsDn } = domain;
  const dnOf = async (anchor: string): Promise<string> => {
    const { searchEntries } = await admin.search(`<GUID=${anchor}>`, {
      scope: 'base',
      attributes: ['1.1'],
    });
    const [entry] = searchEntries;
    if (entry === undefined) throw new Error(`nothing has the anchor ${anchor}`);
    return entry.dn;
  };
  return {
    directory,
    dnOf,
    async addUser(person) {
      const dn = `${new DN({ CN: person.username }).toString()},${peopleDn}`;
      await admin.add(dn, attributesOf(person));
      return anchorOf(domain, dn);
    },
    async addGroup(name) {
      const dn = `${new DN({ CN: name }).toString()},${groupsDn}`;
      await admin.add(dn, { objectClass: 'group', sAMAccountName: name });
      return anchorOf(domain, dn);
    },
    async addMember(group, member) {
      const values = [await dnOf(member.anchor)];
      await admin.modify(
        await dnOf(group),
        new Change({ operation: 'add', modification: new Attribute({ type: 'member', values }) }),
      );
    },
    disable: async (user) => domain.set(await dnOf(user), { userAccountControl: disabled }),
    remove: async (user) => admin.del(await dnOf(user)),
    close,
  };
}

/** objectGUID as text, made without the code that is tested. */
export async function anchorOf(domain: SambaDomain, dn: string): Promise<string> {
  const { searchEntries } = await domain.admin.search(dn, {
    scope: 'base',
    attributes: ['objectGUID'],
    explicitBufferAttributes: ['objectGUID'],
  });
  const guid = searchEntries[0]?.['objectGUID'];
  if (!Buffer.isBuffer(guid)) throw new Error(`${dn} has no objectGUID`);
  const parts = [
    guid.readUInt32LE(0).toString(16).padStart(8, '0'),
    guid.readUInt16LE(4).toString(16).padStart(4, '0'),
    guid.readUInt16LE(6).toString(16).padStart(4, '0'),
    guid.subarray(8, 10).toString('hex'),
    guid.subarray(10).toString('hex'),
  ];
  return parts.join('-');
}

function attributesOf(person: Person): Attribute[] {
  const { username, password } = person;
  const control =
    person.disabled === true ? disabled : password === undefined ? passwordless : normal;
  const texts: Readonly<Record<string, string | undefined>> = {
    objectClass: 'user',
    sAMAccountName: username,
    userAccountControl: control,
    displayName: person.displayName,
    givenName: person.givenName,
    sn: person.surname,
    mail: person.mail,
    otherMailbox: person.alternateMail,
  };
  return [
    ...Object.entries(texts).flatMap(([type, value]) =>
      value === undefined ? [] : [new Attribute({ type, values: [value] })],
    ),
    ...(password === undefined
      ? []
      : [
          new Attribute({
            type: 'unicodePwd',
            values: [unicodePassword(password.normalize('NFC'))],
          }),
        ]),
  ];
}
