import { administratorEndpoints as endpoints } from '../../../contract/administrators.ts';
import type { AdministratorsService } from '../../../services/policy/administrators-service.ts';
import { needing, type Route } from './route.ts';
import { userView } from './views.ts';

export function administratorRoutes({
  administrators,
}: {
  readonly administrators: AdministratorsService;
}): readonly Route[] {
  return [
    needing('policy.read', endpoints.listAdministrators, async ({ caller }) => {
      const { items, groups, unread, breakGlassCodes } = await administrators.list(caller);
      return {
        breakGlassCodes,
        groups: groups.map((one) => ({ ...one })),
        unread,
        items: items.map(({ user, roles, methods, ...facts }) => ({
          user: userView(user),
          roles: roles.map((one) => ({ ...one })),
          methods: methods.map((one) => ({ ...one })),
          gatesRequired: facts.gatesRequired,
          gatesFillable: facts.gatesFillable,
          ready: facts.ready,
          reason: facts.reason,
        })),
      };
    }),
  ];
}
