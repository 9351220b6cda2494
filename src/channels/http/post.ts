import { type LookupAddress, promises as dns } from 'node:dns';
import { once } from 'node:events';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

/** More than any carrier answers; what lies beyond is not read. */
const mostBytes = 64 * 1024;
const milliseconds = 1000;

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PostBounds {
  /** For everything together. */
  readonly wholeSeconds: number;
  /** Whether an address may be connected to; asked of what is connected to, after the name was looked up. */
  readonly mayReach?: (address: string) => boolean;
  readonly resolve?: Resolve;
  /** PEM of a private authority to trust instead of the public ones. */
  readonly authority?: string;
}

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** `lost`: the other side may have taken what it was sent; with `unreached` and `forbidden` it has not. */
export type PostAnswer =
  | { readonly outcome: 'answered'; readonly status: number; readonly body: string }
  | { readonly outcome: 'lost' | 'unreached' | 'forbidden' };

/** Posts once, over a connection of its own, and follows no redirect. Never throws for what the other side does. */
export async function post(
  { url, headers, body }: Post,
  { wholeSeconds, mayReach, resolve = usualResolve, authority }: PostBounds,
): Promise<PostAnswer> {
  const signal = AbortSignal.timeout(wholeSeconds * milliseconds);
  const found = await addressesOf(url.hostname, resolve, signal);
  if (found.length === 0) return { outcome: 'unreached' };
  if (mayReach !== undefined && !found.every(({ address }) => mayReach(address))) {
    return { outcome: 'forbidden' };
  }
  const isSecure = url.protocol === 'https:';
  return new Promise((settle) => {
    let isConnected = false;
    const fail = (): void => settle({ outcome: isConnected ? 'lost' : 'unreached' });
    const outgoing = (isSecure ? requestSecure : requestPlain)(url, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      lookup: answerWith(found),
      minVersion: 'TLSv1.2',
      ...(authority !== undefined && { ca: authority }),
      signal,
    });
    outgoing.on('socket', (socket) => {
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isConnected = true;
      });
    });
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const answered = (): void =>
        settle({
          outcome: 'answered',
          status: incoming.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= mostBytes) {
          chunks.push(chunk);
        } else {
          answered();
          outgoing.destroy();
        }
      });
      incoming.on('end', answered);
      incoming.on('error', fail);
    });
    outgoing.end(body);
  });
}

const usualResolve: Resolve = (host) => dns.lookup(host, { all: true });

/** What a host name means now; nothing when that cannot be found out in time. */
async function addressesOf(
  hostname: string,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const tooLate = once(signal, 'abort').then(() => []);
  try {
    return await Promise.race([resolve(host), tooLate]);
  } catch {
    return [];
  }
}

/** What was checked is what is connected to: a name that is looked up twice may mean two things (DNS rebinding). */
function answerWith(found: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, done) => {
    const [first] = found;
    if (all === true) done(null, [...found]);
    else done(null, first?.address ?? '', first?.family);
  };
}
