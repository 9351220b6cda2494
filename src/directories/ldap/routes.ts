import type { Clock } from '../../ports/clock.ts';
import type { LdapServer } from './address.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import type { LdapConnection } from './connection.ts';
import { LdapRefusal, LinkError } from './faults.ts';
import type { HealthRecord } from './health-record.ts';
import { createServerPool, type ServerPool } from './server-pool.ts';
import { createSlots } from './slots.ts';

interface Route {
  readonly rank: number;
  readonly server: LdapServer;
  readonly breaker: Breaker;
  readonly pool: ServerPool;
  /** For trying passwords: bound as whoever was tried last, and used for nothing else. */
  readonly trials: ServerPool;
  looking: boolean;
}

/** Which of the servers is asked: the first that is sound, then those that failed; none that is spared. */
export interface Routes {
  /**
   * Over a connection of the service account. Throws the last `LinkError` when no server answered.
   * @param repeat whether work that may have reached a server is done again on another.
   */
  run<T>(
    until: number,
    repeat: 'always' | 'unsent',
    work: (connection: LdapConnection) => Promise<T>,
  ): Promise<T>;
  /**
   * Over a connection that does nothing but sign in, as one person after the other: RFC 4513 §4 lets a bind end what an
   * earlier one began.
   */
  tryPassword<T>(until: number, bind: (connection: LdapConnection) => Promise<T>): Promise<T>;
  /** Over a connection that nobody else uses and nobody signed in, closed afterwards. */
  runApart<T>(until: number, work: (connection: LdapConnection) => Promise<T>): Promise<T>;
  /** Signs in at every server that does not serve now, and notes what came of it. */
  lookAround(): Promise<void>;
  close(): void;
}

export interface RoutesDeps {
  readonly servers: readonly LdapServer[];
  readonly connections: number;
  /** What is left for the work when waiting for a connection is given up. */
  readonly reserveMs: number;
  readonly clock: Clock;
  readonly health: HealthRecord;
  readonly connect: (server: LdapServer, withinMs: number) => Promise<LdapConnection>;
  readonly openSignedIn: (server: LdapServer, withinMs: number) => Promise<LdapConnection>;
}

const lookMs = 10_000;
/** A password that is tried over a connection that died meanwhile would be waited for; and nobody stays signed in for long. */
const trialIdleMs = 2000;

export function createRoutes(deps: RoutesDeps): Routes {
  const { health } = deps;
  const slots = createSlots(deps.connections);
  const trialSlots = createSlots(deps.connections);
  const apart = new Set<LdapConnection>();
  let closed = false;
  const routes: readonly Route[] = deps.servers.map((server, rank) => ({
    rank,
    server,
    breaker: createBreaker(deps.clock),
    pool: createServerPool(server, slots, deps.reserveMs, deps.openSignedIn),
    trials: createServerPool(server, trialSlots, deps.reserveMs, deps.connect, trialIdleMs),
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
      if (firstSound() === route)
        for (const other of routes) if (other !== route) closeIdle(other);
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

  const closeIdle = ({ pool, trials }: Route) => {
    pool.closeIdle();
    trials.closeIdle();
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
    repeat: 'always' | 'unsent',
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
          worked(route, startedAt);
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
        if (error.sent && repeat === 'unsent') throw error;
        // The others that waited are as old as the one that was found dead.
        if (!used || performance.now() >= until || !route.breaker.enter()) return { error };
        closeIdle(route);
      }
    }
  };

  return {
    run: (until, repeat, work) =>
      alongRoutes(until, (route) => overPool(route, route.pool, until, repeat, work)),
    tryPassword: (until, bind) =>
      alongRoutes(until, (route) => overPool(route, route.trials, until, 'always', bind)),
    runApart: (until, work) =>
      alongRoutes(until, async (route) => {
        let connection: LdapConnection | null = null;
        const startedAt = performance.now();
        try {
          connection = await deps.connect(route.server, until - performance.now());
          apart.add(connection);
          const done = await work(connection);
          // Work may have made its peace with a silence; the server is not praised for it.
          if (connection.isAlive()) worked(route, startedAt);
          else route.breaker.failed();
          return { done };
        } catch (error) {
          if (!(error instanceof LinkError)) {
            route.breaker.left();
            throw error;
          }
          failed(route, error);
          return { error };
        } finally {
          if (connection !== null) {
            apart.delete(connection);
            connection.close();
          }
        }
      }),
    async lookAround() {
      const serving = firstSound();
      await Promise.all(routes.filter((route) => route !== serving).map(lookAgain));
    },
    close() {
      closed = true;
      for (const { pool, trials } of routes) {
        pool.close();
        trials.close();
      }
      for (const connection of apart) connection.close();
    },
  };
}
