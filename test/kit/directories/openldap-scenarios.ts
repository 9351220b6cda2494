import { Attribute, Change, type Control } from 'ldapts';
import { nameBelow } from './distinguished-names.ts';
import { RelaxControl } from './openldap-fixture.ts';
import type { OpenLdapServer } from './openldap.ts';
import type { ScenarioDirectory, ScenarioPerson } from './scenario-directory.ts';
import { signsInAt } from './signs-in.ts';

/** An entry cannot be named by more in the database of OpenLDAP; its attributes take more. */
const longestNamingValue = 200;

/** @param settings what an administrator types to connect this server. */
export function openLdapScenarios(
  server: OpenLdapServer,
  settings: Readonly<Record<string, unknown>>,
): ScenarioDirectory {
  const { admin, peopleDn, groupsDn, policiesDn } = server;
  const dnOf = (username: string) => nameBelow('uid', username, peopleDn);
  /** Where people are now, for those who do not stand where they were put. */
  const places = new Map<string, string>();
  const placeOf = (username: string) => places.get(username) ?? dnOf(username);
  const lockable = new Set<string>();

  async function addAt(dn: string, person: ScenarioPerson, ...more: string[]): Promise<void> {
    await admin.add(dn, {
      objectClass: ['inetOrgPerson', 'contosoPerson'],
      uid: person.username,
      cn: [person.username, ...more],
      sn: person.username,
      ...(person.mail === undefined ? {} : { mail: person.mail }),
      recoveryMail: person.alternateMail,
      userPassword: person.password,
    });
  }

  function write(
    username: string,
    type: string,
    values: string[],
    controls?: Control[],
  ): Promise<void> {
    const modification = new Attribute({ type, values });
    return admin.modify(
      placeOf(username),
      [new Change({ operation: 'replace', modification })],
      controls,
    );
  }

  async function govern(username: string, rules: Readonly<Record<string, string>>): Promise<void> {
    const policy = nameBelow('cn', `for ${username}`, policiesDn);
    await admin.add(policy, {
      objectClass: ['device', 'pwdPolicy'],
      cn: `for ${username}`,
      pwdAttribute: 'userPassword',
      pwdCheckQuality: '2',
      ...rules,
    });
    await write(username, 'pwdPolicySubentry', [policy]);
  }

  const signsIn = (username: string, password: string) =>
    signsInAt(server, placeOf(username), password);

  async function lockOf(username: string): Promise<{ isLocked: boolean; seen: string }> {
    const attributes = ['pwdAccountLockedTime', 'pwdFailureTime', 'pwdPolicySubentry'];
    const found = await admin.search(placeOf(username), { scope: 'base', attributes });
    const [entry] = found.searchEntries;
    const isLocked = (entry?.['pwdAccountLockedTime'] ?? []).length > 0;
    return { isLocked, seen: JSON.stringify(entry) };
  }

  return {
    title: 'OpenLDAP',
    connection: { kind: 'openldap', settings },
    firstByReset: false,
    longestName: 256,
    acts: {
      addPerson(person) {
        const { username } = person;
        if (username.length <= longestNamingValue) return addAt(dnOf(username), person);
        const short = username.slice(0, longestNamingValue);
        places.set(username, nameBelow('cn', short, peopleDn));
        return addAt(placeOf(username), person, short);
      },
      async nest(username, groups) {
        let member = placeOf(username);
        for (const cn of groups) {
          const dn = nameBelow('cn', cn, groupsDn);
          await admin.add(dn, { objectClass: 'groupOfNames', cn, member });
          member = dn;
        }
      },
      disable: (username) => write(username, 'pwdAccountLockedTime', ['000001010000Z']),
      remove: (username) => admin.del(placeOf(username)),
      async lock(username) {
        if (!lockable.has(username)) {
          await govern(username, { pwdLockout: 'TRUE', pwdMaxFailure: '3' });
          lockable.add(username);
        }
        // Three do; a busy server has been seen to let somebody in after three, and what follows was blamed for it.
        for (let tried = 1; tried <= 6; tried += 1) {
          await signsIn(username, 'certainly wrong');
          if (tried >= 3 && (await lockOf(username)).isLocked) return;
        }
        throw new Error(`six wrong passwords do not lock ${(await lockOf(username)).seen}`);
      },
      async mustChange(username) {
        await govern(username, { pwdMustChange: 'TRUE' });
        await write(username, 'pwdReset', ['TRUE']);
      },
      async expirePassword(username) {
        await govern(username, { pwdMaxAge: '86400' });
        await write(username, 'pwdChangedTime', ['20260101000000Z'], [new RelaxControl()]);
      },
      async rename(username, to) {
        await admin.modifyDN(placeOf(username), dnOf(to));
      },
      async move(username) {
        const elsewhere = nameBelow('ou', 'elsewhere', peopleDn);
        await admin.add(elsewhere, { objectClass: 'organizationalUnit', ou: 'elsewhere' });
        await admin.modifyDN(placeOf(username), nameBelow('uid', username, elsewhere));
        places.set(username, nameBelow('uid', username, elsewhere));
      },
      async addUnderDifficultName(person) {
        const name = ` #,+"\\<>;=/*() ä🗝 `;
        const dn = nameBelow('cn', name, peopleDn);
        places.set(person.username, dn);
        await addAt(dn, person, name);
      },
      require(username, rule) {
        if ('minLength' in rule) return govern(username, { pwdMinLength: String(rule.minLength) });
        if ('history' in rule) return govern(username, { pwdInHistory: String(rule.history) });
        return govern(username, { pwdMinAge: String(rule.minAgeSeconds) });
      },
    },
    signsIn,
    stop: () => server.stop(),
  };
}
