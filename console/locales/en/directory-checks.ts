import type { DirectoryCheckView } from '../../../src/contract/directories.ts';

type CheckId = DirectoryCheckView['id'];

/** What a remedy is written for: the directory that was tried, as it is set up. */
export interface RemedyPlace {
  /** `ldap.example.com:636` */
  readonly server: string;
  /** As it is typed: a DN, `name@domain` or `DOMAIN\name`. */
  readonly account: string;
  readonly baseDn: string;
}

export interface Remedy {
  readonly text: string;
  /** To run on a machine of the directory, or to write into its configuration. */
  readonly command?: string;
}

interface CheckText {
  readonly title: string;
  /** Why Postern needs it. */
  readonly meaning: string;
  /** By the kind of directory; `any` for those that are not named. */
  readonly remedy: Readonly<Record<string, (place: RemedyPlace) => Remedy>> & {
    readonly any: (place: RemedyPlace) => Remedy;
  };
}

const just = (text: string) => (): Remedy => ({ text });

/** The top of the tree that a base lies in: `dc=example,dc=com`. */
const suffixOf = (baseDn: string) => /dc=.*$/i.exec(baseDn)?.[0] ?? baseDn;

/** As dsacls takes an account: it knows no distinguished names. */
const windowsAccount = (account: string) => (/[@\\]/.test(account) ? account : 'CORP\\svc-postern');

const whoIs = ({ account }: RemedyPlace) =>
  /[@\\]/.test(account)
    ? ''
    : ' In place of CORP\\svc-postern, write the account as Windows names it.';

/** Grants a right on everybody below the base, to be run by a domain administrator. */
const dsacls =
  (text: string, ...grants: readonly string[]) =>
  (place: RemedyPlace): Remedy => ({
    text: `${text}${whoIs(place)}`,
    command: grants
      .map(
        (grant) => `dsacls "${place.baseDn}" /I:S /G "${windowsAccount(place.account)}:${grant}"`,
      )
      .join('\n'),
  });

/** A rule before all others of the database that keeps the people. */
const olcAccess =
  (text: string, rule: (place: RemedyPlace) => string) =>
  (place: RemedyPlace): Remedy => ({
    text: `${text} Database {1}mdb is the usual one; yours may have another name.`,
    command: `ldapmodify -Q -Y EXTERNAL -H ldapi:/// <<'EOF'
dn: olcDatabase={1}mdb,cn=config
changetype: modify
add: olcAccess
olcAccess: {0}${rule(place)}
EOF`,
  });

/** An access rule at the top of the people. */
const aci =
  (text: string, name: string, targets: string, rights: string) =>
  ({ baseDn, account, server }: RemedyPlace): Remedy => ({
    text,
    command: `ldapmodify -x -H ldaps://${server} -D "cn=Directory Manager" -W <<'EOF'
dn: ${baseDn}
changetype: modify
add: aci
aci: (targetattr="${targets}")(version 3.0; acl "${name}"; allow (${rights}) userdn="ldap:///${account}";)
EOF`,
  });

const signInCommand = ({ server, account }: RemedyPlace) =>
  `ldapwhoami -x -H ldaps://${server} -D "${account}" -W`;

const lookCommand = ({ server, account, baseDn }: RemedyPlace, what: string) =>
  `ldapsearch -x -H ldaps://${server} -D "${account}" -W -b "${baseDn}" ${what}`;

/** As in docs/operate/openldap.md; more where the settings name other attributes. */
const readAttributes =
  'entry,children,objectClass,entryUUID,uid,cn,sn,givenName,displayName,mail,mobile,telephoneNumber,preferredLanguage,description,member,uniqueMember,memberUid,@pwdPolicy,pwdChangedTime,pwdPolicySubentry,pwdAccountTmpLockoutEnd,pwdStartTime,pwdEndTime';

const readOfPeople = olcAccess(
  'Check the filter in the settings. If it is right, let the account read people and groups.',
  ({ baseDn, account }) =>
    `to dn.subtree="${suffixOf(baseDn)}" attrs=${readAttributes} by dn.exact="${account}" read by * break`,
);

