import { Attribute } from 'ldapts';
import { nameBelow } from './distinguished-names.ts';
import { type SambaDomain, unicodePassword } from './samba-ad.ts';
import type { ScenarioDirectory, ScenarioPerson } from './scenario-directory.ts';
import { signsInAt } from './signs-in.ts';

const dayMs = 86_400_000;

/** A time span as Active Directory counts it: negative, in units of 100 ns. */
const span = (seconds: number) => String(-seconds * 10_000_000);

/** A moment as it counts them: from 1601, in units of 100 ns. */
const fileTime = (epochMs: number) => String((BigInt(epochMs) + 11_644_473_600_000n) * 10_000n);

/**
 * Rules are those of a fine-grained policy (PSO) of one person's own.
 * @param settings what an administrator types to connect this domain.
 */
export function sambaScenarios(
  domain: SambaDomain,
  settings: Readonly<Record<string, unknown>>,
): ScenarioDirectory {
  const { admin, peopleDn, groupsDn, baseDn } = domain;
  const policiesDn = `CN=Password Settings Container,CN=System,${baseDn}`;
  const places = new Map<string, string>();
  const placeOf = (username: string) => places.get(username) ?? nameBelow('CN', username, peopleDn);

  async function addAt(dn: string, person: ScenarioPerson): Promise<void> {
    places.set(person.username, dn);
    const { username, mail } = person;
    await admin.add(dn, [
      new Attribute({ type: 'objectClass', values: ['user'] }),
      new Attribute({ type: 'sAMAccountName', values: [username] }),
      new Attribute({ type: 'userPrincipalName', values: [`${username}@corp.example.test`] }),
      new Attribute({ type: 'userAccountControl', values: ['512'] }),
      new Attribute({ type: 'otherMailbox', values: [person.alternateMail] }),
      new Attribute({ type: 'unicodePwd', values: [unicodePassword(person.password)] }),
      ...(mail === undefined ? [] : [new Attribute({ type: 'mail', values: [mail] })]),
    ]);
  }

  async function govern(username: string, rules: Readonly<Record<string, string>>): Promise<void> {
    const cn = `for ${username}`;
    await admin.add(nameBelow('CN', cn, policiesDn), {
      objectClass: 'msDS-PasswordSettings',
      cn,
      'msDS-PasswordSettingsPrecedence': '10',
      'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
      'msDS-PasswordHistoryLength': '0',
      'msDS-PasswordComplexityEnabled': 'FALSE',
      'msDS-MinimumPasswordLength': '0',
      'msDS-MinimumPasswordAge': '0',
      'msDS-MaximumPasswordAge': span(86_400 * 42),
      'msDS-LockoutThreshold': '0',
      'msDS-LockoutObservationWindow': span(1800),
      'msDS-LockoutDuration': span(1800),
      'msDS-PSOAppliesTo': placeOf(username),
      ...rules,
    });
  }

  const binds = (username: string, password: string) =>
    signsInAt(domain, `${username}@corp.example.test`, password);

  return {
    title: 'Active Directory (Samba)',
    connection: { kind: 'active-directory', settings },
    firstByReset: false,
    longestName: 20,
    acts: {
      addPerson: (person) => addAt(placeOf(person.username), person),
      async nest(username, groups) {
        let member = placeOf(username);
        for (const name of groups) {
          const dn = nameBelow('CN', name, groupsDn);
          await admin.add(dn, { objectClass: 'group', sAMAccountName: name, member });
          member = dn;
        }
      },
      disable: (username) => domain.set(placeOf(username), { userAccountControl: '514' }),
      remove: (username) => admin.del(placeOf(username)),
      async lock(username) {
        await govern(username, { 'msDS-LockoutThreshold': '3' });
        for (let tried = 0; tried < 3; tried += 1) await binds(username, 'certainly wrong');
      },
      expire: (username) =>
        domain.set(placeOf(username), { accountExpires: fileTime(Date.now() - dayMs) }),
      mustChange: (username) => domain.set(placeOf(username), { pwdLastSet: '0' }),
      expirePassword: (username) =>
        domain.backdatePassword(placeOf(username), Date.now() - 100 * dayMs),
      protect: (username) => domain.set(placeOf(username), { adminCount: '1' }),
      async rename(username, to) {
        const dn = nameBelow('CN', to, peopleDn);
        await admin.modifyDN(placeOf(username), dn);
        const upn = `${to}@corp.example.test`;
        await domain.set(dn, { sAMAccountName: to, userPrincipalName: upn });
      },
      async move(username) {
        const elsewhere = nameBelow('OU', 'Elsewhere', peopleDn);
        await admin.add(elsewhere, { objectClass: 'organizationalUnit' });
        const place = nameBelow('CN', username, elsewhere);
        await admin.modifyDN(placeOf(username), place);
        places.set(username, place);
      },
      addUnderDifficultName: (person) =>
        addAt(nameBelow('CN', ` #,+"\\<>;=/*() ä🗝 `, peopleDn), person),
      require(username, rule) {
        if ('minLength' in rule) {
          return govern(username, { 'msDS-MinimumPasswordLength': String(rule.minLength) });
        }
        if ('history' in rule) {
          return govern(username, { 'msDS-PasswordHistoryLength': String(rule.history) });
        }
        return govern(username, { 'msDS-MinimumPasswordAge': span(rule.minAgeSeconds) });
      },
    },
    /** A ticket of Kerberos and a sign-in by LDAP: what computers and programs ask. They must agree. */
    async signsIn(username, password) {
      const ticket = await domain.kinit(username, password).catch((error: unknown) => {
        if (String(error).includes('not found in Kerberos database')) return false;
        throw error;
      });
      const bound = await binds(username, password);
      if (ticket !== bound) {
        throw new Error(`kinit says ${ticket} and a bind says ${bound} of ${username}`);
      }
      return bound;
    },
    stop: () => domain.stop(),
  };
}
