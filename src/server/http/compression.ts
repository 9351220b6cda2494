import { promisify } from 'node:util';
import {
  type BrotliOptions,
  brotliCompress,
  brotliCompressSync,
  constants,
  gzip,
  gzipSync,
} from 'node:zlib';
import type { MiddlewareHandler } from 'hono';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export type Encoding = 'br' | 'gzip';

/** Below this a compressed answer saves no packet. */
const smallestBytes = 600;
const largestAtOnceBytes = 64 * 1024;
const pageQuality = 5;
const compressible =
  /^(?:text\/|application\/(?:[a-z.+-]*json|javascript|manifest)|image\/svg\+xml)/;

/** The best encoding the client accepts (RFC 9110 §12.5.3), null for none. */
export function chooseEncoding(acceptEncoding: string | null | undefined): Encoding | null {
  const accepted = new Map(
    (acceptEncoding ?? '').split(',').map((one) => {
      const [name = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((part) => part.startsWith('q='));
      return [name, quality === undefined ? 1 : Number(quality.slice(2))] as const;
    }),
  );
  const wanted = (['br', 'gzip'] as const).filter(
    (encoding) => (accepted.get(encoding) ?? accepted.get('*') ?? 0) > 0,
  );
  return wanted[0] ?? null;
}

/** Thorough and out of the way, for what is kept. */
export function compressFile(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  return encoding === 'gzip' ? zip(bytes, { level: 9 }) : brotli(bytes, brotliOptions(bytes, 9));
}

/** Quick, for one answer: handing a few kilobytes to another thread costs more than compressing them. */
function compressPage(bytes: Uint8Array, encoding: Encoding): Uint8Array | Promise<Uint8Array> {
  if (bytes.byteLength > largestAtOnceBytes) {
    return encoding === 'gzip' ? zip(bytes) : brotli(bytes, brotliOptions(bytes, pageQuality));
  }
  return encoding === 'gzip'
    ? gzipSync(bytes)
    : brotliCompressSync(bytes, brotliOptions(bytes, pageQuality));
}

function brotliOptions(bytes: Uint8Array, quality: number): BrotliOptions {
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      // As large as the text and no larger: the usual window takes megabytes for every page.
      [constants.BROTLI_PARAM_LGWIN]: windowBits(bytes.byteLength),
    },
  };
}

function windowBits(bytes: number): number {
  const { BROTLI_MIN_WINDOW_BITS, BROTLI_MAX_WINDOW_BITS } = constants;
  return Math.min(
    Math.max(Math.ceil(Math.log2(bytes + 1)), BROTLI_MIN_WINDOW_BITS),
    BROTLI_MAX_WINDOW_BITS,
  );
}

/**
 * Compresses pages and JSON as a whole; a download (`Content-Disposition`) is passed on as it comes.
 * Pages hold both what a visitor typed and a form token, which is why form tokens are padded anew for
 * every page (docs/decisions: compressed pages, padded tokens).
 */
export function compressAnswers(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    // The body is not looked at before it must be: from then on the answer is a stream, at five times the cost.
    const { headers, status } = c.res;
    const type = headers.get('content-type') ?? '';
    if (status === 204 || status === 304 || c.req.method === 'HEAD') return;
    if (
      headers.has('content-encoding') ||
      headers.has('content-disposition') ||
      !compressible.test(type)
    )
      return;
    headers.append('Vary', 'Accept-Encoding');
    const encoding = chooseEncoding(c.req.header('accept-encoding'));
    if (encoding === null) return;
    const plain = new Uint8Array(await c.res.arrayBuffer());
    const packed = plain.byteLength < smallestBytes ? plain : await compressPage(plain, encoding);
    const answer = new Response(new Uint8Array(packed), { status, headers });
    answer.headers.set('Content-Length', String(packed.byteLength));
    if (packed !== plain) answer.headers.set('Content-Encoding', encoding);
    // Hono merges a new response with the old one's headers unless the old one is taken away first.
    c.res = undefined;
    c.res = answer;
  };
}
