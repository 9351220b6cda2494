import type { DirectoryHealthView } from '../../../src/contract/directories.ts';
import { checks, checkTexts } from './directory-checks.ts';
import { directorySettings } from './directory-settings.ts';
import { counted, number, people } from './words.ts';

type State = DirectoryHealthView['state'];

interface StateText {
  readonly name: string;
  /** What it is, and what to do about it. */
  readonly meaning: string;
}

const states: Record<State, StateText> = {
  untried: { name: 'Not used yet', meaning: 'Nothing has been asked of it since Postern started.' },
  connected: { name: 'Connected', meaning: 'The first server of the list answers.' },
  'on-substitute': {
    name: 'On a substitute',
    meaning:
      'A server further down the list serves. Look after the first one; it serves again by itself when it is back.',
  },
  unreachable: {
    name: 'Unreachable',
    meaning:
      'No server of the list answers. Nobody of this directory can reset until one does; proofs already given are kept.',
  },
  'not-trusted': {
    name: 'Not trusted',
    meaning:
      'A server answers, but its certificate does not verify or it offers no encryption. Nothing is sent to it.',
  },
  refused: {
    name: 'Sign-in refused',
    meaning:
      'The directory refuses the service account. Type its password again, or look whether it is locked or expired.',
  },
};

interface KindText {
  readonly name: string;
  readonly description: string;
}

/** By the id of the kind; one that is missing here is shown by its id. */
const kinds: Readonly<Record<string, KindText>> = {
  builtin: { name: 'Built-in', description: 'People are kept in Postern itself.' },
  'active-directory': {
    name: 'Active Directory',
    description:
      'Microsoft’s directory on Windows Server, or Samba as a domain controller. Passwords are reset in the domain, and accounts unlocked there.',
  },
  openldap: {
    name: 'OpenLDAP',
    description: 'slapd with the password policy overlay (ppolicy), or without it.',
  },
  'directory-server-389': {
    name: '389 Directory Server',
    description: 'Also Red Hat Directory Server, and the schema of FreeIPA.',
  },
  'generic-ldap': {
    name: 'Another LDAP server',
    description:
      'Any server that speaks LDAP version 3. You say which attributes hold what; no code is needed.',
  },
};

