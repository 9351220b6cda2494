import { Attribute, Client, DN } from 'ldapts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ActiveDirectorySettings } from '../../src/directories/active-directory/settings.ts';
import type { ConnectedDirectory } from '../../src/ports/directory-kind.ts';
import { failureOf } from '../kit/directory-fixture.ts';
import { startLdapFaultProxy } from '../kit/directories/ldap-fault-proxy.ts';
import {
  adRights,
  type SambaDomain,
  startSambaDomain,
  unicodePassword,
} from '../kit/directories/samba-ad.ts';
import { anchorOf, openSamba, withoutRules } from '../kit/directories/samba-fixture.ts';

const first = 'First-Horse 1';
const second = 'Second-Horse 2';
const third = 'Third-Horse 3';
const day = '-864000000000';

let domain: SambaDomain;
let directory: ConnectedDirectory;
const opened: ConnectedDirectory[] = [];

beforeAll(async () => {
  domain = await startSambaDomain();
  directory = open();
});
afterAll(async () => {
  for (const each of opened) await each.close();
  await domain.stop();
});
beforeEach(() => withoutRules(domain));

function open(more: Partial<ActiveDirectorySettings> = {}): ConnectedDirectory {
  const each = openSamba(domain, more);
  opened.push(each);
  return each;
}

interface Added {
  readonly dn: string;
  readonly anchor: string;
}

async function add(
  username: string,
  more: Readonly<Record<string, string>> = {},
  dn = `CN=${username},${domain.peopleDn}`,
): Promise<Added> {
  const values = {
    objectClass: 'user',
    sAMAccountName: username,
    userAccountControl: '512',
    ...more,
  };
  await domain.admin.add(dn, [
    ...Object.entries(values).map(([type, value]) => new Attribute({ type, values: [value] })),
    new Attribute({ type: 'unicodePwd', values: [unicodePassword(first)] }),
  ]);
  return { dn, anchor: await anchorOf(domain, dn) };
}

/** What a program that knows nothing of Postern is told. */
async function binds(name: string, password: string): Promise<boolean> {
  const client = new Client({ url: domain.url, tlsOptions: { ca: domain.ca } });
  try {
    await client.bind(name, password);
    return true;
  } catch {
    return false;
  } finally {
    await client.unbind();
  }
}

const account = async (anchor: string) => (await directory.read(anchor))?.account;
const applied = { outcome: 'applied' };
const refused = (reason: string) => ({ outcome: 'refused', reason });

describe('a password set in Active Directory', () => {
  test('gets a ticket and signs in, and the one before does neither', async () => {
    const { anchor, dn } = await add('alice');
    expect(await domain.kinit('alice', first)).toBe(true);
    expect(await directory.setPassword(anchor, second, 'wbk_1')).toMatchObject(applied);
    expect(await domain.kinit('alice', second)).toBe(true);
    expect(await domain.kinit('alice', first)).toBe(false);
    expect([await binds(dn, second), await binds(dn, first)]).toEqual([true, false]);
  });

  test('may be of any letters, and of 256 of them', async () => {
    const { anchor } = await add('letters');
    for (const password of ['käse-Käse 🗝🐎 سر 7', `Aa1 ${'ü'.repeat(250)}!!`]) {
      expect(await directory.setPassword(anchor, password, 'wbk_1')).toMatchObject(applied);
      expect(await domain.kinit('letters', password)).toBe(true);
    }
  });

  test('changed by who knows the old one gets a ticket too', async () => {
    const { anchor } = await add('changer');
    expect(await directory.changePassword(anchor, second, third, 'wbk_1')).toEqual(
      refused('wrong-current-password'),
    );
    expect(await directory.changePassword(anchor, first, second, 'wbk_1')).toMatchObject(applied);
    expect([await domain.kinit('changer', second), await domain.kinit('changer', first)]).toEqual([
      true,
      false,
    ]);
  });

  test('over StartTLS is as good as over LDAPS', async () => {
    const { anchor } = await add('starttls');
    const plain = open({ servers: [domain.plainUrl] });
    expect(await plain.setPassword(anchor, second, 'wbk_1')).toMatchObject(applied);
    expect(await domain.kinit('starttls', second)).toBe(true);
  });

  test('whose answer is lost is uncertain, and what became of it can be read', async () => {
    const { anchor } = await add('lost');
    const between = await startLdapFaultProxy({ url: withPort(domain.url), authority: domain.ca });
    const through = open({
      servers: [between.url],
      authority: `${domain.ca}\n${between.authority}`,
      operationSeconds: 1,
    });
    const before = await through.writeState(anchor);
    const struck = between.arm({
      operation: 'modify',
      at: 'response',
      nth: 1,
      action: { type: 'cut' },
    });
    expect(await through.setPassword(anchor, second, 'wbk_1')).toEqual({ outcome: 'uncertain' });
    await struck;
    const after = await through.writeState(anchor);
    expect(after?.passwordChangedAt).toBeGreaterThan(before?.passwordChangedAt ?? 0);
    await through.close();
    await between.stop();
  });
});

