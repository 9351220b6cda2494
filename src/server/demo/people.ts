import type { Role } from '../../domain/access/permissions.ts';
import type { UserProfile } from '../../ports/managed-directory.ts';

/** Somebody of the demo, with the password they start with; it is printed when the demo starts. */
export interface DemoPerson extends UserProfile {
  readonly password: string;
  readonly role: Role | null;
  /** What they are there to show. */
  readonly note: string;
}

export const organisation = 'Contoso';
const domain = 'contoso.example';

function person(
  given: string,
  family: string,
  password: string,
  note: string,
  more: Partial<Pick<DemoPerson, 'mail' | 'alternateMail' | 'locale' | 'enabled' | 'role'>> = {},
): DemoPerson {
  const username = `${given}.${family}`.toLowerCase();
  return {
    username,
    displayName: `${given} ${family}`,
    givenName: given,
    surname: family,
    mail: `${username}@${domain}`,
    alternateMail: `${username}@home.example`,
    mobile: null,
    officePhone: null,
    locale: null,
    enabled: true,
    role: null,
    password,
    note,
    ...more,
  };
}

/** Made by the set-up, as the first administrator of any organisation is. */
export const administrator = person(
  'Ada',
  'Brandt',
  'violet-ferry-counts-nine-stars',
  'Global Administrator',
  { alternateMail: null, role: 'global-administrator' },
);

export const people: readonly DemoPerson[] = [
  person('Henri', 'Moreau', 'quiet-teapot-under-the-bridge', 'Helpdesk Administrator', {
    role: 'helpdesk-administrator',
  }),
  person('Lena', 'Fischer', 'seven-green-umbrellas-dance', 'in the pilot, two groups deep', {
    locale: 'de',
  }),
  person('Tom', 'Becker', 'orange-lantern-by-the-river', 'in the pilot'),
  person('Omar', 'Haddad', 'copper-kites-over-the-roof', 'in the pilot, reads Arabic', {
    locale: 'ar',
  }),
  person('Mia', 'Schulz', 'paper-boats-on-a-long-lake', 'in the pilot by the Berlin office', {
    locale: 'de',
  }),
  person('Grace', 'Okoye', 'silver-spoons-in-the-attic', 'in the pilot, one address only', {
    alternateMail: null,
  }),
  person('Yuki', 'Tanaka', 'three-foxes-cross-the-snow', 'in the pilot, without any address', {
    mail: null,
    alternateMail: null,
  }),
  person('Jonas', 'Weber', 'wooden-clocks-never-agree', 'in the pilot, and a contractor'),
  person('Noor', 'Rahman', 'a-basket-of-crooked-pears', 'outside the pilot'),
  person('Sofia', 'Rossi', 'midnight-tram-to-the-harbour', 'outside the pilot'),
  person('Paul', 'Ivers', 'borrowed-ladders-lean-left', 'disabled', { enabled: false }),
];

export interface DemoGroup {
  readonly name: string;
  readonly description: string;
  /** Usernames. */
  readonly users: readonly string[];
  /** Names of groups that stand before this one. */
  readonly groups: readonly string[];
}

/** Inner groups first: a group is made when those in it exist. */
export const groups: readonly DemoGroup[] = [
  {
    name: 'Berlin service desk',
    description: 'First line in the Berlin office',
    users: ['lena.fischer', 'henri.moreau'],
    groups: [],
  },
  {
    name: 'Berlin office',
    description: 'Everybody who works in Berlin',
    users: ['mia.schulz', 'jonas.weber', 'grace.okoye', 'yuki.tanaka', 'paul.ivers'],
    groups: ['Berlin service desk'],
  },
  {
    name: 'Milan office',
    description: 'Everybody who works in Milan',
    users: ['sofia.rossi', 'noor.rahman'],
    groups: [],
  },
  {
    name: 'Contractors',
    description: 'People who work for Contoso without being employed',
    users: ['jonas.weber'],
    groups: [],
  },
  {
    name: 'SSPR pilot',
    description: 'The first to reset their own password',
    users: ['tom.becker', 'omar.haddad'],
    groups: ['Berlin office'],
  },
  {
    name: 'All staff',
    description: 'Everybody',
    users: ['ada.brandt', 'tom.becker', 'omar.haddad'],
    groups: ['Berlin office', 'Milan office'],
  },
];