export const directories = {
  title: 'Directories',
  description:
    'Where people and groups come from. A name that people type must be one person’s in all of them together, or say its domain.',
  columns: {
    name: 'Directory',
    users: 'Users',
    state: 'State',
    lastWorked: 'Last worked',
    certificate: 'Certificate',
    enabled: 'On',
    order: 'Order',
  },
  kinds,
  settings: directorySettings,
  checks: { ...checkTexts, of: checks },
  states,
  kindName: (kind: string) => kinds[kind]?.name ?? kind,
  managed: 'People can be added and changed here',
  builtinState: { name: 'Always there', gone: 'Cannot be read' },
  off: 'Switched off',
  realms: (realms: string) => `For ${realms}`,
  everyRealm: 'Asked for everybody',
  count: (users: number) => counted(users, 'user', 'users'),
  server: 'Server',
  latency: 'Latency',
  latencyMs: (ms: number) => `${number(Math.max(1, Math.round(ms)))} ms`,
  lastFailed: 'Last failed',
  lastError: 'Last error',
  failingServers: 'Could not take over',
  failingServer: (server: string) => `Could not take over: ${server}`,
  failedSince: (when: string) => `Failed ${when}`,
  none: 'There is no directory.',
  add: 'Add directory',
  use: (name: string) => `Use ${name}`,
  moveUp: (name: string) => `Move ${name} up`,
  moveDown: (name: string) => `Move ${name} down`,
  moved: (name: string, place: number) => `${name} is now number ${place}`,
  switchedOn: (name: string) => `${name} switched on`,
  switchedOff: (name: string) => `${name} switched off`,
  switchOff: 'Switch off',
  switchOffTitle: (name: string) => `Switch ${name} off?`,
  switchOffText: (users: number | null) =>
    users === null
      ? 'It is asked for nobody while it is off: its people can no longer reset a password. Nothing in it changes.'
      : `It is asked for nobody while it is off: ${people(users)} can no longer reset a password. Nothing in it changes.`,

  certificate: {
    unknown: 'Not seen yet',
    ends: (when: string) => `Ends ${when}`,
    endsIn: (days: string) => `Ends in ${days}`,
    endsToday: 'Ends within a day',
    ended: (when: string) => `Ended ${when}`,
    renew: 'Renew it on the server before that: Postern does not talk to a server without one.',
  },

  wizard: {
    title: 'Add a directory',
    description:
      'Nothing in your directory is changed on the way, and nothing is saved before the last step.',
    steps: {
      kind: 'Kind',
      server: 'Server',
      settings: 'Settings',
      checks: 'Rights',
      preview: 'Preview',
      save: 'Save',
    },
    stepsLabel: 'Steps',
    stepOf: (step: number, all: number, name: string) => `Step ${step} of ${all}: ${name}`,
    next: 'Next',
    kindTitle: 'Which kind of directory is it?',
    kindMissing: 'Choose one to go on.',
    serverTitle: 'Where is it?',
    address: 'Domain or address',
    addressHelp:
      'A domain such as corp.example.com, whose servers are found by DNS, or an address such as ldaps://ldap.example.com.',
    authority: 'Certificate authority',
    authorityHelp:
      'The PEM of whoever signed the servers’ certificates, where your organisation signs them itself, as most domains of Active Directory do. Leave it empty where a public authority did.',
    look: 'Look',
    looking: 'Looking…',
    looked: (address: string) => `What ${address} tells about itself`,
    lookedFilled: 'The settings are filled in from it as far as it goes.',
    sawNothing: 'It answers, and tells nothing without a sign-in.',
    notFound: 'Nothing was found there',
    notFoundHelp:
      'Nobody answers there, or with a certificate that this machine does not trust. Check the name; if your organisation signs its certificates itself, paste its authority above.',
    byHand: 'Fill in by hand',
    settingsTitle: 'How is it reached?',
    name: 'Name',
    nameHelp: 'What administrators see, such as the name of the domain.',
    check: 'Check the rights',
    checking: 'Trying each right on the server…',
    checksTitle: 'What the service account can do',
    checksDescription:
      'Tried on the real server, in the order they build on each other. Nothing was changed in the directory.',
    previewTitle: 'Does it find the right people?',
    saveTitle: 'Save it',
    summary: { kind: 'Kind', name: 'Name', servers: 'Servers', account: 'Service account' },
    switchOn: 'Switch it on now',
    switchOnHelp:
      'Its people can reset as soon as they are in scope: see the properties of password reset.',
    savedOff:
      'Something that must work does not. It can be saved switched off, and is asked for nobody until its checks pass.',
    savedOffOpen:
      'Postern found that something does not work after all. Look at the rights again, or save it switched off.',
    save: 'Save directory',
    saveOff: 'Save it switched off',
    backToRights: 'Back to the rights',
    saved: (name: string) => `${name} added`,
  },

  panel: {
    standing: 'How it stands',
    settings: 'Settings',
    enabled: 'In use',
    enabledHelp: 'While it is off it is asked for nobody, and its people cannot reset.',
    more: 'More settings',
    fewer: 'Fewer settings',
    moreHelp: 'They are right for nearly everybody as they are.',
    unknownKind: 'This kind of directory does not exist here any more. It can only be removed.',
    secretAgain: 'Type it again: with these changes it would go to another place than before.',
    check: 'Check again',
    checksNever:
      'Tries everything that Postern needs on the real server, without changing anything in it.',
    checksOf: 'With the settings as typed above, not yet saved.',
    unsaved: (count: number) => counted(count, 'unsaved change', 'unsaved changes'),
    faulty: 'What is marked above cannot be saved yet.',
    conflict:
      'Somebody else saved directories after you began. Discard your changes to see theirs, then make yours again.',
    saved: 'Directory saved',
    builtin: 'Postern keeps the people of this directory itself: there is nothing to set up here.',
  },

  preview: {
    title: 'Preview',
    description: 'Whom these settings find, before anything depends on it.',
    identifier: 'Name of one person',
    identifierHelp: 'As the person would type it: a username, an address, DOMAIN\\name.',
    find: 'Find',
    nobody: 'Nobody, or several people, have this name. A reset would find nobody.',
    found: (name: string) => `${name} was found`,
    groupQuery: 'Start of a group’s name',
    findGroups: 'Find groups',
    noGroups: 'No group begins with this.',
    moreGroups: 'There are more.',
    groups: 'Groups',
    noneOf: 'In no group.',
    account: 'Account',
  },

  roles: {
    title: 'Administrators by group',
    description:
      'Whoever is in a group, directly or through groups, holds the role for as long as they are in it, and signs in to this console with the password of the directory.',
    group: 'Group',
    role: 'Role',
    none: 'No group gives a role.',
    add: 'Give a role to a group',
    search: 'Search groups of this directory',
    chooseRole: 'Choose a role',
    removeNamed: (group: string, role: string) => `Take ${role} from ${group}`,
    gone: 'A group that is gone',
    off: 'Groups can be searched once the directory is switched on and saved.',
  },

  removal: {
    title: 'Remove',
    act: 'Remove directory',
    explanation: 'Nothing in the directory itself is touched; Postern forgets how to reach it.',
    inUse: 'It cannot be removed while something refers to it:',
    groups: (names: string) => `Groups that say who may reset: ${names}`,
    toProperties: 'Change the groups',
    roles: 'Administrators of this directory',
    roleOf: (name: string, role: string) => `${name}: ${role}`,
    toRoles: 'Change the roles',
    someone: 'somebody who is gone',
    question: (name: string) => `Remove ${name}?`,
    registrations: (count: number) =>
      `${counted(count, 'registered method', 'registered methods')} of its people will be removed with it.`,
    confirmRegistrations: 'Remove what they registered as well',
    removed: (name: string) => `${name} removed`,
  },
};
