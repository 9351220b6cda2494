import type { LdapServer } from './address.ts';
import type { LdapConnection } from './connection.ts';
import { LinkError } from './faults.ts';
import type { Slots } from './slots.ts';

/** Firewalls forget a silent connection without a word, often after minutes. */
const usualIdleMs = 60_000;
/** However busy: with a new one comes the certificate the server has now, and whether the account still signs in. */
const oldestMs = 10 * 60_000;

export interface Lease {
  readonly connection: LdapConnection;
  /** Whether it had served before, and may be dead without anybody knowing. */
  readonly used: boolean;
  /** @param keep for the next who asks; a connection that is closed never is. */
  release(keep: boolean): void;
}

/** The connections to one server that are alike, such as signed in as the service account; each serves one at a time. */
export interface ServerPool {
  readonly server: LdapServer;
  /** Throws `LinkError`. @param until as `performance.now()`. */
  lease(until: number): Promise<Lease>;
  closeIdle(): void;
  /** Closes all, those in use too, and opens no more. */
  close(): void;
}

/**
 * @param open connects, and signs in where that is what they have in common.
 * @param idleMs after which a connection that nobody used is closed.
 */
export function createServerPool(
  server: LdapServer,
  slots: Slots,
  reserveMs: number,
  open: (server: LdapServer, withinMs: number) => Promise<LdapConnection>,
  idleMs = usualIdleMs,
): ServerPool {
  let idle: { readonly connection: LdapConnection; readonly end: NodeJS.Timeout }[] = [];
  const busy = new Set<LdapConnection>();
  const openedAt = new WeakMap<LdapConnection, number>();
  let closed = false;

  const takeIdle = (): LdapConnection | null => {
    const youngest = idle.pop();
    if (youngest === undefined) return null;
    const { connection, end } = youngest;
    clearTimeout(end);
    const now = performance.now();
    const age = now - (openedAt.get(connection) ?? now);
    if (connection.isAlive() && age < oldestMs) return connection;
    connection.close();
    return takeIdle();
  };

  const rest = (connection: LdapConnection) => {
    const end = setTimeout(() => {
      idle = idle.filter((one) => one.connection !== connection);
      connection.close();
    }, idleMs);
    idle.push({ connection, end: end.unref() });
  };

  const closeIdle = () => {
    for (const { connection, end } of idle) {
      clearTimeout(end);
      connection.close();
    }
    idle = [];
  };

  return {
    server,
    async lease(until) {
      const free = await slots.take(until - performance.now() - reserveMs);
      try {
        const waiting = takeIdle();
        const connection = waiting ?? (await open(server, until - performance.now()));
        if (waiting === null) openedAt.set(connection, performance.now());
        if (closed) {
          connection.close();
          throw new LinkError('unreachable', false, 'the directory is closed');
        }
        busy.add(connection);
        return {
          connection,
          used: waiting !== null,
          release(keep) {
            busy.delete(connection);
            if (keep && !closed && connection.isAlive()) rest(connection);
            else connection.close();
            free();
          },
        };
      } catch (error) {
        free();
        throw error;
      }
    },
    closeIdle,
    close() {
      closed = true;
      closeIdle();
      for (const connection of busy) connection.close();
    },
  };
}
