import { Hono, type MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { PosternError } from '../domain/errors.ts';
import type { Log } from '../ports/log.ts';
import type { Random } from '../ports/random.ts';
import { defaultBodyLimit } from './http/body.ts';
import { clientAddress, type TrustedProxies } from './http/client-address.ts';
import { compressAnswers } from './http/compression.ts';
import type { HttpEnv } from './http/env.ts';
import { answerError, type ErrorEdge } from './http/errors.ts';
import { securityHeaders, type PageKind } from './http/headers.ts';
import { refuseCrossOrigin } from './http/same-origin.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const mostHeaders = 64;
const answerSeconds = 30;
/** Characters of 6 bits: 132 bits, of which 128 are asked for. */
const nonceLength = 22;
const requestIdLength = 16;
/** Asked every few seconds by machines: a line for each would bury the others. */
const unlogged = new Set(['/live', '/ready', '/metrics']);

export interface AppSettings {
  /** Without a trailing slash; links are made from it and never from a request (A060). */
  readonly baseUrl: string;
  /** Exact `Host` values that are answered, in lower case, with the port unless it is the default one. */
  readonly hosts: ReadonlySet<string>;
  readonly trustedProxies: TrustedProxies;
}

export interface AppParts {
  /** `/live`, `/ready`, `/metrics`; answered whatever Host they are asked by. */
  readonly health: Hono<HttpEnv>;
  /** Below `/assets`. */
  readonly assets: Hono<HttpEnv>;
  /** Below `/admin`. */
  readonly console: Hono<HttpEnv>;
  /** Below `/api`. */
  readonly api: Hono<HttpEnv>;
  /** Below `/callbacks`: what carriers ask. */
  readonly callbacks: Hono<HttpEnv>;
  /** Below `/demo`; null outside demo mode. */
  readonly demo: Hono<HttpEnv> | null;
  /** Everything else. */
  readonly portal: Hono;
}

export interface AppDependencies {
  readonly parts: AppParts;
  readonly settings: AppSettings;
  readonly errors: ErrorEdge;
  readonly log: Log;
  readonly random: Random;
  readonly observe: (request: {
    readonly area: string;
    readonly status: number;
    readonly seconds: number;
  }) => void;
}

/** One edge for every request: who asks, whether they may, and what every answer carries. */
export function createApp(deps: AppDependencies): Hono<HttpEnv> {
  const { parts, settings } = deps;
  const app = new Hono<HttpEnv>({ strict: true });
  app.use(knowRequest(deps));
  app.use(sealAnswer(settings));
  app.use(compressAnswers());
  app.route('/', parts.health);
  app.use(refuseMalformed(settings));
  app.use(withinTime());
  app.route('/assets', parts.assets);
  app.route('/admin', parts.console);
  app.route('/api', parts.api);
  app.route('/callbacks', parts.callbacks);
  if (parts.demo) app.route('/demo', parts.demo);
  app.route('/', parts.portal);
  app.notFound((c) => answerError(c, new PosternError('not-found'), deps.errors));
  app.onError((error, c) => answerError(c, error, deps.errors));
  return app;
}

function knowRequest(deps: AppDependencies): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    const requestId = deps.random.token().slice(0, requestIdLength);
    const reference = deps.random.reference();
    let log: Log | undefined;
    c.set('facts', {
      requestId,
      reference,
      nonce: deps.random.token().slice(0, nonceLength),
      clientAddress: clientAddress(
        c.env.incoming?.socket.remoteAddress ?? null,
        c.req.header('x-forwarded-for') ?? null,
        deps.settings.trustedProxies,
      ),
      // Most requests write nothing but the line below.
      get log() {
        log ??= deps.log.child({ requestId, reference });
        return log;
      },
    });
    await next();
    const seconds = (performance.now() - startedAt) / 1000;
    const { status } = c.res;
    deps.observe({ area: areaOf(c.req.path), status, seconds });
    if (unlogged.has(c.req.path)) return;
    // The route and not the path: a path or a query may hold what only its owner may know.
    const route = routePath(c, -1);
    const { method } = c.req;
    const milliseconds = Math.round(seconds * 1000);
    deps.log.info(
      { requestId, reference, method, route, status, milliseconds },
      'request answered',
    );
  };
}

function areaOf(path: string): 'api' | 'console' | 'assets' | 'health' | 'portal' {
  if (path.startsWith('/api')) return 'api';
  if (path.startsWith('/callbacks/')) return 'api';
  if (path.startsWith('/admin')) return 'console';
  if (path.startsWith('/assets')) return 'assets';
  return unlogged.has(path) ? 'health' : 'portal';
}

const pageKinds: Readonly<Record<ReturnType<typeof areaOf>, PageKind>> = {
  api: 'api',
  health: 'api',
  assets: 'api',
  console: 'console',
  portal: 'portal',
};

function sealAnswer(settings: AppSettings): MiddlewareHandler<HttpEnv> {
  const https = settings.baseUrl.startsWith('https:');
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    const kind = pageKinds[areaOf(c.req.path)];
    for (const [name, value] of securityHeaders(kind, c.var.facts.nonce, { https }))
      headers.set(name, value);
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  };
}

function refuseMalformed(settings: AppSettings): MiddlewareHandler<HttpEnv> {
  const scheme = new URL(settings.baseUrl).protocol;
  const origins = new Set([...settings.hosts].map((host) => `${scheme}//${host}`));
  return async (c, next) => {
    const named = [c.req.header('host') ?? '', ...hostOfTarget(c.env.incoming?.url)];
    if (!named.every((host) => settings.hosts.has(host.toLowerCase())))
      throw new PosternError('unknown-host');
    const rawHeaders = c.env.incoming?.rawHeaders ?? [];
    if (rawHeaders.length / 2 > mostHeaders) throw new PosternError('bad-request');
    if (!methods.has(c.req.method)) throw new PosternError('method-not-allowed');
    refuseCrossOrigin(c.req.raw, origins);
    // The API's endpoints state their own limits; every other body is small, and is not even begun.
    const declared = Number(c.req.header('content-length') ?? 0);
    if (areaOf(c.req.path) !== 'api' && declared > defaultBodyLimit)
      throw new PosternError('too-large');
    await next();
  };
}

/** The host in a request line that spells out a whole address, as to a proxy; it stands above `Host` (RFC 9112 §3.2.2). */
function hostOfTarget(target = '/'): string[] {
  return target.startsWith('/')
    ? []
    : [/^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(target)?.[1] ?? ''];
}

/** The work goes on to its end, which nobody knows yet; only the visitor is not kept waiting for it. */
function withinTime(): MiddlewareHandler<HttpEnv> {
  return async (_c, next) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new PosternError('timed-out')), answerSeconds * 1000);
    });
    try {
      await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
