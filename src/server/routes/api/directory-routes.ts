import {
  directoryEndpoints as endpoints,
  type DirectoryDetailView,
  type DirectoryView,
} from '../../../contract/directories.ts';
import type {
  DirectoriesService,
  DirectoryDossier,
  DirectorySummary,
} from '../../../services/directory/directories-service.ts';
import type { DirectoryTrials } from '../../../services/directory/directory-trials.ts';
import { needing, type Route } from './route.ts';
import { accountView, groupView, userView } from './views.ts';

export function directoryRoutes(deps: {
  readonly directorySettings: DirectoriesService;
  readonly directoryTrials: DirectoryTrials;
}): readonly Route[] {
  const { directorySettings, directoryTrials } = deps;
  return [
    needing('directories.read', endpoints.listDirectories, async ({ caller }) => {
      const { version, items } = await directorySettings.list(caller);
      return { version, items: items.map(summaryView) };
    }),
    needing('directories.read', endpoints.listDirectoryKinds, ({ caller }) =>
      Promise.resolve({
        items: directorySettings.kinds(caller).map((kind) => ({
          ...kind,
          placeFields: [...kind.placeFields],
        })),
      }),
    ),
    needing('directories.write', endpoints.orderDirectories, async ({ caller, body }) => {
      await directorySettings.order(caller, body.version, body.ids);
      return undefined;
    }),
    needing('directories.write', endpoints.discoverDirectory, async ({ caller, body }) => {
      const { settings, seen } = await directoryTrials.discover(caller, body.kind, body);
      return { settings, seen: [...seen] };
    }),
    needing('directories.write', endpoints.checkDirectory, async ({ caller, body }) => ({
      items: [...(await directoryTrials.check(caller, body))],
    })),
    needing('directories.write', endpoints.previewDirectory, async ({ caller, body }) => {
      const { identifier, groupQuery, ...typed } = body;
      const wanted = { identifier, groupQuery };
      const { user, groups, more } = await directoryTrials.preview(caller, typed, wanted);
      return {
        user: user && {
          ...userView(user.user),
          groups: user.groups.map(groupView),
          account: accountView(user.user),
          passwordRules: user.passwordRules,
        },
        groups: groups.map(groupView),
        more,
      };
    }),
    needing('directories.write', endpoints.addDirectory, async ({ caller, body }) => {
      const { version, kind, ...typed } = body;
      return detailView(await directorySettings.add(caller, version, kind, typed));
    }),
    needing('directories.read', endpoints.getDirectory, async ({ caller, params }) =>
      detailView(await directorySettings.get(caller, params.id)),
    ),
    needing('directories.write', endpoints.replaceDirectory, async ({ caller, params, body }) => {
      const { version, ...typed } = body;
      return detailView(await directorySettings.replace(caller, version, params.id, typed));
    }),
    needing('directories.write', endpoints.removeDirectory, async ({ caller, params, query }) => {
      const removeRegistrations = query.registrations === 'remove';
      await directorySettings.remove(caller, query.version, params.id, removeRegistrations);
      return undefined;
    }),
    needing('directories.read', endpoints.checkSavedDirectory, async ({ caller, params }) => ({
      items: [...(await directoryTrials.checkSaved(caller, params.id))],
    })),
  ];
}

function summaryView({ health, realms, ...one }: DirectorySummary): DirectoryView {
  if (health === null) return { ...one, realms: [...realms], health };
  const { serviceRefused: _told, failingServers, ...shown } = health;
  return {
    ...one,
    realms: [...realms],
    health: { ...shown, failingServers: [...failingServers] },
  };
}

function detailView({
  version,
  settings,
  secretsKept,
  groupRoles,
  uses,
  ...summary
}: DirectoryDossier): DirectoryDetailView {
  return {
    ...summaryView(summary),
    version,
    settings,
    secretsKept: [...secretsKept],
    groupRoles: groupRoles.map((one) => ({ ...one })),
    uses: {
      groups: uses.groups.map((one) => ({ ...one })),
      roles: uses.roles.map((one) => ({ ...one })),
      registrations: uses.registrations,
    },
  };
}