describe('the rules of the domain', () => {
  test('are shown as they stand, and each refusal names its rule', async () => {
    await domain.set(domain.baseDn, {
      minPwdLength: '14',
      pwdHistoryLength: '5',
      pwdProperties: '1',
      lockoutThreshold: '4',
    });
    const { anchor } = await add('ruled', {}).catch(async () => {
      await domain.set(domain.baseDn, { minPwdLength: '0' });
      const added = await add('ruled');
      await domain.set(domain.baseDn, { minPwdLength: '14' });
      return added;
    });
    expect(await directory.passwordPolicy(anchor)).toEqual({
      source: 'Default Domain Policy',
      minLength: 14,
      historyLength: 5,
      complexity: true,
      minAgeSeconds: 0,
      maxAgeSeconds: 42 * 86_400,
      lockout: { threshold: 4, durationSeconds: 1800 },
    });
    expect(await directory.setPassword(anchor, 'Short-1', 'w')).toEqual(refused('too-short'));
    expect(await directory.setPassword(anchor, 'alllowercaseletters', 'w')).toEqual(
      refused('complexity'),
    );
    const long = 'Long-Enough-Horse 1';
    expect(await directory.setPassword(anchor, long, 'w')).toMatchObject(applied);
    expect(await directory.changePassword(anchor, long, long, 'w')).toEqual(refused('in-history'));
    await domain.set(domain.baseDn, { minPwdAge: day });
    expect(await directory.changePassword(anchor, long, `${long}2`, 'w')).toEqual(
      refused('too-young'),
    );
    // A reset is not held to the age of the password.
    expect(await directory.setPassword(anchor, `${long}3`, 'w')).toMatchObject(applied);
  });

  test('of a fine-grained policy go before those of the domain, where it may be read', async () => {
    const { anchor, dn } = await add('fine');
    const name = `CN=Strict,CN=Password Settings Container,CN=System,${domain.baseDn}`;
    await domain.admin.add(name, {
      objectClass: 'msDS-PasswordSettings',
      'msDS-PasswordSettingsPrecedence': '1',
      'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
      'msDS-PasswordHistoryLength': '9',
      'msDS-PasswordComplexityEnabled': 'FALSE',
      'msDS-MinimumPasswordLength': '20',
      'msDS-MinimumPasswordAge': '0',
      'msDS-MaximumPasswordAge': '-9223372036854775808',
      'msDS-LockoutThreshold': '0',
      'msDS-LockoutObservationWindow': '-18000000000',
      'msDS-LockoutDuration': '-18000000000',
      'msDS-PSOAppliesTo': dn,
    });
    expect(await directory.passwordPolicy(anchor)).toEqual({
      source: 'Strict',
      minLength: 20,
      historyLength: 9,
      complexity: false,
      minAgeSeconds: 0,
      maxAgeSeconds: null,
      lockout: null,
    });
    expect(await directory.setPassword(anchor, 'Nineteen letters. 1', 'w')).toEqual(
      refused('too-short'),
    );
    const blind = open({ bindDn: domain.reader.upn, bindPassword: domain.reader.password });
    expect(await blind.passwordPolicy(anchor)).toMatchObject({ source: name, minLength: null });
    await domain.admin.del(name);
  });
});

