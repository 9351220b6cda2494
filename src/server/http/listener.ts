import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { plainAddress, type TrustedProxies } from './client-address.ts';
import type { HttpEnv } from './env.ts';

const milliseconds = 1000;

/** What a slow or greedy peer may cost: one socket for a bounded time (A099). */
export interface ConnectionLimits {
  readonly headerSeconds: number;
  readonly bodySeconds: number;
  readonly idleSeconds: number;
  readonly headerBytes: number;
}

/** §5.4 of the security defaults. */
export const usualLimits: ConnectionLimits = {
  headerSeconds: 10,
  bodySeconds: 15,
  idleSeconds: 60,
  headerBytes: 16 * 1024,
};

export interface Listener {
  /** Where it listens, such as `http://127.0.0.1:7300`. */
  readonly address: { readonly host: string; readonly port: number };
  /** Stops accepting, lets requests under way finish, and closes what is left after the grace. */
  close(graceMilliseconds: number): Promise<void>;
}

export type Answer = (request: Request, env: HttpEnv['Bindings']) => Response | Promise<Response>;

export async function listen(
  answer: Answer,
  options: {
    readonly host: string;
    readonly port: number;
    /** Connections one address may hold at a time; trusted proxies are not counted. */
    readonly socketsPerAddress: number;
    readonly trustedProxies: TrustedProxies;
  },
  limits: ConnectionLimits = usualLimits,
): Promise<Listener> {
  const server = createAdaptorServer({
    // With HTTP/1.1 the bindings are those of node:http.
    fetch: (request, env) => answer(request, env as HttpEnv['Bindings']),
    // The global Response becomes one that is written as it is, without a stream of its own; the platform's is behind it.
    overrideGlobalObjects: true,
    serverOptions: {
      headersTimeout: limits.headerSeconds * milliseconds,
      requestTimeout: (limits.headerSeconds + limits.bodySeconds) * milliseconds,
      keepAliveTimeout: limits.idleSeconds * milliseconds,
      connectionsCheckingInterval: milliseconds,
      maxHeaderSize: limits.headerBytes,
      requireHostHeader: true,
    },
  }) as Server;
  // Without a limit here nothing is dropped unseen; app.ts refuses more than 64.
  server.maxHeadersCount = 0;
  limitSocketsPerAddress(server, options.socketsPerAddress, options.trustedProxies);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port;

  return {
    address: { host: options.host, port },
    async close(graceMilliseconds) {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
      await closed;
      clearTimeout(cut);
    },
  };
}

function limitSocketsPerAddress(server: Server, most: number, trusted: TrustedProxies): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = plainAddress(socket.remoteAddress ?? '');
    if (address === '' || trusted.has(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > most) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
