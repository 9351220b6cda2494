import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { createApp } from '../app.ts';
import { baseUrlOf, hostsOf } from '../config/index.ts';
import { createTrustedProxies } from '../http/client-address.ts';
import type { HttpEnv } from '../http/env.ts';
import { createAssets, createConsole } from '../http/files.ts';
import { createHealth } from '../http/health.ts';
import { answerProblem } from '../http/problem.ts';
import { readStaticFiles } from '../http/static-files.ts';
import type { Foundation } from './foundation.ts';

const portalFolder = fileURLToPath(new URL('../../portal', import.meta.url));
const consoleFolder = fileURLToPath(new URL('../../console', import.meta.url));
/** Pages are code of the server; only these two folders are sent to browsers. */
const isForBrowsers = (name: string) =>
  /^(?:assets|enhance)\/.+\.(?:css|js|svg|png|ico)$/.test(name);

/** @param port the one that is listened on. */
export function createRoutes(
  foundation: Foundation,
  port: number,
  demo: Hono<HttpEnv> | null,
): Hono<HttpEnv> {
  const { config, log, random, storage, metrics } = foundation;
  const portalFiles = readStaticFiles(portalFolder, isForBrowsers);
  const consoleFiles = readStaticFiles(consoleFolder);
  return createApp({
    parts: {
      health: createHealth({
        ready: () => storage.ping(),
        metrics,
        metricsToken: config.metrics.token,
      }),
      assets: createAssets(portalFiles),
      console: createConsole(consoleFiles),
      api: new Hono<HttpEnv>(),
      demo,
      portal: new Hono<HttpEnv>(),
    },
    settings: {
      baseUrl: baseUrlOf(config, port),
      hosts: hostsOf(config, port),
      trustedProxies: createTrustedProxies(config.proxies.trusted),
    },
    errors: {
      page: (c, error, reference) => answerProblem(c, error, reference),
      problem: (c, error, reference) => answerProblem(c, error, reference),
    },
    log,
    random,
    observe: (request) => metrics.observeRequest(request),
  });
}
