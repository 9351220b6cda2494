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
  more: Partial<
    Pick<
      DemoPerson,
      'mail' | 'alternateMail' | 'mobile' | 'officePhone' | 'locale' | 'enabled' | 'role'
    >
  > = {},
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

// Numbers that the regulators of America, Britain and Germany keep free for films: nobody has them.

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
    mobile: '+49 171 3920011',
    officePhone: '+49 30 23125011',
  }),
  person('Lena', 'Fischer', 'seven-green-umbrellas-dance', 'in the pilot, two groups deep', {
    locale: 'de',
    mobile: '+49 171 3920012',
    officePhone: '+49 30 23125000 x12',
  }),
  person('Tom', 'Becker', 'orange-lantern-by-the-river', 'in the pilot', {
    mobile: '+1 425 555 0113',
    officePhone: '+44 20 7946 0113',
  }),
  person('Omar', 'Haddad', 'copper-kites-over-the-roof', 'in the pilot, reads Arabic', {
    locale: 'ar',
    mobile: '+1 425 555 0114',
  }),
  person('Mia', 'Schulz', 'paper-boats-on-a-long-lake', 'in the pilot by the Berlin office', {
    locale: 'de',
    mobile: '+49 171 3920015',
    officePhone: '+49 30 23125000 x15',
  }),
  person('Grace', 'Okoye', 'silver-spoons-in-the-attic', 'in the pilot, one address only', {
    alternateMail: null,
    mobile: '+49 171 3920016',
  }),
  person('Yuki', 'Tanaka', 'three-foxes-cross-the-snow', 'in the pilot, without any address', {
    mail: null,
    alternateMail: null,
  }),
  person('Jonas', 'Weber', 'wooden-clocks-never-agree', 'in the pilot, and a contractor', {
    officePhone: '+49 30 23125000 x18',
  }),
  person('Noor', 'Rahman', 'a-basket-of-crooked-pears', 'outside the pilot', {
    mobile: '+1 425 555 0119',
  }),
  person('Sofia', 'Rossi', 'midnight-tram-to-the-harbour', 'outside the pilot', {
    mobile: '+1 425 555 0120',
    officePhone: '+44 20 7946 0120',
  }),
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