describe('the history of passwords on a reset', () => {
  test('is not asked where the domain controller offers no policy hints', async () => {
    await domain.set(domain.baseDn, { pwdHistoryLength: '5' });
    const { anchor } = await add('forgiven');
    await directory.setPassword(anchor, second, 'w');
    expect(await directory.setPassword(anchor, first, 'w')).toMatchObject(applied);
  });

  test('is enforced by a temporary password, whatever the minimum age, where the settings say so', async () => {
    await domain.set(domain.baseDn, { pwdHistoryLength: '5', minPwdAge: day });
    const strict = open({ enforceHistory: 'temporary-password' });
    const { anchor } = await add('strict');
    expect(await strict.setPassword(anchor, second, 'w')).toMatchObject(applied);
    expect(await strict.setPassword(anchor, first, 'w')).toEqual(refused('in-history'));
    // The cost, told in the settings: the account waits with a random password for the next try.
    expect(await domain.kinit('strict', second)).toBe(false);
    expect(await strict.setPassword(anchor, third, 'w')).toMatchObject(applied);
    expect(await domain.kinit('strict', third)).toBe(true);
    expect(await account(anchor)).toMatchObject({ locked: false, password: 'current' });
  });

  test('a connection lost between the two writes never passes for a write that was not sent', async () => {
    const { anchor } = await add('between');
    const between = await startLdapFaultProxy({ url: withPort(domain.url), authority: domain.ca });
    const strict = open({
      enforceHistory: 'temporary-password',
      servers: [between.url],
      authority: `${domain.ca}\n${between.authority}`,
      operationSeconds: 1,
    });
    const struck = between.arm({
      operation: 'modify',
      at: 'request',
      nth: 2,
      action: { type: 'cut' },
    });
    expect(await strict.setPassword(anchor, second, 'w')).toEqual({ outcome: 'uncertain' });
    await struck;
    expect(await strict.setPassword(anchor, second, 'w')).toMatchObject(applied);
    await strict.close();
    await between.stop();
  });
});

