import { type Context, Hono } from 'hono';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { authorize } from '../../../domain/access/actor.ts';
import type { Permission } from '../../../domain/access/permissions.ts';
import { PosternError } from '../../../domain/errors.ts';
import { checkShape } from '../../../domain/faults.ts';
import { negotiateLanguage } from '../../../locales/index.ts';
import type { Caller } from '../../../services/access/caller.ts';
import type { AuditService } from '../../../services/audit/audit-service.ts';
import type { Visitor } from '../../../services/visitor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { type CredentialDeps, readCredentials } from './credentials.ts';
import { createPartsReader } from './request-parts.ts';
import type { ApiRequest, Route } from './route.ts';

export interface BindDeps extends CredentialDeps {
  readonly audit: AuditService;
  /** Whether answers are compared with their schemas before they leave: in tests and development. */
  readonly checkAnswers: boolean;
}

const longestUserAgent = 256;

/** Binds a table of routes below `/v1`: the one place where the API decides who may do what. */
export function bindRoutes(routes: readonly Route[], deps: BindDeps): Hono<HttpEnv> {
  const api = new Hono<HttpEnv>({ strict: true });
  // `/audit-events/export` is asked before `/audit-events/{id}` could take it for an id.
  const ordered = routes.toSorted((a, b) => (sortKey(a.endpoint) < sortKey(b.endpoint) ? -1 : 1));
  for (const route of ordered) {
    api.on(route.endpoint.method.toUpperCase(), pattern(route.endpoint), answering(route, deps));
  }
  for (const path of new Set(ordered.map(({ endpoint }) => pattern(endpoint)))) {
    api.all(path, () => {
      throw new PosternError('method-not-allowed');
    });
  }
  return api;
}

function pattern({ path }: Endpoint): string {
  return `/v1${path.replaceAll(/\{([A-Za-z]+)\}/g, ':$1')}`;
}

function sortKey({ path }: Endpoint): string {
  return path.replaceAll(/\{[A-Za-z]+\}/g, '\u{10FFFF}');
}

function answering(route: Route, deps: BindDeps): (c: Context<HttpEnv>) => Promise<Response> {
  const readParts = createPartsReader(route.endpoint);
  return async (c) => {
    const visitor = visitorOf(c, deps.tenantId);
    // Who it is and whether they may comes before anything they sent is looked at.
    const known = await admit(route, deps, c, visitor);
    const request = { c, visitor, ...known, ...(await readParts(c)) } as ApiRequest<Endpoint>;
    return answer(c, route.endpoint, await route.run(request), deps.checkAnswers);
  };
}

export function visitorOf(c: Context<HttpEnv>, tenantId: string): Visitor {
  return {
    tenantId,
    ip: c.var.facts.clientAddress,
    userAgent: c.req.header('user-agent')?.slice(0, longestUserAgent) ?? null,
    locale: negotiateLanguage(c.req.header('accept-language')).code,
  };
}

async function admit(
  { access, endpoint }: Route,
  deps: BindDeps,
  c: Context<HttpEnv>,
  visitor: Visitor,
): Promise<object> {
  if (access === 'public') return {};
  const credentials = await readCredentials(deps, c);
  if (access === 'signed-in') {
    if (credentials.kind !== 'session') throw new PosternError('not-signed-in');
    const { signedIn, token } = credentials;
    return { signedIn, token };
  }
  const actor =
    credentials.kind === 'session' ? deps.access.actorOf(credentials.signedIn) : credentials.actor;
  const caller: Caller = { actor, visitor };
  await requirePermission(deps.audit, caller, access, endpoint);
  return { caller };
}

/** The services ask again; here it is asked before anything is read, and what was tried is recorded. */
async function requirePermission(
  audit: AuditService,
  caller: Caller,
  permission: Permission,
  { method, path }: Endpoint,
): Promise<void> {
  try {
    authorize(caller.actor, permission);
  } catch (error) {
    await audit.denied(caller, permission, `${method.toUpperCase()} ${path}`);
    throw error;
  }
}

function answer(
  c: Context<HttpEnv>,
  { id, status, response }: Endpoint,
  result: unknown,
  checked: boolean,
): Response {
  if (result instanceof Response) return result;
  if (status === 204) return c.body(null, 204);
  if (checked && response) {
    const shape = checkShape(response, result);
    if (!shape.ok) {
      const faults = shape.faults.map(({ path, code }) => `${path}: ${code}`).join(', ');
      throw new Error(`the answer of ${id} is not what its endpoint states: ${faults}`);
    }
  }
  return c.json(result as object, status);
}
