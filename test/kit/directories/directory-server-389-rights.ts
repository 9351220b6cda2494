import { Attribute, Change, type Client } from 'ldapts';
import { ipaNames } from './directory-server-389-schema.ts';
import type { TestAccount } from './openldap.ts';

const reading = 'read, search, compare';

const personAttributes = (
  'objectClass uid cn sn givenName displayName mail recoveryMail mailAlternateAddress mobile ' +
  'telephoneNumber preferredLanguage description member uniqueMember memberUid nsUniqueId nsAccountLock ' +
  'passwordRetryCount accountUnlockTime passwordExpirationTime pwdUpdateTime pwdPolicySubentry'
).split(' ');

const policyAttributes = [
  'objectClass passwordCheckSyntax passwordMinLength passwordMinCategories passwordHistory passwordInHistory',
  'passwordMinAge passwordExp passwordMaxAge passwordLockout passwordMaxFailure passwordUnlock',
  'passwordLockoutDuration passwordMustChange passwordChange passwordTrackUpdateTime',
]
  .join(' ')
  .split(' ');

const allow = (name: string, targets: readonly string[], rights: string, who: string) =>
  `(targetattr="${targets.join(' || ')}")(version 3.0; acl "${name}"; allow (${rights}) userdn="ldap:///${who}";)`;

/** The rights of docs/operate/389-directory-server.md, and those of accounts that have less and more. */
export async function giveRights(
  admin: Client,
  baseDn: string,
  accounts: Readonly<Record<'service' | 'reader' | 'mighty', TestAccount>>,
): Promise<void> {
  const { service, reader, mighty } = accounts;
  const add = (dn: string, ...values: string[]) =>
    admin.modify(
      dn,
      new Change({ operation: 'add', modification: new Attribute({ type: 'aci', values }) }),
    );
  await add(
    baseDn,
    allow('Postern reads', [...personAttributes, ...ipaNames], reading, service.dn),
    allow('readers', ['*'], reading, reader.dn).replace('="*"', '!="userPassword"'),
    allow('mighty', ['*'], 'all', mighty.dn),
  );
  const written = [
    'userPassword',
    'passwordRetryCount',
    'accountUnlockTime',
    'krbLoginFailedCount',
  ];
  await add(
    `ou=people,${baseDn}`,
    allow('Postern writes', written, 'write', service.dn),
    allow('people change their own password', ['userPassword'], 'write', 'self'),
  );
  await add('cn=config', allow('Postern reads the rules', policyAttributes, reading, service.dn));
  const tracked = new Attribute({ type: 'passwordTrackUpdateTime', values: ['on'] });
  await admin.modify('cn=config', new Change({ operation: 'replace', modification: tracked }));
}