describe('an account of Active Directory', () => {
  test('locked by wrong passwords says so, and is unlocked alone or by a reset', async () => {
    await domain.set(domain.baseDn, { lockoutThreshold: '3' });
    const { anchor, dn } = await add('locked');
    const lock = async () => {
      for (let tried = 0; tried < 3; tried += 1) await binds(dn, 'wrong');
    };
    await lock();
    expect(await account(anchor)).toMatchObject({ locked: true });
    expect(await directory.writeState(anchor)).toMatchObject({ locked: true });
    expect(await directory.signIn('locked', first)).toEqual({ ok: false, reason: 'locked' });
    expect(await directory.changePassword(anchor, first, second, 'w')).toEqual(
      refused('account-locked'),
    );
    expect(await directory.unlock(anchor, 'w')).toMatchObject(applied);
    expect(await directory.signIn('locked', first)).toMatchObject({ ok: true });
    await lock();
    expect(await directory.setPassword(anchor, second, 'w')).toMatchObject(applied);
    expect(await domain.kinit('locked', second)).toBe(true);
  });

  test('that must change its password proves it for a new one alone', async () => {
    const { anchor, dn } = await add('must');
    await domain.set(dn, { pwdLastSet: '0' });
    expect(await account(anchor)).toMatchObject({ password: 'must-change' });
    expect(await directory.signIn('must', first)).toMatchObject({ reason: 'must-change' });
    expect(await directory.signIn('must', second)).toEqual({ ok: false, reason: 'wrong' });
    expect(await directory.changePassword(anchor, first, second, 'w')).toMatchObject(applied);
    expect(await directory.signIn('must', second)).toMatchObject({ ok: true });
  });

  test('must change after a reset where the settings say so, unless its password never expires', async () => {
    const changing = open({ mustChangeAfterReset: true });
    const [ordinary, never] = [
      await add('after'),
      await add('never', { userAccountControl: '66048' }),
    ];
    expect(await changing.setPassword(ordinary.anchor, second, 'w')).toEqual({
      outcome: 'applied',
      passwordChangedAt: null,
    });
    expect(await directory.signIn('after', second)).toMatchObject({ reason: 'must-change' });
    expect(await changing.setPassword(never.anchor, second, 'w')).toMatchObject(applied);
    expect(await directory.signIn('never', second)).toMatchObject({ ok: true });
    expect((await directory.read(never.anchor))?.passwordChangedAt).not.toBeNull();
  });

  test('with a password that is too old proves it for a new one alone', async () => {
    const { anchor, dn } = await add('aged');
    await domain.backdatePassword(dn, Date.now() - 43 * 86_400_000);
    expect(await account(anchor)).toMatchObject({ password: 'expired' });
    expect(await directory.signIn('aged', first)).toMatchObject({ reason: 'password-expired' });
    expect(await directory.signIn('aged', second)).toEqual({ ok: false, reason: 'wrong' });
    expect(await directory.changePassword(anchor, first, second, 'w')).toMatchObject(applied);
    expect(await directory.signIn('aged', second)).toMatchObject({ ok: true });
  });

  test('tells when it has ended, is protected, of a program, or may not change its password', async () => {
    const ended = await add('ended', { accountExpires: '116444736010000000' });
    expect(await account(ended.anchor)).toMatchObject({ expired: true });
    expect(await directory.signIn('ended', first)).toEqual({
      ok: false,
      reason: 'account-expired',
    });
    expect(await directory.signIn('ended', second)).toEqual({ ok: false, reason: 'wrong' });

    const chief = await add('chief', { adminCount: '1' });
    expect(await account(chief.anchor)).toMatchObject({ protected: true, service: false });

    const program = await add('program', { servicePrincipalName: 'HTTP/intranet.example.test' });
    expect(await account(program.anchor)).toMatchObject({ service: true });
    const named = await add('svc-print');
    const filtered = open({ serviceFilter: '(sAMAccountName=svc-*)' });
    expect((await filtered.read(named.anchor))?.account.service).toBe(true);
    expect((await directory.read(named.anchor))?.account.service).toBe(false);

    const fixed = await add('fixed');
    expect(await account(fixed.anchor)).toMatchObject({ mayChangePassword: true });
    const deny = (who: string) => `(OD;;CR;${adRights.changePassword};;${who})`;
    await domain.grant(fixed.dn, `${deny('PS')}${deny('WD')}`);
    expect(await account(fixed.anchor)).toMatchObject({ mayChangePassword: false });
    expect(await directory.changePassword(fixed.anchor, first, second, 'w')).toEqual(
      refused('not-permitted'),
    );
  });

  test('is out of reach where the service account has no right, and says which it was', async () => {
    const powerless = open({ bindDn: domain.reader.upn, bindPassword: domain.reader.password });
    const { anchor } = await add('reached');
    expect(await powerless.setPassword(anchor, second, 'w')).toEqual(refused('not-permitted'));
    const chief = await add('guarded', { adminCount: '1' });
    expect(await powerless.setPassword(chief.anchor, second, 'w')).toEqual(
      refused('account-protected'),
    );
    const elsewhere = await add('elsewhere', {}, `CN=elsewhere,${domain.foreignDn}`);
    expect(await directory.read(elsewhere.anchor)).toBeNull();
    expect(await directory.setPassword(elsewhere.anchor, second, 'w')).toEqual(refused('unknown'));
    const wide = open({ baseDn: domain.baseDn });
    expect(await wide.setPassword(elsewhere.anchor, second, 'w')).toEqual(refused('not-permitted'));
    expect(await domain.kinit('elsewhere', first)).toBe(true);
  });
});

