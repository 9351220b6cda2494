import { createBrowserRouter, type RouteObject } from 'react-router';
import { RouteProblem } from './RouteProblem.tsx';
import { SignOut } from './SignOut.tsx';
import { SignedInArea } from './SignedInArea.tsx';
import { PageMissing } from './PageMissing.tsx';

/** Each page is a part of the program of its own, fetched when it is first opened. */
const pages: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('../pages/overview/Overview.tsx')).Overview }),
  },
  {
    path: 'users',
    lazy: async () => ({ Component: (await import('../pages/users/Users.tsx')).Users }),
    children: [
      {
        path: ':directoryId/:anchor',
        lazy: async () => ({ Component: (await import('../pages/users/UserPanel.tsx')).UserPanel }),
      },
    ],
  },
  {
    path: 'users/import',
    lazy: async () => ({ Component: (await import('../pages/users/ImportUsers.tsx')).ImportUsers }),
  },
  {
    path: 'users/contacts',
    lazy: async () => ({
      Component: (await import('../pages/users/ImportContacts.tsx')).ImportContacts,
    }),
  },
  {
    path: 'groups',
    lazy: async () => ({ Component: (await import('../pages/groups/Groups.tsx')).Groups }),
    children: [
      {
        path: ':directoryId/:anchor',
        lazy: async () => ({
          Component: (await import('../pages/groups/GroupPanel.tsx')).GroupPanel,
        }),
      },
    ],
  },
  {
    path: 'directories',
    lazy: async () => ({
      Component: (await import('../pages/directories/Directories.tsx')).Directories,
    }),
  },
  {
    path: 'directories/add',
    lazy: async () => ({
      Component: (await import('../pages/directories/AddDirectory.tsx')).AddDirectory,
    }),
  },
  {
    path: 'directories/:id',
    lazy: async () => ({
      Component: (await import('../pages/directories/DirectoryPage.tsx')).DirectoryPage,
    }),
  },
  {
    path: 'password-reset/properties',
    lazy: async () => ({
      Component: (await import('../pages/password-reset/Properties.tsx')).Properties,
    }),
  },
  {
    path: 'password-reset/authentication-methods',
    lazy: async () => ({
      Component: (await import('../pages/password-reset/Methods.tsx')).Methods,
    }),
  },
  {
    path: 'password-reset/hardware-tokens',
    lazy: async () => ({
      Component: (await import('../pages/hardware-tokens/HardwareTokens.tsx')).HardwareTokens,
    }),
  },
  {
    path: 'password-reset/hardware-tokens/import',
    lazy: async () => ({
      Component: (await import('../pages/hardware-tokens/ImportTokens.tsx')).ImportTokens,
    }),
  },
  {
    path: 'password-reset/registration',
    lazy: async () => ({
      Component: (await import('../pages/password-reset/Registration.tsx')).Registration,
    }),
  },
  {
    path: 'password-reset/registration/campaign',
    lazy: async () => ({ Component: (await import('../pages/campaign/Campaign.tsx')).Campaign }),
  },
  {
    path: 'password-reset/administrator-policy',
    lazy: async () => ({
      Component: (await import('../pages/password-reset/AdministratorPolicy.tsx'))
        .AdministratorPolicy,
    }),
  },
  {
    path: 'password-reset/password-protection',
    lazy: async () => ({
      Component: (await import('../pages/password-reset/PasswordProtection.tsx'))
        .PasswordProtection,
    }),
  },
  {
    path: 'password-reset/limits',
    lazy: async () => ({ Component: (await import('../pages/password-reset/Limits.tsx')).Limits }),
  },
  {
    path: 'audit-logs',
    lazy: async () => ({ Component: (await import('../pages/audit/AuditLogs.tsx')).AuditLogs }),
    children: [
      {
        path: ':id',
        lazy: async () => ({
          Component: (await import('../pages/audit/EventPanel.tsx')).EventPanel,
        }),
      },
    ],
  },
  {
    path: 'blocks',
    lazy: async () => ({ Component: (await import('../pages/blocks/Blocks.tsx')).Blocks }),
  },
  {
    path: 'support',
    lazy: async () => ({ Component: (await import('../pages/support/Support.tsx')).Support }),
  },
  {
    path: 'settings/organisation',
    lazy: async () => ({
      Component: (await import('../pages/settings/OrganisationSettings.tsx')).OrganisationSettings,
    }),
  },
  {
    path: 'settings/carriers',
    lazy: async () => ({ Component: (await import('../pages/carriers/Carriers.tsx')).Carriers }),
  },
  {
    path: 'settings/api-keys',
    lazy: async () => ({ Component: (await import('../pages/settings/ApiKeys.tsx')).ApiKeys }),
  },
  {
    path: 'settings/roles',
    lazy: async () => ({ Component: (await import('../pages/settings/Roles.tsx')).Roles }),
  },
  {
    path: 'settings/break-glass',
    lazy: async () => ({
      Component: (await import('../pages/break-glass/BreakGlass.tsx')).BreakGlass,
    }),
  },
  { path: '*', Component: PageMissing },
];

export const createRouter = () =>
  createBrowserRouter(
    [
      {
        errorElement: <RouteProblem />,
        HydrateFallback: () => null,
        children: [
          {
            path: 'sign-in',
            lazy: async () => ({ Component: (await import('../pages/sign-in/SignIn.tsx')).SignIn }),
          },
          { path: 'sign-out', Component: SignOut },
          {
            path: 'set-up',
            lazy: async () => ({ Component: (await import('../pages/set-up/SetUp.tsx')).SetUp }),
          },
          {
            Component: SignedInArea,
            children: [{ errorElement: <RouteProblem />, children: pages }],
          },
        ],
      },
    ],
    { basename: '/admin' },
  );
