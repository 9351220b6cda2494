import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { PosternError } from '../../domain/errors.ts';
import type { HttpEnv } from './env.ts';

export interface HealthDependencies {
  /** Throws unless a request could be served now. */
  readonly ready: () => Promise<void>;
  readonly metrics: { readonly text: () => Promise<string>; readonly contentType: string };
  /** Bearer token under which metrics are readable from elsewhere than loopback; null for none. */
  readonly metricsToken: string | null;
}

/** Says up or down and nothing more (A027): no version, no names, no reasons. */
export function createHealth(deps: HealthDependencies): Hono<HttpEnv> {
  const health = new Hono<HttpEnv>();
  health.get('/live', (c) => c.json({ status: 'up' }));
  health.get('/ready', async (c) => {
    try {
      await deps.ready();
      return c.json({ status: 'ready' });
    } catch (error) {
      c.var.facts.log.error({ error }, 'not ready');
      return c.json({ status: 'unavailable' }, 503);
    }
  });
  health.get('/metrics', async (c) => {
    const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    // A request that a proxy on this machine passes on comes from loopback too, and says so.
    const passedOn =
      c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined;
    const local = !passedOn && isLoopback(c.var.facts.clientAddress);
    const allowed = local || sameToken(bearer, deps.metricsToken);
    // The same answer as for a page that does not exist.
    if (!allowed) throw new PosternError('not-found');
    return c.body(await deps.metrics.text(), 200, { 'Content-Type': deps.metrics.contentType });
  });
  return health;
}

function isLoopback(address: string | null): boolean {
  return address !== null && (address === '::1' || address.startsWith('127.'));
}

function sameToken(given: string | undefined, wanted: string | null): boolean {
  if (given === undefined || wanted === null) return false;
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}