describe('a name in Active Directory', () => {
  test('may be of the account, of the domain before or behind it, or a mailbox', async () => {
    const { anchor } = await add('Named', {
      userPrincipalName: 'n.named@contoso.example',
      mail: 'Named.Mail@contoso.example',
    });
    for (const name of [
      'named',
      'corp\\named',
      'corp.example.test\\named',
      'named@corp.example.test',
      'n.named@contoso.example',
      'named.mail@contoso.example',
    ]) {
      expect([name, (await directory.find(name))?.ref.anchor]).toEqual([name, anchor]);
    }
    for (const name of [
      'other\\named',
      'named@other.example',
      'corp\\n.named@contoso.example',
      'corp\\',
    ])
      expect([name, await directory.find(name)]).toEqual([name, null]);
  });

  test('that two people have names neither of them', async () => {
    await add('double');
    await add('other', { mail: 'double@corp.example.test' });
    expect(await directory.find('double@corp.example.test')).toBeNull();
    expect(await directory.find('double')).not.toBeNull();
  });

  // A082, A084
  test('may hold every sign that has a meaning, and 256 letters, and hits nobody else', async () => {
    const cn = ` #a,+"\\<>;=/*() ä🗝 `;
    const long = `${'n'.repeat(240)}@contoso.example`;
    const dn = `${new DN({ CN: cn }).toString()},${domain.peopleDn}`;
    const { anchor } = await add('signs', { userPrincipalName: long }, dn);
    await add('ähnlich');
    expect(long).toHaveLength(256);
    expect((await directory.find(long))?.ref.anchor).toBe(anchor);
    expect(await directory.setPassword(anchor, second, 'w')).toMatchObject(applied);
    expect(await domain.kinit('signs', second)).toBe(true);
    expect(await directory.find('ahnlich')).toBeNull();
    expect(await directory.find('ähnlich')).not.toBeNull();
  });

  test('may change, and the place too, between finding somebody and setting their password', async () => {
    const { anchor, dn } = await add('moving');
    const found = await directory.find('moving');
    expect(found?.ref.anchor).toBe(anchor);
    await domain.admin.add(`OU=Deep,${domain.peopleDn}`, { objectClass: 'organizationalUnit' });
    await domain.admin.modifyDN(dn, `CN=moved,OU=Deep,${domain.peopleDn}`);
    await domain.set(`CN=moved,OU=Deep,${domain.peopleDn}`, { sAMAccountName: 'moved' });
    await add('moving', {}, `CN=moving,${domain.peopleDn}`);
    expect(await directory.setPassword(anchor, second, 'w')).toMatchObject(applied);
    expect([await domain.kinit('moved', second), await domain.kinit('moving', second)]).toEqual([
      true,
      false,
    ]);
  });
});

describe('groups of Active Directory', () => {
  test('hold a person through the primary group, and count them by it', async () => {
    const { anchor, dn } = await add('primary');
    const whole = open({ groupBaseDn: null });
    const [domainUsers = null] = (
      await whole.searchGroups({ query: 'domain users', limit: 5, cursor: null })
    ).items;
    const outer = `CN=Outer,${domain.groupsDn}`;
    await domain.admin.add(outer, {
      objectClass: 'group',
      sAMAccountName: 'Outer',
      member: `CN=Domain Users,CN=Users,${domain.baseDn}`,
    });
    const groups = (await whole.memberOf(anchor)).map((ref) => ref.anchor);
    expect(groups).toContain(domainUsers?.ref.anchor);
    expect(groups).toContain(await anchorOf(domain, outer));
    expect(
      await directory.countMembers([
        { directoryId: directory.id, anchor: await anchorOf(domain, outer) },
      ]),
    ).toBe(await directory.countUsers());

    // Where tokenGroups may not be read, the rule for transitive membership says the same.
    const sid = await domain.sidOf(domain.service.dn);
    await domain.grant(dn, `(OD;;RP;b7c69e6d-2cc7-11d2-854e-00a0c983f608;;${sid})`);
    const byRule = (await whole.memberOf(anchor)).map((ref) => ref.anchor);
    expect(byRule.toSorted()).toEqual(groups.filter((group) => byRule.includes(group)).toSorted());
    expect(byRule).toContain(domainUsers?.ref.anchor);
    expect(byRule).toContain(await anchorOf(domain, outer));
  });
});

describe('the servers of a domain', () => {
  test('stand in for each other, and the first serves again when it is back', async () => {
    const { anchor } = await add('failover');
    const proxies = [0, 1].map(() =>
      startLdapFaultProxy({ url: withPort(domain.url), authority: domain.ca }),
    );
    const [one, two] = await Promise.all(proxies);
    if (one === undefined || two === undefined) throw new Error('two proxies');
    const both = open({
      servers: [one.url, two.url],
      authority: [domain.ca, one.authority, two.authority].join('\n'),
    });
    expect(await both.setPassword(anchor, second, 'w')).toMatchObject(applied);
    expect(both.health()).toMatchObject({ state: 'connected', server: one.url });
    one.setDown(true);
    expect(await both.setPassword(anchor, third, 'w')).toMatchObject(applied);
    expect(both.health()).toMatchObject({ state: 'on-substitute', server: two.url });
    expect(await domain.kinit('failover', third)).toBe(true);
    two.setDown(true);
    expect(await failureOf(both.setPassword(anchor, first, 'w'))).toBe('unavailable');
    expect(await domain.kinit('failover', third)).toBe(true);
    await both.close();
    await Promise.all([one.stop(), two.stop()]);
  });
});

function withPort(url: string): string {
  return `${url}:636`;
}
