import {
  BuildingRegular,
  BuildingFilled,
  ClipboardTextLtrFilled,
  ClipboardTextLtrRegular,
  DialpadFilled,
  DialpadRegular,
  DoorFilled,
  DoorRegular,
  FolderPeopleFilled,
  FolderPeopleRegular,
  GaugeFilled,
  GaugeRegular,
  type FluentIcon,
  HomeFilled,
  HomeRegular,
  KeyFilled,
  KeyMultipleFilled,
  KeyMultipleRegular,
  KeyRegular,
  LockShieldFilled,
  LockShieldRegular,
  OptionsFilled,
  OptionsRegular,
  PeopleFilled,
  PeopleRegular,
  PeopleTeamFilled,
  PeopleTeamRegular,
  PersonAddFilled,
  PersonAddRegular,
  PersonKeyFilled,
  PersonKeyRegular,
  SearchInfoFilled,
  SearchInfoRegular,
  SendFilled,
  SendRegular,
  ShieldPersonFilled,
  ShieldPersonRegular,
  ShieldProhibitedFilled,
  ShieldProhibitedRegular,
} from '@fluentui/react-icons';
import type { Permission } from '../../src/contract/shapes.ts';
import type { Texts } from '../locales/index.ts';

export type PageName = keyof Texts['shell']['pages'];
type SectionName = keyof Texts['shell']['sections'];

export interface PageEntry {
  readonly name: PageName;
  readonly path: string;
  readonly permission: Permission;
  readonly icon: { readonly current: FluentIcon; readonly other: FluentIcon };
}

export interface NavigationGroup {
  /** Null for the pages on top, which need no heading. */
  readonly section: SectionName | null;
  readonly pages: readonly PageEntry[];
}

/** The pages in the order that administrators know from the Azure portal: a page is one line here. */
export const navigation: readonly NavigationGroup[] = [
  {
    section: null,
    pages: [
      {
        name: 'overview',
        path: '/',
        permission: 'overview.read',
        icon: { current: HomeFilled, other: HomeRegular },
      },
      {
        name: 'users',
        path: '/users',
        permission: 'users.read',
        icon: { current: PeopleFilled, other: PeopleRegular },
      },
      {
        name: 'groups',
        path: '/groups',
        permission: 'groups.read',
        icon: { current: PeopleTeamFilled, other: PeopleTeamRegular },
      },
      {
        name: 'directories',
        path: '/directories',
        permission: 'directories.read',
        icon: { current: FolderPeopleFilled, other: FolderPeopleRegular },
      },
    ],
  },
  {
    section: 'passwordReset',
    pages: [
      {
        name: 'properties',
        path: '/password-reset/properties',
        permission: 'policy.read',
        icon: { current: OptionsFilled, other: OptionsRegular },
      },
      {
        name: 'methods',
        path: '/password-reset/authentication-methods',
        permission: 'policy.read',
        icon: { current: KeyMultipleFilled, other: KeyMultipleRegular },
      },
      {
        name: 'hardwareTokens',
        path: '/password-reset/hardware-tokens',
        permission: 'users.read',
        icon: { current: DialpadFilled, other: DialpadRegular },
      },
      {
        name: 'registration',
        path: '/password-reset/registration',
        permission: 'policy.read',
        icon: { current: PersonAddFilled, other: PersonAddRegular },
      },
      {
        name: 'administratorPolicy',
        path: '/password-reset/administrator-policy',
        permission: 'policy.read',
        icon: { current: ShieldPersonFilled, other: ShieldPersonRegular },
      },
      {
        name: 'passwordProtection',
        path: '/password-reset/password-protection',
        permission: 'policy.read',
        icon: { current: LockShieldFilled, other: LockShieldRegular },
      },
      {
        name: 'limits',
        path: '/password-reset/limits',
        permission: 'policy.read',
        icon: { current: GaugeFilled, other: GaugeRegular },
      },
    ],
  },
  {
    section: 'activity',
    pages: [
      {
        name: 'audit',
        path: '/audit-logs',
        permission: 'audit.read',
        icon: { current: ClipboardTextLtrFilled, other: ClipboardTextLtrRegular },
      },
      {
        name: 'blocks',
        path: '/blocks',
        permission: 'users.read',
        icon: { current: ShieldProhibitedFilled, other: ShieldProhibitedRegular },
      },
    ],
  },
  {
    section: 'support',
    pages: [
      {
        name: 'support',
        path: '/support',
        permission: 'audit.read',
        icon: { current: SearchInfoFilled, other: SearchInfoRegular },
      },
    ],
  },
  {
    section: 'settings',
    pages: [
      {
        name: 'organisation',
        path: '/settings/organisation',
        permission: 'settings.read',
        icon: { current: BuildingFilled, other: BuildingRegular },
      },
      {
        name: 'carriers',
        path: '/settings/carriers',
        permission: 'settings.read',
        icon: { current: SendFilled, other: SendRegular },
      },
      {
        name: 'apiKeys',
        path: '/settings/api-keys',
        permission: 'api-keys.read',
        icon: { current: KeyFilled, other: KeyRegular },
      },
      {
        name: 'roles',
        path: '/settings/roles',
        permission: 'users.read',
        icon: { current: PersonKeyFilled, other: PersonKeyRegular },
      },
      {
        name: 'breakGlass',
        path: '/settings/break-glass',
        permission: 'roles.write',
        icon: { current: DoorFilled, other: DoorRegular },
      },
    ],
  },
];

export const pageEntries: readonly PageEntry[] = navigation.flatMap((group) => group.pages);

/** The page that an address belongs to: `/users/import` belongs to Users. */
export function pageAt(pathname: string): PageEntry | undefined {
  return pageEntries.find(
    (page) => pathname === page.path || (page.path !== '/' && pathname.startsWith(`${page.path}/`)),
  );
}

export function pathOf(name: PageName): string {
  const page = pageEntries.find((one) => one.name === name);
  if (page === undefined) throw new Error(`no page ${name}`);
  return page.path;
}
