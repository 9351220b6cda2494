import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { makeCertificates } from '../certificates.ts';
import { createFrameReader, type LdapFrame } from './ldap-frames.ts';

/** What becomes of one message, or of one connection. */
export type FaultAction =
  /** Both ends are closed; the message goes no further. */
  | { readonly type: 'cut' }
  /** The message and everything after it is swallowed, and the connection stays: half open. */
  | { readonly type: 'silence' }
  | { readonly type: 'delay'; readonly milliseconds: number }
  /** The message arrives with its operation damaged. */
  | { readonly type: 'corrupt' };

export interface Fault {
  readonly operation: 'connect' | 'bind' | 'search' | 'modify' | 'extended';
  /** A request that meets the fault never reaches the server; a response was answered by it and is lost. */
  readonly at: 'request' | 'response';
  /** Which one since the fault was armed; 1 for the next. */
  readonly nth: number;
  readonly action: FaultAction;
}

/**
 * A TLS end on loopback that speaks for a directory server, sees every LDAP message, and does to one of them what a
 * test armed it for. Everything else goes through unchanged.
 */
export interface LdapFaultProxy {
  readonly url: string;
  /** PEM of the authority of its certificate, which names 127.0.0.1 and localhost. */
  readonly authority: string;
  /** Replaces an earlier one. The promise is kept when it has struck. */
  arm(fault: Fault): Promise<void>;
  disarm(): void;
  /** Every new connection is closed at once while it is down, as by a server that is stopped. */
  setDown(down: boolean): void;
  /** How many connections, or requests of this kind, came since it was started. */
  counted(operation: Fault['operation']): number;
  /** Connections that are open now. */
  open(): number;
  stop(): Promise<void>;
}

export async function startLdapFaultProxy(server: {
  /** `ldaps://host:port`; the port of LDAPS unless given. */
  readonly url: string;
  readonly authority: string;
}): Promise<LdapFaultProxy> {
  const target = new URL(server.url);
  const { authority, key, certificate } = makeCertificates('IP:127.0.0.1,DNS:localhost');
  const sockets = new Set<Socket>();
  let armed: { readonly fault: Fault; seen: number; readonly strike: () => void } | null = null;
  const counts = new Map<string, number>();
  let down = false;

  const count = (operation: string) => counts.set(operation, (counts.get(operation) ?? 0) + 1);

  /** The action for this message, if it is the one that the fault waits for. */
  function meet(operation: string, at: Fault['at']): FaultAction | null {
    if (armed === null || armed.fault.operation !== operation || armed.fault.at !== at) return null;
    armed.seen += 1;
    if (armed.seen !== armed.fault.nth) return null;
    const { fault, strike } = armed;
    armed = null;
    strike();
    return fault.action;
  }

  function join(client: TLSSocket): void {
    const upstream = connect({
      host: target.hostname,
      port: Number(target.port || 636),
      ca: server.authority,
    });
    const link: Link = { client, upstream, silent: false };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => endLink(link));
      socket.on('close', () => {
        sockets.delete(socket);
        endLink(link);
      });
    }
    carry(link, client, upstream, (frame) => {
      count(frame.operation);
      return meet(frame.operation, 'request');
    });
    carry(link, upstream, client, (frame) => meet(frame.operation, 'response'));
  }

  const listener = createServer({ key, cert: certificate }, (client) => {
    count('connect');
    const action = down ? ({ type: 'cut' } as const) : meet('connect', 'request');
    if (action?.type === 'cut') client.destroy();
    else if (action?.type === 'silence') sockets.add(client);
    else join(client);
  });
  // A handshake that the client gives up is the client's to report.
  listener.on('tlsClientError', () => undefined);
  listener.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (down) socket.destroy();
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;

  return {
    url: `ldaps://127.0.0.1:${port}`,
    authority,
    arm(fault) {
      return new Promise((strike) => {
        armed = { fault, seen: 0, strike };
      });
    },
    disarm() {
      armed = null;
    },
    setDown(next) {
      down = next;
      if (down) for (const socket of sockets) socket.destroy();
    },
    counted: (operation) => counts.get(operation) ?? 0,
    open: () => [...sockets].filter((socket) => !socket.destroyed).length,
    async stop() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}

interface Link {
  readonly client: TLSSocket;
  readonly upstream: TLSSocket;
  silent: boolean;
}

function endLink({ client, upstream }: Link): void {
  client.destroy();
  upstream.destroy();
}

function carry(
  link: Link,
  from: TLSSocket,
  to: TLSSocket,
  decide: (frame: LdapFrame) => FaultAction | null,
): void {
  const read = createFrameReader();
  let order = Promise.resolve();
  const pass = async (frame: LdapFrame): Promise<void> => {
    if (link.silent) return;
    const action = decide(frame);
    if (action?.type === 'cut') return endLink(link);
    if (action?.type === 'silence') {
      link.silent = true;
      return;
    }
    if (action?.type === 'delay') await wait(action.milliseconds);
    if (to.destroyed || link.silent) return;
    to.write(action?.type === 'corrupt' ? corrupted(frame.bytes) : frame.bytes);
  };
  from.on('data', (chunk: Buffer) => {
    for (const frame of read(chunk)) order = order.then(() => pass(frame));
  });
}

/** The same length and message id; what the operation says is turned over. */
function corrupted(message: Buffer): Buffer {
  const damaged = Buffer.from(message);
  for (let at = Math.min(6, damaged.length - 1); at < damaged.length; at += 1) {
    damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
  }
  return damaged;
}

/** A fault that is a length of time has nothing else to wait for. */
function wait(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, milliseconds);
  });
}
