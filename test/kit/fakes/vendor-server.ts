// What the fakes of vendors' HTTP APIs share: a server on loopback that keeps what it is asked.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface VendorRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface VendorAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface VendorServer {
  /** What a channel takes the vendor's origin to be. */
  readonly origin: string;
  readonly requests: VendorRequest[];
  /** What was asked for and is not in the vendor's documents; a test expects none. */
  readonly undocumented: string[];
  /** Answers the next request so, whatever it asks. */
  answerNext(answer: VendorAnswer | 'stall' | 'hang-up'): void;
  stop(): Promise<void>;
}

/** @param answer the documented answer to a documented request; says through `object` what is not. */
export async function startVendorServer(
  answer: (request: VendorRequest, object: (what: string) => void) => VendorAnswer,
): Promise<VendorServer> {
  const requests: VendorRequest[] = [];
  const undocumented: string[] = [];
  const next: (VendorAnswer | 'stall' | 'hang-up')[] = [];
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(request);
      const usual = answer(request, (what) => undocumented.push(what));
      const { status, body } = withScript(next.shift(), usual);
      if (status === 0) {
        if (body === 'hang-up') incoming.socket.destroy();
        return;
      }
      outgoing.writeHead(status, { 'Content-Type': 'application/json' });
      outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    undocumented,
    answerNext: (scripted) => next.push(scripted),
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

function withScript(
  scripted: VendorAnswer | 'stall' | 'hang-up' | undefined,
  usual: VendorAnswer,
): VendorAnswer {
  if (scripted === undefined) return usual;
  return typeof scripted === 'string' ? { status: 0, body: scripted } : scripted;
}
