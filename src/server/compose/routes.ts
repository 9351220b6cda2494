import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { createApp } from '../app.ts';
import { baseUrlOf, hostsOf } from '../config/index.ts';
import { createTrustedProxies } from '../http/client-address.ts';
import { createCookies } from '../http/cookies.ts';
import type { HttpEnv } from '../http/env.ts';
import { createAssets, createConsole } from '../http/files.ts';
import { createFormTokens } from '../http/form-token.ts';
import { createHealth } from '../http/health.ts';
import { answerProblem } from '../http/problem.ts';
import { readStaticFiles } from '../http/static-files.ts';
import { createCallbacks } from '../routes/callbacks.ts';
import { createApiPart } from './api.ts';
import type { Foundation } from './foundation.ts';
import { createPortalParts } from './portal.ts';
import type { Services } from './services.ts';

const portalFolder = fileURLToPath(new URL('../../portal', import.meta.url));
const consoleFolder = fileURLToPath(new URL('../../console', import.meta.url));
/** Vite puts what it names by its content into a folder of its own. */
const isVites = (name: string) => name.startsWith('assets/');

/** Pages are code of the server; only its pictures, style sheets and browser modules go to browsers. */
function servedFromPortal(path: string): string | null {
  if (!/^(?:assets|enhance)\/.+\.(?:css|js|svg|png|ico)$/.test(path)) return null;
  return path.replace(/^assets\//, '');
}

export interface RouteOptions {
  /** The one that is listened on. */
  readonly port: number;
  readonly demo: Hono<HttpEnv> | null;
}

export function createRoutes(
  foundation: Foundation,
  services: Services,
  { port, demo }: RouteOptions,
): Hono<HttpEnv> {
  const { config, log, random, storage, metrics, vault } = foundation;
  const baseUrl = baseUrlOf(config, port);
  const cookies = createCookies(baseUrl.startsWith('https:'));
  const formTokens = createFormTokens(vault);
  const portalFiles = readStaticFiles(portalFolder, servedFromPortal, () => false);
  const consoleFiles = readStaticFiles(consoleFolder, (path) => path, isVites);
  const portal = createPortalParts(foundation, services, {
    cookies,
    formTokens,
    files: portalFiles,
  });
  return createApp({
    parts: {
      health: createHealth({
        ready: () => storage.ping(),
        metrics,
        metricsToken: config.metrics.token,
      }),
      assets: createAssets(portalFiles),
      console: createConsole(consoleFiles),
      api: createApiPart(foundation, services, { cookies, formTokens, demo: demo !== null }),
      callbacks: createCallbacks(services.voiceCallbacks),
      demo,
      portal: portal.pages,
    },
    settings: {
      baseUrl,
      hosts: hostsOf(config, port),
      trustedProxies: createTrustedProxies(config.proxies.trusted),
    },
    errors: {
      page: portal.errorPage,
      problem: answerProblem,
    },
    log,
    random,
    observe: (request) => metrics.observeRequest(request),
  });
}
