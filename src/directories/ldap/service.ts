import type { Change, Control } from 'ldapts';
import type { Clock } from '../../ports/clock.ts';
import type { DirectoryHealth } from '../../ports/directory-kind.ts';
import type { Log } from '../../ports/log.ts';
import { type LdapConnection, type LdapSearch, openConnection } from './connection.ts';
import type { LdapEntry } from './entry.ts';
import { type LdapAnswer, LdapRefusal, LinkError, unavailable } from './faults.ts';
import { present } from './filters.ts';
import { createHealthRecord } from './health-record.ts';
import { createRoutes } from './routes.ts';
import { createServiceSignIn } from './service-sign-in.ts';
import { type LdapSettings, serversOf } from './settings.ts';

/** What came of a write. One that threw `unavailable` was certainly not sent. */
export type LdapWrite =
  | ({ readonly outcome: 'answered' } & LdapAnswer)
  /** It was sent, and nobody knows what became of it. */
  | { readonly outcome: 'no-answer' };

/** A connection that is signed in with one person's password, and nobody else's while they use it. */
export interface PersonalConnection {
  modify(dn: string, changes: readonly Change[], controls?: readonly Control[]): Promise<LdapWrite>;
  exop(oid: string, value?: Buffer, controls?: readonly Control[]): Promise<LdapWrite>;
}

/**
 * One directory as seen through LDAP: whichever of its servers answers, over at most so many connections, in bounded
 * time. Throws `PosternError('unavailable')` when nobody answers or the question itself is refused; the cause is then
 * the `LinkError` or `LdapRefusal`. A control that is handed in keeps what the server answered to it.
 */
export interface LdapService {
  search(search: LdapSearch): Promise<readonly LdapEntry[]>;
  /** The one entry of that name, with these attributes; null when it is not there, or may not be seen. */
  read(
    dn: string,
    attributes: readonly string[],
    binary?: readonly string[],
  ): Promise<LdapEntry | null>;
  /**
   * Every entry, page by page (RFC 2696), for lists that are longer than a server gives at once.
   * @param isEnough ends the list after the page that was visited last; it goes to its end unless given.
   */
  searchPaged(
    search: LdapSearch,
    pageSize: number,
    visit: (entries: readonly LdapEntry[]) => void,
    isEnough?: () => boolean,
  ): Promise<void>;
  modify(dn: string, changes: readonly Change[], controls?: readonly Control[]): Promise<LdapWrite>;
  exop(oid: string, value?: Buffer, controls?: readonly Control[]): Promise<LdapWrite>;
  /**
   * Whether this name (DN or UPN) signs in with this password; code 0 when it does. An empty one is never sent, and one
   * that was met with silence is not sent again.
   * @param timed is given the sign-in alone, without what it takes to come by a connection.
   */
  bindAs(
    name: string,
    password: string,
    controls?: readonly Control[],
    timed?: <T>(bind: () => Promise<T>) => Promise<T>,
  ): Promise<LdapAnswer>;
  /**
   * Comes by a connection as a sign-in does, and signs nobody in.
   * @param wait for as long as a sign-in would take.
   */
  bindAsNobody(wait: () => Promise<void>): Promise<void>;
  /** Signs in as somebody and does what they ask; work is not done when the sign-in is refused. */
  asPerson<T>(
    name: string,
    password: string,
    work: (connection: PersonalConnection) => Promise<T>,
    controls?: readonly Control[],
  ): Promise<
    { readonly signedIn: true; readonly result: T } | ({ readonly signedIn: false } & LdapAnswer)
  >;
  /** One modify as somebody, of their own entry. */
  modifyAs(
    name: string,
    password: string,
    dn: string,
    changes: readonly Change[],
    controls?: readonly Control[],
  ): Promise<
    | { readonly signedIn: true; readonly result: LdapWrite }
    | ({ readonly signedIn: false } & LdapAnswer)
  >;
  ping(): Promise<void>;
  /** Signs in at the servers that do not serve now. */
  lookAround(): Promise<void>;
  health(): DirectoryHealth;
  close(): Promise<void>;
}

export interface LdapServiceDeps {
  readonly settings: LdapSettings;
  readonly clock: Clock;
  readonly log: Log;
}

/** For as long a connection that answered is taken for alive, and a write is sent over it unasked. */
const trustedMs = 1000;

/** A list of a whole directory takes longer than one step of a reset may. */
const listMs = 60_000;

