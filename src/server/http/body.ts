import { PosternError } from '../../domain/errors.ts';

/** Largest body of a request unless its endpoint says otherwise, in bytes. */
export const defaultBodyLimit = 16 * 1024;

/**
 * Reads a body and stops at the first byte too many, before anything is parsed or hashed (A097).
 * Throws `too-large`, and `bad-request` for bytes that are not UTF-8 or a body cut short.
 */
export async function readText(request: Request, limitBytes: number): Promise<string> {
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > limitBytes) throw new PosternError('too-large');
  // Of what declares its length no more is ever read than it declared (RFC 9112 §6.2), and it comes without a stream.
  const bytes = declared === null ? await readStream(request, limitBytes) : await readAll(request);
  if (bytes.byteLength > limitBytes) throw new PosternError('too-large');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch (cause) {
    throw new PosternError('bad-request', { cause });
  }
}

async function readAll(request: Request): Promise<Uint8Array> {
  try {
    return new Uint8Array(await request.arrayBuffer());
  } catch (cause) {
    throw new PosternError('bad-request', { cause });
  }
}

async function readStream(request: Request, limitBytes: number): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body) {
      size += chunk.byteLength;
      if (size > limitBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new PosternError('bad-request', { cause });
  }
  if (size > limitBytes) throw new PosternError('too-large');
  return Buffer.concat(chunks);
}

/** The media type without its parameters, in lower case; throws `unsupported-media-type` for any other. */
export function requireMediaType(request: Request, wanted: string): void {
  const [type = '', ...parameters] = (request.headers.get('content-type') ?? '').split(';');
  const charset = parameters
    .map((one) => one.trim().toLowerCase())
    .find((one) => one.startsWith('charset='));
  if (type.trim().toLowerCase() !== wanted) throw new PosternError('unsupported-media-type');
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset)) {
    throw new PosternError('unsupported-media-type');
  }
}
