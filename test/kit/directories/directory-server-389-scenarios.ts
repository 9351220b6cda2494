import { nameBelow } from './distinguished-names.ts';
import type { DirectoryServer389 } from './directory-server-389.ts';
import type { ScenarioDirectory, ScenarioPerson } from './scenario-directory.ts';
import { signsInAt } from './signs-in.ts';
import { generalizedTime, hourMs, replaced } from './tree-fixture.ts';

/**
 * Rules are those of a policy of one person's own (nsslapd-pwpolicy-local).
 * @param settings what an administrator types to connect this server.
 */
export async function directoryServer389Scenarios(
  server: DirectoryServer389,
  settings: Readonly<Record<string, unknown>>,
): Promise<ScenarioDirectory> {
  const { admin, peopleDn, groupsDn } = server;
  const policiesDn = nameBelow('cn', 'nsPwPolicyContainer', peopleDn);
  const places = new Map<string, string>();
  const placeOf = (username: string) =>
    places.get(username) ?? nameBelow('uid', username, peopleDn);
  await server.configure({
    'nsslapd-pwpolicy-local': 'on',
    passwordCheckSyntax: 'off',
    passwordHistory: 'off',
    passwordLockout: 'off',
    passwordExp: 'off',
    passwordMustChange: 'off',
    passwordMinAge: '0',
  });
  await admin.add(policiesDn, { objectClass: ['top', 'nsContainer'], cn: 'nsPwPolicyContainer' });

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

  const write = (username: string, type: string, value: string) =>
    admin.modify(placeOf(username), replaced(type, value));

  async function govern(username: string, rules: Readonly<Record<string, string>>): Promise<void> {
    const policy = nameBelow('cn', `for ${username}`, policiesDn);
    await admin.add(policy, {
      objectClass: ['top', 'ldapsubentry', 'passwordPolicy'],
      cn: `for ${username}`,
      ...rules,
    });
    await write(username, 'pwdPolicySubentry', policy);
  }

  const signsIn = (username: string, password: string) =>
    signsInAt(server, placeOf(username), password);

  return {
    title: '389 Directory Server',
    connection: { kind: 'directory-server-389', settings },
    firstByReset: false,
    longestName: 256,
    acts: {
      addPerson: (person) => addAt(placeOf(person.username), person),
      async nest(username, groups) {
        let member = placeOf(username);
        for (const cn of groups) {
          const dn = nameBelow('cn', cn, groupsDn);
          await admin.add(dn, { objectClass: 'groupOfNames', cn, member });
          member = dn;
        }
      },
      disable: (username) => write(username, 'nsAccountLock', 'true'),
      remove: (username) => admin.del(placeOf(username)),
      async lock(username) {
        await govern(username, { passwordLockout: 'on', passwordMaxFailure: '3' });
        for (let tried = 0; tried < 3; tried += 1) await signsIn(username, 'certainly wrong');
      },
      async expirePassword(username) {
        await govern(username, { passwordExp: 'on', passwordMaxAge: '86400' });
        await write(username, 'passwordExpirationTime', generalizedTime(Date.now() - hourMs));
      },
      async rename(username, to) {
        await admin.modifyDN(placeOf(username), nameBelow('uid', to, peopleDn));
      },
      async move(username) {
        const elsewhere = nameBelow('ou', 'elsewhere', peopleDn);
        await admin.add(elsewhere, { objectClass: 'organizationalUnit', ou: 'elsewhere' });
        const place = nameBelow('uid', username, elsewhere);
        await admin.modifyDN(placeOf(username), place);
        places.set(username, place);
      },
      async addUnderDifficultName(person) {
        const name = ` #,+"\\<>;=/*() ä🗝 `;
        const dn = nameBelow('cn', name, peopleDn);
        places.set(person.username, dn);
        await addAt(dn, person, name);
      },
      require(username, rule) {
        if ('minLength' in rule) {
          return govern(username, {
            passwordCheckSyntax: 'on',
            passwordMinLength: String(rule.minLength),
          });
        }
        if ('history' in rule) {
          return govern(username, {
            passwordHistory: 'on',
            passwordInHistory: String(rule.history),
          });
        }
        return govern(username, { passwordMinAge: String(rule.minAgeSeconds) });
      },
    },
    signsIn,
    stop: () => server.stop(),
  };
}
