import { privacyEndpoints as endpoints } from '../../../contract/privacy.ts';
import type { PrivacyService } from '../../../services/privacy/privacy-service.ts';
import { needing, type Route } from './route.ts';
import { refOf } from './views.ts';

export function privacyRoutes({ privacy }: { readonly privacy: PrivacyService }): readonly Route[] {
  return [
    needing('users.export', endpoints.exportPerson, async ({ caller, params }) => {
      const { person, ...data } = await privacy.export(
        caller,
        refOf(caller.actor.tenantId, params),
      );
      const { directoryId, anchor } = person;
      return { ...data, person: { directoryId, anchor } };
    }),
    needing('users.erase', endpoints.erasePerson, ({ caller, params }) =>
      privacy.erase(caller, refOf(caller.actor.tenantId, params)),
    ),
  ];
}
