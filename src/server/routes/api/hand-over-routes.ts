import { handOverEndpoints as endpoints } from '../../../contract/hand-overs.ts';
import type { HandOverService } from '../../../services/hand-over/hand-over-service.ts';
import { needing, openTo, type Route } from './route.ts';
import { refOf } from './views.ts';

export function handOverRoutes({
  handOvers,
}: {
  readonly handOvers: HandOverService;
}): readonly Route[] {
  return [
    needing('registration.hand-over', endpoints.createHandOver, ({ caller, params, body }) =>
      handOvers.create(caller, refOf(caller.actor.tenantId, params), body),
    ),
    openTo(endpoints.listHandOverKeys, () => Promise.resolve({ keys: [...handOvers.keys()] })),
  ];
}
