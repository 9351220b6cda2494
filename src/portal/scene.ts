import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Visitor } from '../services/visitor.ts';
import { drawPage } from './frame.tsx';
import { languageOfRequest } from './language.ts';
import type { FrameDeps, PortalDeps } from './ports.ts';
import type { Surroundings, View } from './view.ts';

/** One address of the portal, or a few that belong together: adds its routes. */
export type PortalPage = (app: Hono, deps: PortalDeps) => void;

/** Who asks, in which language, and of which organisation. */
export interface Scene extends Surroundings {
  readonly visitor: Visitor;
}

export function surroundingsOf(
  c: Context,
  deps: FrameDeps,
  organisation: Surroundings['organisation'],
): Surroundings {
  return {
    language: languageOfRequest(c, deps.cookies),
    organisation,
    nonce: deps.nonceOf(c),
    fileUrl: deps.fileUrl,
  };
}

export async function sceneOf(c: Context, deps: PortalDeps): Promise<Scene> {
  const visitor = visitorOf(c, deps);
  return { ...surroundingsOf(c, deps, await deps.organisation(visitor.tenantId)), visitor };
}

/** Who asks, for a request that shows no page of its own. */
export function visitorOf(c: Context, deps: PortalDeps): Visitor {
  const { code } = languageOfRequest(c, deps.cookies);
  return { tenantId: deps.tenantOf(c), ...deps.addressOf(c), locale: code };
}

/** The organisation's name for a sentence. */
export function nameOf({ organisation }: Surroundings): string {
  return organisation?.name ?? '';
}

export function show(
  c: Context,
  at: Surroundings,
  view: View,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  return c.html(drawPage(at, view), status);
}

/** After every post: the next page is fetched anew, so that reloading it repeats nothing (RFC 9110 §15.4.4). */
export function goTo(c: Context, path: string): Response {
  return c.redirect(path, 303);
}