export function createLdapService({ settings, clock, log }: LdapServiceDeps): LdapService {
  const connectMs = settings.connectSeconds * 1000;
  const operationMs = settings.operationSeconds * 1000;
  const totalMs = settings.totalSeconds * 1000;
  const trust = { authority: settings.authority, serverName: settings.serverName };
  const health = createHealthRecord(clock, log);
  const servers = serversOf(settings);
  // Each for itself: a server that refuses the account, or is silent, keeps nobody from the one that serves.
  const signIns = new Map(servers.map(({ url }) => [url, createServiceSignIn(settings, clock)]));

  const connect = async (...[server, withinMs]: [Parameters<typeof openConnection>[0], number]) => {
    const connection = await openConnection(server, trust, Math.min(connectMs, withinMs));
    health.certificateEnds(server.url, connection.certificateExpiresAt);
    return connection;
  };
  const routes = createRoutes({
    servers,
    connections: settings.connections,
    // Whoever waited for a connection still has time to use it.
    reserveMs: Math.min(operationMs, totalMs / 2),
    clock,
    health,
    connect,
    async openSignedIn(server, withinMs) {
      const signIn = signIns.get(server.url);
      if (signIn === undefined) throw new Error(`${server.url} is no server of this directory`);
      signIn.assertAllowed();
      const until = performance.now() + withinMs;
      const connection = await connect(server, withinMs);
      try {
        await signIn.run(connection, Math.min(operationMs, until - performance.now()));
        health.signedIn();
      } catch (error) {
        connection.close();
        throw error;
      }
      return connection;
    },
  });

  /** @param work gets the time it has; what it throws with `sent: false` is tried again elsewhere. */
  const serve = async <T>(
    withinMs: number,
    repeat: 'always' | 'unless-sent',
    work: (connection: LdapConnection, leftMs: () => number) => Promise<T>,
  ): Promise<T> => {
    const until = performance.now() + withinMs;
    const leftMs = () => Math.min(operationMs, until - performance.now());
    try {
      return await routes.run(until, repeat, (connection) => work(connection, leftMs));
    } catch (error) {
      if (error instanceof LinkError && error.sent && repeat === 'unless-sent') throw error;
      if (error instanceof LinkError || error instanceof LdapRefusal) throw unavailable(error);
      throw error;
    }
  };

  const write = async (
    work: (connection: LdapConnection, leftMs: number) => Promise<LdapAnswer>,
  ): Promise<LdapWrite> => {
    try {
      return await serve(totalMs, 'unless-sent', async (connection, leftMs) => {
        if (performance.now() - connection.answeredAt() >= trustedMs)
          await assertAnswers(connection, leftMs());
        return { outcome: 'answered', ...(await work(connection, leftMs())) };
      });
    } catch (error) {
      if (error instanceof LinkError) return { outcome: 'no-answer' };
      throw error;
    }
  };

  /** @param work begins by signing in, and gets the time it has. */
  const personally = async <T>(
    work: (connection: LdapConnection, leftMs: () => number) => Promise<T>,
  ): Promise<T> => {
    const until = performance.now() + totalMs;
    const leftMs = () => Math.min(operationMs, until - performance.now());
    try {
      return await routes.runAsPerson(until, (connection) => work(connection, leftMs));
    } catch (error) {
      throw error instanceof LinkError ? unavailable(error) : error;
    }
  };

  const asPerson: LdapService['asPerson'] = (name, password, work, controls) =>
    personally(async (connection, leftMs) => {
      const answer = await connection.bind(name, password, leftMs(), controls);
      if (answer.code !== 0) return { signedIn: false as const, ...answer };
      const result = await work({
        modify: (dn, changes, own) =>
          writeOver(() => connection.modify(dn, changes, leftMs(), own)),
        exop: (oid, value, own) => writeOver(() => connection.exop(oid, value, leftMs(), own)),
      });
      return { signedIn: true as const, result };
    });

  const search: LdapService['search'] = (request) =>
    serve(totalMs, 'always', (connection, leftMs) => connection.search(request, leftMs()));

  return {
    search,
    async read(dn, attributes, binary = []) {
      const [entry] = await search({
        base: dn,
        scope: 'base',
        filter: present('objectClass'),
        attributes,
        binary,
      });
      return entry ?? null;
    },
    async searchPaged(request, pageSize, visit, isEnough = () => false) {
      let visited = false;
      const visitOnce = (entries: readonly LdapEntry[]) => {
        visited = true;
        visit(entries);
      };
      try {
        await serve(listMs, 'unless-sent', (connection, leftMs) =>
          connection
            .searchPaged(request, pageSize, leftMs, visitOnce, isEnough)
            .catch((error: unknown) => {
              // A list that was begun is not begun again: what was visited would be visited twice.
              if (visited && error instanceof LinkError)
                throw new LinkError(error.fault, true, error.message, error);
              throw error;
            }),
        );
      } catch (error) {
        throw error instanceof LinkError ? unavailable(error) : error;
      }
    },
    modify: (dn, changes, controls) =>
      write((connection, leftMs) => connection.modify(dn, changes, leftMs, controls)),
    exop: (oid, value, controls) =>
      write((connection, leftMs) => connection.exop(oid, value, leftMs, controls)),
    bindAs: (name, password, controls, timed = (bind) => bind()) =>
      personally((connection, leftMs) =>
        timed(() => connection.bind(name, password, leftMs(), controls)),
      ),
    bindAsNobody: (wait) => personally(wait),
    asPerson,
    modifyAs: (name, password, dn, changes, controls) =>
      asPerson(name, password, (own) => own.modify(dn, changes, controls), controls),
    async ping() {
      await serve(totalMs, 'always', (connection, leftMs) => assertAnswers(connection, leftMs()));
    },
    lookAround: () => routes.lookAround(),
    health: () => health.read(),
    close() {
      routes.close();
      return Promise.resolve();
    },
  };
}

/** A connection may be dead without anybody knowing: a write is sent over one that answered lately. */
async function assertAnswers(connection: LdapConnection, leftMs: number): Promise<void> {
  try {
    await connection.search(
      { base: '', scope: 'base', filter: present('objectClass'), attributes: ['1.1'] },
      leftMs,
    );
  } catch (error) {
    if (error instanceof LinkError) throw new LinkError(error.fault, false, error.message, error);
    // A refusal is an answer: some servers do not show their root to everybody.
    if (!(error instanceof LdapRefusal)) throw error;
  }
}

async function writeOver(work: () => Promise<LdapAnswer>): Promise<LdapWrite> {
  try {
    return { outcome: 'answered', ...(await work()) };
  } catch (error) {
    if (error instanceof LinkError && error.sent) return { outcome: 'no-answer' };
    throw error;
  }
}
