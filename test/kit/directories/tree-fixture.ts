import { Attribute, Change, type Client } from 'ldapts';
import type { ConnectedDirectory } from '../../../src/ports/directory-kind.ts';
import type { DirectoryFixture, Person } from '../directory-fixture.ts';
import { seededRandom } from '../random.ts';
import { quietLog } from '../log.ts';

/** What a connector needs of the house, in a test: the real time, for servers go by it. */
export const testDeps = {
  clock: { now: () => Date.now() },
  log: quietLog,
  random: seededRandom(),
};

export const testPlace = { id: 'dir_tested', tenantId: 'tnt_tested', name: 'Contoso' };

/** How one server's entries differ from another's. */
export interface TreeServer {
  readonly admin: Client;
  readonly peopleDn: string;
  readonly groupsDn: string;
  readonly anchorAttribute: string;
  readonly hidesDisabled: boolean;
  disable(dn: string): Promise<void>;
  /** Lets the password be an hour old, for servers count in seconds. */
  age(dn: string): Promise<void>;
}

export interface TreeFixture extends DirectoryFixture {
  readonly directory: ConnectedDirectory;
  dnOf(anchor: string): Promise<string>;
}

const nobody = 'cn=nobody';

/** GeneralizedTime, as servers store it. */
export function generalizedTime(epochMs: number): string {
  return new Date(epochMs)
    .toISOString()
    .replaceAll(/[-:T]/g, '')
    .replace(/\.\d+Z$/, 'Z');
}

export const hourMs = 3_600_000;

export const replaced = (type: string, ...values: string[]): Change =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values }) });

/** People and groups are put in by the administrator of the server. */
export function treeFixture(
  server: TreeServer,
  directory: ConnectedDirectory,
  close: () => Promise<void>,
): TreeFixture {
  const { admin, anchorAttribute } = server;
  const anchorAt = async (dn: string): Promise<string> => {
    const { searchEntries } = await admin.search(dn, {
      scope: 'base',
      attributes: [anchorAttribute],
    });
    return String(searchEntries[0]?.[anchorAttribute]);
  };
  const dnOf = async (anchor: string): Promise<string> => {
    for (const base of [server.peopleDn, server.groupsDn]) {
      const filter = `(${anchorAttribute}=${anchor})`;
      const { searchEntries } = await admin.search(base, { filter, attributes: ['1.1'] });
      if (searchEntries[0] !== undefined) return searchEntries[0].dn;
    }
    throw new Error(`nothing has the anchor ${anchor}`);
  };
  return {
    directory,
    hidesDisabled: server.hidesDisabled,
    dnOf,
    async addUser(person) {
      const dn = `uid=${escaped(person.username)},${server.peopleDn}`;
      await admin.add(dn, attributesOf(person));
      if (person.password !== undefined) await server.age(dn);
      if (person.disabled === true) await server.disable(dn);
      return anchorAt(dn);
    },
    async addGroup(name) {
      const dn = `cn=${escaped(name)},${server.groupsDn}`;
      await admin.add(dn, { objectClass: 'groupOfNames', cn: name, member: nobody });
      return anchorAt(dn);
    },
    async addMember(group, member) {
      const change = (operation: 'add' | 'delete', value: string) =>
        new Change({
          operation,
          modification: new Attribute({ type: 'member', values: [value] }),
        });
      const dn = await dnOf(group);
      await admin.modify(dn, change('add', await dnOf(member.anchor)));
      // The class must not be empty; what filled it goes with the first member.
      await admin.modify(dn, change('delete', nobody)).catch(() => undefined);
    },
    disable: async (user) => server.disable(await dnOf(user)),
    remove: async (user) => admin.del(await dnOf(user)),
    close,
  };
}

/** RFC 4514 §2.4 allows every byte to be written as two digits: so no sign is special. */
export function escaped(value: string): string {
  return [...Buffer.from(value)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
}

function attributesOf(person: Person): Record<string, string | string[]> {
  const { username, displayName, givenName, surname, mail, alternateMail, password } = person;
  return {
    objectClass: ['inetOrgPerson', 'contosoPerson'],
    uid: username,
    cn: username,
    // The class asks for one.
    sn: surname ?? username,
    displayName: displayName ?? 'Somebody',
    ...(givenName !== undefined && { givenName }),
    ...(mail !== undefined && { mail }),
    ...(alternateMail !== undefined && { recoveryMail: alternateMail }),
    ...(password !== undefined && { userPassword: password.normalize('NFC') }),
  };
}
