import type { Context, Hono } from 'hono';
import { errorTable } from '../../domain/errors.ts';
import {
  createErrorPage,
  createPortal,
  type ErrorPage,
  type PortalDeps,
} from '../../portal/index.ts';
import type { Cookies } from '../http/cookies.ts';
import type { HttpEnv, RequestFacts } from '../http/env.ts';
import { readForm } from '../http/form.ts';
import type { FormTokens } from '../http/form-token.ts';
import type { StaticFiles } from '../http/static-files.ts';
import type { Foundation } from './foundation.ts';
import type { Services } from './services.ts';

const longestUserAgent = 256;

export interface PortalParts {
  readonly pages: Hono;
  readonly errorPage: ErrorPage;
}

export function createPortalParts(
  foundation: Foundation,
  services: Services,
  web: { readonly cookies: Cookies; readonly formTokens: FormTokens; readonly files: StaticFiles },
): PortalParts {
  const { clock, random, tenantId } = foundation;
  const deps: PortalDeps = {
    resets: services.resets,
    notMe: services.notMe,
    breakGlass: services.breakGlass,
    changes: services.changes,
    devices: services.devices,
    registration: services.registration,
    stepUps: services.stepUps,
    handOvers: services.handOvers,
    access: services.access,
    organisation: async (tenant) => {
      const { organisation, helpContact } = await services.organisation.brandOf(tenant);
      return { name: organisation, helpContact };
    },
    tenantOf: () => tenantId,
    addressOf: (c) => ({
      ip: factsOf(c).clientAddress,
      userAgent: c.req.header('user-agent')?.slice(0, longestUserAgent) ?? null,
    }),
    nonceOf: (c) => factsOf(c).nonce,
    fileUrl: (name) => `/assets/${web.files.versioned(name.replace(/^assets\//, ''))}`,
    cookies: web.cookies,
    formTokens: web.formTokens,
    readForm: (request) => readForm(request),
    random,
    clock,
    noteError: (c, error) => {
      factsOf(c).log[errorTable[error.code].logLevel](
        { problem: error.code, ...(error.cause !== undefined && { error: error.cause }) },
        'request answered with a notice',
      );
    },
  };
  return { pages: createPortal(deps), errorPage: createErrorPage(deps) };
}

/** Every request has its facts before it reaches a page; see app.ts. */
function factsOf(c: Context): RequestFacts {
  return (c as Context<HttpEnv>).var.facts;
}
