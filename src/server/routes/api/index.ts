import { Hono } from 'hono';
import type { HttpEnv } from '../../http/env.ts';
import { openApiDocument } from '../../openapi/document.ts';
import { type AccessRouteDeps, accessRoutes } from './access-routes.ts';
import { type ActivityRouteDeps, activityRoutes } from './activity-routes.ts';
import { administratorRoutes } from './administrator-routes.ts';
import { type AssignedMethodRouteDeps, assignedMethodRoutes } from './assigned-method-routes.ts';
import { type BindDeps, bindRoutes } from './bind.ts';
import { blockRoutes } from './block-routes.ts';
import { campaignRoutes } from './campaign-routes.ts';
import { breakGlassRoutes } from './break-glass-routes.ts';
import { carriersRoutes } from './carriers-routes.ts';
import { directoryRoutes } from './directory-routes.ts';
import { handOverRoutes } from './hand-over-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import { privacyRoutes } from './privacy-routes.ts';
import { resetRoutes } from './reset-routes.ts';
import type { Route } from './route.ts';
import { settingsRoutes } from './settings-routes.ts';
import { type UserRouteDeps, userRoutes } from './user-routes.ts';

export type ApiDeps = BindDeps &
  AccessRouteDeps &
  ActivityRouteDeps &
  UserRouteDeps &
  AssignedMethodRouteDeps &
  Parameters<typeof policyRoutes>[0] &
  Parameters<typeof administratorRoutes>[0] &
  Parameters<typeof blockRoutes>[0] &
  Parameters<typeof breakGlassRoutes>[0] &
  Parameters<typeof handOverRoutes>[0] &
  Parameters<typeof groupRoutes>[0] &
  Parameters<typeof settingsRoutes>[0] &
  Parameters<typeof campaignRoutes>[0] &
  Parameters<typeof carriersRoutes>[0] &
  Parameters<typeof directoryRoutes>[0] &
  Parameters<typeof privacyRoutes>[0] &
  Parameters<typeof resetRoutes>[0] & {
    /** Of the running program, for the description. */
    readonly version: string;
  };

/** Everything below `/api`: the operations of `src/contract`, and their description. */
export function createApi(deps: ApiDeps): Hono<HttpEnv> {
  const routes = apiRoutes(deps);
  const description = JSON.stringify(openApiDocument(routes, deps.version));
  const api = new Hono<HttpEnv>({ strict: true });
  api.get('/openapi.json', (c) =>
    c.body(description, 200, { 'Content-Type': 'application/json; charset=utf-8' }),
  );
  api.route('/', bindRoutes(routes, deps));
  return api;
}

/** The whole table; every other address is not found. */
export function apiRoutes(deps: ApiDeps): readonly Route[] {
  return [
    ...accessRoutes(deps),
    ...activityRoutes(deps),
    ...policyRoutes(deps),
    ...administratorRoutes(deps),
    ...blockRoutes(deps),
    ...breakGlassRoutes(deps),
    ...userRoutes(deps),
    ...assignedMethodRoutes(deps),
    ...handOverRoutes(deps),
    ...groupRoutes(deps),
    ...settingsRoutes(deps),
    ...campaignRoutes(deps),
    ...carriersRoutes(deps),
    ...directoryRoutes(deps),
    ...privacyRoutes(deps),
    ...resetRoutes(deps),
  ];
}
