import type { Clock } from '../../ports/clock.ts';
import type { LdapServer } from './address.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import type { LdapConnection } from './connection.ts';
import { LdapRefusal, LinkError, SilenceError } from './faults.ts';
import type { HealthRecord } from './health-record.ts';
import { createServerPool, type ServerPool } from './server-pool.ts';
import { createSlots } from './slots.ts';

interface Route {
  readonly rank: number;
  readonly server: LdapServer;
  readonly breaker: Breaker;
  readonly pool: ServerPool;
  /** Of people, one after the other: signed in as whoever was the last. */
  readonly personal: ServerPool;
  looking: boolean;
}

/**
 * Whether work that may have reached a server is done again: a question is; a write is not; and a password is only
 * where the connection ended, which the server most likely did before it read it. A server that is silent may have
 * counted a wrong one towards a lock.
 */
type Repeat = 'always' | 'unless-sent' | 'unless-silent';

/** Which of the servers is asked: the first that is sound, then those that failed; none that is spared. */
export interface Routes {
  /** Over a connection of the service account. Throws the last `LinkError` when no server answered. */
  run<T>(
    until: number,
    repeat: 'always' | 'unless-sent',
    work: (connection: LdapConnection) => Promise<T>,
  ): Promise<T>;
  /**
   * Over a connection of people, with which work begins by signing in as one: a bind ends what an earlier one began
   * (RFC 4513 §4), and one that is refused leaves nobody signed in.
   */
  runAsPerson<T>(until: number, work: (connection: LdapConnection) => Promise<T>): Promise<T>;
  /** Signs in at every server that does not serve now, and notes what came of it. */
  lookAround(): Promise<void>;
  close(): void;
}

export interface RoutesDeps {
  readonly servers: readonly LdapServer[];
  /** Of the service account at once, and of people. */
  readonly connections: number;
  /** What is left for the work when waiting for a connection is given up. */
  readonly reserveMs: number;
  readonly clock: Clock;
  readonly health: HealthRecord;
  readonly connect: (server: LdapServer, withinMs: number) => Promise<LdapConnection>;
  readonly openSignedIn: (server: LdapServer, withinMs: number) => Promise<LdapConnection>;
}

const lookMs = 10_000;
/** Long enough for people who come at once, and short: the last of them is still signed in. */
const personalIdleMs = 2000;

export function createRoutes(deps: RoutesDeps): Routes {
  const { health } = deps;
  const slots = createSlots(deps.connections);
  const personalSlots = createSlots(deps.connections);
  let closed = false;
  const routes: readonly Route[] = deps.servers.map((server, rank) => ({
    rank,
    server,
    breaker: createBreaker(deps.clock),
    pool: createServerPool(server, slots, deps.reserveMs, deps.openSignedIn),
    personal: createServerPool(server, personalSlots, deps.reserveMs, deps.connect, personalIdleMs),
    looking: false,
  }));

  const worked = (route: Route, startedAt: number) => {
    route.breaker.worked();
    health.worked(route.server.url, route.rank > 0, performance.now() - startedAt);
  };
  /** A refused sign-in says nothing against the server, and neither do we when we ask too much at once. */
  const failed = (route: Route, error: LinkError) => {
    if (error.fault === 'refused' || error.fault === 'crowded') route.breaker.left();
    else route.breaker.failed();
    if (error.fault !== 'crowded') health.failed(route.server.url, error.fault, error);
  };

  /** While another serves, a look at one that does not costs nobody any time, nor a connection that somebody may need. */
  const lookAgain = async (route: Route) => {
    if (route.looking || !route.breaker.mayLookAgain() || !route.breaker.enter()) return;
    route.looking = true;
    try {
      (await deps.openSignedIn(route.server, lookMs)).close();
      route.breaker.worked();
      if (firstSound() === route) for (const other of routes) if (other !== route) closeIdle(other);
      health.looked(route.server.url, null);
    } catch (error) {
      const failure = error instanceof LinkError && error.fault !== 'crowded' ? error : null;
      if (failure !== null) health.looked(route.server.url, failure);
      if (failure === null || failure.fault === 'refused') route.breaker.left();
      else route.breaker.failed();
    } finally {
      route.looking = false;
    }
  };

  const closeIdle = ({ pool, personal }: Route) => {
    pool.closeIdle();
    personal.closeIdle();
  };

  const firstSound = () => routes.find(({ breaker }) => breaker.isSound()) ?? routes[0];

  const inOrder = (): readonly Route[] => {
    const sound = routes.filter(({ breaker }) => breaker.isSound());
    const [serving] = sound;
    if (serving === undefined) return routes;
    for (const route of routes.slice(0, serving.rank)) void lookAgain(route);
    return [...sound, ...routes.filter((route) => !sound.includes(route))];
  };

  const alongRoutes = async <T>(
    until: number,
    attempt: (route: Route) => Promise<{ readonly done: T } | { readonly error: LinkError }>,
  ): Promise<T> => {
    let last: LinkError | null = null;
    for (const route of inOrder()) {
      if (closed) throw new LinkError('unreachable', false, 'the directory is closed');
      if (performance.now() >= until) break;
      if (!route.breaker.enter()) continue;
      const outcome = await attempt(route);
      if ('done' in outcome) return outcome.done;
      last = outcome.error;
      if (last.fault === 'refused') break;
    }
    throw last ?? new LinkError('unreachable', false, 'every server is spared after failures');
  };

  const overPool = async <T>(
    route: Route,
    pool: ServerPool,
    until: number,
    repeat: Repeat,
    work: (connection: LdapConnection) => Promise<T>,
  ): Promise<{ readonly done: T } | { readonly error: LinkError }> => {
    for (;;) {
      let used = false;
      try {
        const lease = await pool.lease(until);
        used = lease.used;
        const startedAt = performance.now();
        try {
          const done = await work(lease.connection);
          // Work may have made its peace with a silence; the server is not praised for it.
          if (lease.connection.isAlive()) worked(route, startedAt);
          else route.breaker.failed();
          return { done };
        } catch (error) {
          // It was asked and answered, if only with a refusal.
          if (error instanceof LdapRefusal) worked(route, startedAt);
          throw error;
        } finally {
          lease.release(firstSound() === route);
        }
      } catch (error) {
        if (!(error instanceof LinkError)) {
          route.breaker.left();
          throw error;
        }
        failed(route, error);
        if (error.sent && repeat === 'unless-sent') throw error;
        if (error instanceof SilenceError && repeat === 'unless-silent') throw error;
        // The others that waited are as old as the one that was found dead.
        if (!used || performance.now() >= until || !route.breaker.enter()) return { error };
        closeIdle(route);
      }
    }
  };

  return {
    run: (until, repeat, work) =>
      alongRoutes(until, (route) => overPool(route, route.pool, until, repeat, work)),
    runAsPerson: (until, work) =>
      alongRoutes(until, (route) => overPool(route, route.personal, until, 'unless-silent', work)),
    async lookAround() {
      const serving = firstSound();
      await Promise.all(routes.filter((route) => route !== serving).map(lookAgain));
    },
    close() {
      closed = true;
      for (const { pool, personal } of routes) {
        pool.close();
        personal.close();
      }
    },
  };
}
