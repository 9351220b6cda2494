import type { SettingText } from '../../forms/source.ts';

/** By the name of the setting; one that is missing here is shown as its schema has it. */
export const directorySettings: Readonly<Record<string, SettingText>> = {
  servers: {
    label: 'Servers',
    help: 'Such as ldaps://dc1.corp.example.com. The first that answers serves, and the first of all serves again when it is back. ldaps:// is encrypted from the first byte, ldap:// by StartTLS.',
  },
  authority: {
    label: 'Certificate authority',
    help: 'In PEM: who signed the servers’ certificates. Without it, those that the system trusts.',
    multiline: true,
  },
  serverName: {
    label: 'Name in the certificate',
    help: 'Where it is not the one in the address.',
  },
  bindDn: {
    label: 'Service account',
    help: 'Whom Postern signs in as. It needs the few rights that are checked in a moment, and no others.',
  },
  bindPassword: { label: 'Password of the service account', help: '' },
  realms: {
    label: 'Domains',
    help: 'What people of this directory type behind @ or before \\, such as corp.example.com. Empty: it is asked for everybody.',
  },
  baseDn: {
    label: 'Where the people are',
    help: 'Such as ou=people,dc=example,dc=com. Nobody outside it is found.',
  },
  peopleFilter: { label: 'Filter for people', help: 'In the way of LDAP: who is a person.' },
  loginAttributes: {
    label: 'What people may type as their name',
    help: 'Attributes; each must be indexed for equality.',
  },
  usernameAttribute: { label: 'Attribute of the username', help: '' },
  displayNameAttribute: { label: 'Attribute of the full name', help: '' },
  givenNameAttribute: { label: 'Attribute of the first name', help: '' },
  surnameAttribute: { label: 'Attribute of the last name', help: '' },
  mailAttribute: {
    label: 'Attribute of the e-mail address',
    help: 'The mailbox that belongs to the account itself.',
  },
  alternateMailAttribute: {
    label: 'Attribute of an alternate e-mail address',
    help: 'A mailbox elsewhere, that can be read without this password. Codes go here first.',
  },
  mobileAttribute: { label: 'Attribute of the mobile phone', help: '' },
  officePhoneAttribute: { label: 'Attribute of the office phone', help: '' },
  localeAttribute: { label: 'Attribute of the language', help: '' },
  serviceFilter: {
    label: 'Filter for service accounts',
    help: 'Accounts that programs sign in with; nobody may reset them.',
  },
  groupBaseDn: {
    label: 'Where the groups are',
    help: 'Without it, groups are looked for where the people are; in Active Directory, in the whole domain.',
  },
  groupFilter: { label: 'Filter for groups', help: '' },
  groupNameAttribute: { label: 'Attribute of a group’s name', help: '' },
  memberAttributes: {
    label: 'Attributes of members',
    help: 'Of groups, with the DNs of who is in them; each must be indexed for equality.',
  },
  memberNameAttribute: {
    label: 'Attribute of members by username',
    help: 'Of groups, such as memberUid of posixGroup.',
  },
  defaultPolicyDn: {
    label: 'Password policy of those who have no other',
    help: 'Its DN: what olcPPolicyDefault names in OpenLDAP, cn=config in 389 Directory Server.',
  },
  schema: { label: 'Schema', help: 'FreeIPA keeps locks and ages in attributes of its own.' },
  'schema=389-directory-server': { label: '389 Directory Server', help: '' },
  'schema=freeipa': { label: 'FreeIPA', help: '' },
  enforceHistory: {
    label: 'History of passwords',
    help: 'A domain controller holds a reset to the history only where it offers policy hints. A temporary password enforces it elsewhere, at a cost: it takes a place in the history, and after a refused password or a crash in between neither the old nor the new password works until the reset is done again.',
  },
  'enforceHistory=when-offered': { label: 'Where the server offers it', help: '' },
  'enforceHistory=temporary-password': { label: 'By a temporary password', help: '' },
  anchorAttribute: {
    label: 'Attribute that identifies an entry for ever',
    help: 'Through every renaming and move, such as entryUUID.',
  },
  passwordWrite: { label: 'How a password is set', help: '' },
  'passwordWrite=exop': { label: 'By the password operation of RFC 3062', help: '' },
  'passwordWrite=replace': {
    label: 'By writing the attribute, which the server must hash',
    help: '',
  },
  passwordAttribute: {
    label: 'Attribute of the password',
    help: 'Where the attribute is written.',
  },
  changedTimeAttribute: {
    label: 'Attribute of when the password was changed',
    help: 'As a time, or in days since 1970. Without it a reset whose answer was lost stays uncertain.',
  },
  disabledFilter: { label: 'Filter for disabled accounts', help: '' },
  lockAttribute: {
    label: 'Attribute of a lock',
    help: 'Stands with an account that is locked, and is taken away to unlock it.',
  },
  mustChangeAfterReset: {
    label: 'Ask for another password at the next sign-in',
    help: 'After every reset; needs one right more.',
  },
  connectSeconds: { label: 'Longest wait for a connection', help: 'Encryption included.' },
  operationSeconds: { label: 'Longest wait for one answer', help: '' },
  totalSeconds: { label: 'Longest time for one step of a reset', help: '' },
  connections: { label: 'Connections at most', help: '' },
};
