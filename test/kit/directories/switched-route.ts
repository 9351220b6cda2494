import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificates } from '../certificates.ts';

/** The way to a directory server, which a test can cut, or lead to somebody else. */
export interface SwitchedRoute {
  /** `ldaps://127.0.0.1:…`; what answers there is the server itself, with its own certificate. */
  readonly url: string;
  /** Ends every connection, and every new one at once. */
  cut(): void;
  /** The same, and new ones get to somebody with this certificate who never answers a question. */
  answerAs(certificates: Certificates): Promise<void>;
  /** Ends every connection; new ones get to the server again. */
  restore(): void;
  close(): Promise<void>;
}

/** @param url `ldaps://host:port` */
export async function switchedRoute(url: string): Promise<SwitchedRoute> {
  const server = new URL(url);
  const there = { host: server.hostname, port: Number(server.port) };
  const sockets = new Set<Socket>();
  const strangers: { close(): void }[] = [];
  let target: typeof there | null = there;

  function hold(socket: Socket, other: () => Socket | null): void {
    sockets.add(socket);
    const end = () => {
      sockets.delete(socket);
      socket.destroy();
      other()?.destroy();
    };
    socket.on('error', end);
    socket.on('close', end);
  }

  const listener = createServer((client) => {
    if (target === null) {
      client.destroy();
      return;
    }
    const upstream = connect(target);
    hold(client, () => upstream);
    hold(upstream, () => client);
    client.pipe(upstream).pipe(client);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');

  const lead = (to: typeof there | null) => {
    target = to;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `ldaps://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    cut: () => lead(null),
    async answerAs({ key, certificate }) {
      const stranger = createTlsServer({ key, cert: certificate }, (socket) => {
        socket.on('error', () => socket.destroy());
      });
      strangers.push(stranger);
      stranger.listen(0, '127.0.0.1');
      await once(stranger, 'listening');
      lead({ host: '127.0.0.1', port: (stranger.address() as AddressInfo).port });
    },
    restore: () => lead(there),
    async close() {
      lead(null);
      for (const stranger of strangers) stranger.close();
      listener.close();
      await once(listener, 'close');
    },
  };
}
