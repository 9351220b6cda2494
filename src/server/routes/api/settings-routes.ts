import { settingsEndpoints as endpoints } from '../../../contract/settings.ts';
import type { OrganisationService } from '../../../services/organisation/organisation-service.ts';
import { needing, type Route } from './route.ts';

export function settingsRoutes(deps: {
  readonly organisationSettings: OrganisationService;
}): readonly Route[] {
  const organisation = deps.organisationSettings;
  return [
    needing('settings.read', endpoints.getOrganisation, ({ caller }) =>
      organisation.current(caller),
    ),
    needing('settings.write', endpoints.replaceOrganisation, ({ caller, body }) =>
      organisation.replace(caller, body.version, body.name),
    ),
  ];
}