const readOfPeopleAci = aci(
  'Check the filter in the settings. If it is right, let the account read people and groups.',
  'Postern reads people and groups',
  'objectClass||uid||cn||sn||givenName||displayName||mail||mailAlternateAddress||mobile||telephoneNumber||preferredLanguage||description||member||uniqueMember||memberUid||nsUniqueId||nsAccountLock||passwordRetryCount||accountUnlockTime||passwordExpirationTime||pwdUpdateTime||pwdPolicySubentry',
  'read, search, compare',
);

const readOfPeopleWindows = dsacls(
  'Every signed-in account may read people and groups in a domain, unless that was taken away. Give it back to this one.',
  'RP;Account Restrictions;user',
  'RP;Logon Information;user',
  'RP;Group Membership;user',
);

/** What each check is about, and how what is missing is given. */
export const checks: Record<CheckId, CheckText> = {
  reach: {
    title: 'A server answers',
    meaning: 'Postern opens a connection to the first server of the list that takes one.',
    remedy: {
      any: ({ server }) => ({
        text: 'Check the name and the port, and let this machine through the firewall. On the machine that Postern runs on:',
        command: `nc -vz ${server.replace(/:(\d+)$/, ' $1')}`,
      }),
    },
  },
  encryption: {
    title: 'The connection is encrypted, and the server is the one it says',
    meaning:
      'Passwords go over it: without a certificate that verifies for the name in the address, nothing is sent.',
    remedy: {
      any: ({ server }) => ({
        text: 'Put the PEM of whoever signed the server’s certificate into “Certificate authority”. If the name differs, use the name that stands in the certificate as the address, or type it into “Name in the certificate”. To see what the server shows:',
        command: `openssl s_client -connect ${server} -showcerts </dev/null`,
      }),
    },
  },
  'sign-in': {
    title: 'The service account can sign in',
    meaning: 'Everything else is asked in its name.',
    remedy: {
      'active-directory': ({ account }) => ({
        text: 'Check the name and the password. If they are right, the account may be locked, expired or disabled:',
        command: `Get-ADUser -Filter "UserPrincipalName -eq '${account}' -or DistinguishedName -eq '${account}'" -Properties Enabled,LockedOut,PasswordExpired,AccountExpirationDate`,
      }),
      any: (place) => ({
        text: 'Check the name, which is a whole DN, and the password. By hand:',
        command: signInCommand(place),
      }),
    },
  },
  base: {
    title: 'The place of the people is there',
    meaning: 'People are looked for below it, and nowhere else.',
    remedy: {
      any: (place) => ({
        text: 'Check how it is spelled, and that the account may read it. By hand:',
        command: lookCommand(place, '-s base dn'),
      }),
    },
  },
  'find-people': {
    title: 'People can be found',
    meaning: 'A reset begins by finding the one person whose name was typed.',
    remedy: {
      'active-directory': readOfPeopleWindows,
      openldap: readOfPeople,
      'directory-server-389': readOfPeopleAci,
      any: (place) => ({
        text: 'Check the filter and the attributes of the settings, and that the account may read them. By hand:',
        command: lookCommand(place, '"(objectClass=*)" -z 3'),
      }),
    },
  },
  'find-groups': {
    title: 'Groups can be found',
    meaning: 'Groups say who may reset, and who may administer.',
    remedy: {
      'active-directory': readOfPeopleWindows,
      openldap: readOfPeople,
      'directory-server-389': readOfPeopleAci,
      any: just('Check where the groups are and their filter, and that the account may read them.'),
    },
  },
  anchor: {
    title: 'Everybody has an identifier that stays',
    meaning:
      'Postern knows people by it, so that nothing is lost or mixed up when somebody is renamed or moved.',
    remedy: {
      openldap: olcAccess(
        'Let the account read entryUUID, which every entry has.',
        ({ baseDn, account }) =>
          `to dn.subtree="${suffixOf(baseDn)}" attrs=entry,entryUUID by dn.exact="${account}" read by * break`,
      ),
      'directory-server-389': aci(
        'Let the account read nsUniqueId, which every entry has.',
        'Postern reads identifiers',
        'nsUniqueId',
        'read, search, compare',
      ),
      'active-directory': readOfPeopleWindows,
      any: just(
        'Name an attribute that every person has, that is unlike anybody else’s and never changes, and let the account read it.',
      ),
    },
  },
  indexes: {
    title: 'Looking somebody up is quick',
    meaning:
      'Without an index the server reads every entry for every look-up: slow for all, and a way to make it slower.',
    remedy: {
      openldap: () => ({
        text: 'Index what people type as their name, for equality; then let slapd build it with slapindex while it is stopped.',
        command: `ldapmodify -Q -Y EXTERNAL -H ldapi:/// <<'EOF'
dn: olcDatabase={1}mdb,cn=config
changetype: modify
add: olcDbIndex
olcDbIndex: uid,mail,member,uniqueMember,memberUid,entryUUID eq
EOF`,
      }),
      'directory-server-389': () => ({
        text: 'Index what people type as their name, for equality, and build the index. “localhost” is the usual name of an instance, “userRoot” of its database.',
        command:
          'dsconf localhost backend index add --attr uid --index-type eq userRoot\ndsconf localhost backend index add --attr mail --index-type eq userRoot\ndsconf localhost backend index reindex userRoot',
      }),
      'active-directory': just(
        'sAMAccountName, userPrincipalName and mail are indexed. For another attribute, tick “Index this attribute” in the Active Directory Schema snap-in.',
      ),
      any: just('Index what people type as their name, for equality, on the server.'),
    },
  },
  'read-policy': {
    title: 'The rules for passwords can be read',
    meaning: 'People see them before they type, instead of being refused afterwards.',
    remedy: {
      'active-directory': (place) => ({
        text: `Everybody may read the domain’s rules; those of a fine-grained policy need a right of their own.${whoIs(place)}`,
        command: `dsacls "CN=Password Settings Container,CN=System,${suffixOf(place.baseDn)}" /I:T /G "${windowsAccount(place.account)}:GR"`,
      }),
      openldap: olcAccess(
        'Let the account read the policies; they stand where olcPPolicyDefault says.',
        ({ baseDn, account }) =>
          `to dn.subtree="ou=policies,${suffixOf(baseDn)}" by dn.exact="${account}" read by * break`,
      ),
      'directory-server-389': (place) => ({
        text: 'Let the account read the password policy of cn=config.',
        command: `ldapmodify -x -H ldaps://${place.server} -D "cn=Directory Manager" -W <<'EOF'
dn: cn=config
changetype: modify
add: aci
aci: (targetattr="objectClass||passwordCheckSyntax||passwordMinLength||passwordMinCategories||passwordHistory||passwordInHistory||passwordMinAge||passwordExp||passwordMaxAge||passwordLockout||passwordMaxFailure||passwordUnlock||passwordLockoutDuration||passwordMustChange||passwordChange||passwordTrackUpdateTime")(version 3.0; acl "Postern reads the password policy"; allow (read, search, compare) userdn="ldap:///${place.account}";)
EOF`,
      }),
      any: just('This server shows none. People learn of its rules when it refuses a password.'),
    },
  },
  'reset-password': {
    title: 'It may set a new password',
    meaning: 'This is what a reset is.',
    remedy: {
      'active-directory': dsacls('As a domain administrator:', 'CA;Reset Password;user'),
      openldap: olcAccess(
        'Let the account set passwords without reading them. With “=xw”, and not “manage”, the server’s own rules hold for a reset too.',
        ({ baseDn, account }) =>
          `to dn.subtree="${baseDn}" attrs=userPassword by dn.exact="${account}" =xw by self =xw by anonymous auth by * none`,
      ),
      'directory-server-389': aci(
        'Let the account write passwords; it cannot read them.',
        'Postern sets passwords',
        'userPassword',
        'write',
      ),
      any: just('Let the account write the password of everybody below the base, and not read it.'),
    },
  },
  unlock: {
    title: 'It may unlock an account',
    meaning: 'A reset unlocks as well; without it people would have a password and no way in.',
    remedy: {
      'active-directory': dsacls('As a domain administrator:', 'RPWP;lockoutTime;user'),
      openldap: olcAccess(
        'Let the account write what the policy overlay keeps of a lock.',
        ({ baseDn, account }) =>
          `to dn.subtree="${baseDn}" attrs=pwdAccountLockedTime,pwdReset by dn.exact="${account}" write by * break`,
      ),
      'directory-server-389': aci(
        'Let the account write what the server keeps of a lock.',
        'Postern unlocks',
        'passwordRetryCount||accountUnlockTime',
        'write',
      ),
      any: just(
        'If the server marks locked accounts, name the attribute in the settings, and let the account write it. If it locks nobody, there is nothing to do.',
      ),
    },
  },
  'must-change': {
    title: 'It may ask for another password at the next sign-in',
    meaning: 'Only where the settings ask for it after a reset.',
    remedy: {
      'active-directory': dsacls('As a domain administrator:', 'RPWP;pwdLastSet;user'),
      openldap: olcAccess(
        'Let the account write pwdReset.',
        ({ baseDn, account }) =>
          `to dn.subtree="${baseDn}" attrs=pwdAccountLockedTime,pwdReset by dn.exact="${account}" write by * break`,
      ),
      'directory-server-389': just(
        'The server asks for it by itself where passwordMustChange is on in its policy.',
      ),
      any: just('This kind of directory does not know it.'),
    },
  },
  'history-on-reset': {
    title: 'A reset keeps to the history of passwords',
    meaning: 'Otherwise a reset is a way around it: the old password could be set again.',
    remedy: {
      'active-directory': just(
        'Windows Server offers it by the policy-hints control (1.2.840.113556.1.4.2239); this server does not. There is a setting that makes it so by a second write, with a cost that is explained there.',
      ),
      openldap: just(
        'Set pwdInHistory in the policy. If the account has “manage” on userPassword, give it “=xw” in its place: the overlay lets whoever may manage pass its rules.',
      ),
      any: just(
        'Switch the history of passwords on in the server’s policy, and let the account be no password administrator.',
      ),
    },
  },
  'change-time': {
    title: 'When a password was changed can be read',
    meaning:
      'When the line breaks in the middle of a reset, this tells whether the password was set.',
    remedy: {
      'active-directory': just(
        'Let the account read pwdLastSet of people. Where another password is asked for at the next sign-in, it says nothing: that setting has this price.',
      ),
      openldap: olcAccess(
        'Load the password policy overlay, which keeps pwdChangedTime, and let the account read it.',
        ({ baseDn, account }) =>
          `to dn.subtree="${baseDn}" attrs=pwdChangedTime by dn.exact="${account}" read by * break`,
      ),
      'directory-server-389': just(
        'Switch passwordTrackUpdateTime on in cn=config, and let the account read pwdUpdateTime.',
      ),
      any: just(
        'Name the attribute in the settings, such as shadowLastChange, and let the account read it. Without it, a reset whose answer was lost stays uncertain until the person tries to sign in.',
      ),
    },
  },
  'too-many-rights': {
    title: 'It may do no more than it needs',
    meaning: 'Whoever gets hold of Postern gets what this account may do.',
    remedy: {
      'active-directory': just(
        'Take the account out of Domain Admins, Account Operators and every other such group, and delegate the rights above to it, on the people alone.',
      ),
      openldap: just(
        'Do not use the root of the database (olcRootDN) or an account with “manage”. Make an account of its own with the rules above.',
      ),
      'directory-server-389': just(
        'Do not use Directory Manager or a password administrator: the server’s rules do not hold for them. Make an account of its own with the rules above.',
      ),
      any: just('Make an account of its own that may do what is checked here and nothing more.'),
    },
  },
};

export const checkTexts = {
  status: {
    passed: 'Works',
    warning: 'Could be better',
    failed: 'Does not work',
    unknown: 'Could not be tried',
  },
  seen: 'Seen',
  remedy: 'What to do',
  summary: {
    good: 'Everything that Postern needs works.',
    warnings: (count: number) =>
      count === 1
        ? 'Everything that Postern needs works. One thing could be better.'
        : `Everything that Postern needs works. ${count} things could be better.`,
    failed: (count: number) =>
      count === 1 ? 'One thing does not work.' : `${count} things do not work.`,
    untried: 'What builds on it was not tried.',
  },
  list: 'Checks',
  again: 'Check again',
};
