import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Where systems begin with the ports that they give to whoever asks for any (Linux: ip_local_port_range). */
const FIRST_GIVEN = 32_768;
const FIRST = 20_000;

/**
 * A port of 127.0.0.1 that nobody listens on, for a program that is started with it later. Not one that the system chose:
 * that one it might give to somebody else in between.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, FIRST_GIVEN);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
