import { breakGlassEndpoints as endpoints } from '../../../contract/break-glass.ts';
import type { BreakGlassCodesService } from '../../../services/break-glass/break-glass-codes-service.ts';
import { needing, type Route } from './route.ts';

export function breakGlassRoutes({
  breakGlassCodes,
}: {
  readonly breakGlassCodes: BreakGlassCodesService;
}): readonly Route[] {
  return [
    needing('roles.write', endpoints.listBreakGlassCodes, async ({ caller }) => ({
      items: [...(await breakGlassCodes.list(caller))],
    })),
    needing('roles.write', endpoints.createBreakGlassCode, ({ caller, body }) =>
      breakGlassCodes.create(caller, body.label),
    ),
    needing('roles.write', endpoints.revokeBreakGlassCode, async ({ caller, params }) => {
      await breakGlassCodes.revoke(caller, params.id);
      return undefined;
    }),
  ];
}
