// HTTP/1.1 spelled out by hand, for what no well-behaved client would send.
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** 0 when the server hung up without a word. */
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

export function socketTo(origin: string): Socket {
  const { hostname, port } = new URL(origin);
  return connect({ host: hostname, port: Number(port) });
}

/**
 * Sends exactly this and reads until the server closes; `lines` are the request line and the headers, to which
 * `Connection: close` is added.
 */
export async function exchange(
  origin: string,
  lines: readonly string[],
  body = '',
): Promise<RawAnswer> {
  const socket = socketTo(origin);
  socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
  return answerOn(socket);
}

/** Everything the server says on this connection until it closes it. */
export function answerOn(socket: Socket): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A reset after the answer is how a server refuses the rest of a body.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const end = text.indexOf('\r\n\r\n');
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0),
        head: end < 0 ? text : text.slice(0, end),
        body: end < 0 ? '' : text.slice(end + 4),
      });
    });
  });
}
