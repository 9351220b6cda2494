import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import type { Context } from 'hono';
import { chooseEncoding, compressFile, type Encoding } from './compression.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};
const alreadyCompressed = new Set(['.png', '.woff2', '.ico']);
const forAYear = 'public, max-age=31536000, immutable';

interface StaticFile {
  readonly read: () => Promise<Buffer>;
  /** Null for what lies on disk until somebody asks for it. */
  readonly bytes: Buffer | null;
  readonly type: string;
  readonly tag: string;
  readonly compressible: boolean;
  readonly packed: Map<Encoding, Promise<Uint8Array>>;
}

/**
 * A folder of files listed once, at start: what is not in it then does not exist (no path is ever joined). What is
 * named by its content is read when it is asked for, since the console's megabytes are asked for by few, and everything
 * else is read at start.
 */
export interface StaticFiles {
  /** @returns null when there is no such file. */
  respond(c: Context, name: string): Promise<Response | null>;
  /** Null for a file that is named by its content as well. */
  text(name: string): string | null;
  /** `name?v=<digest>`: an address that may be kept for a year; the plain name when there is no such file. */
  versioned(name: string): string;
}

/**
 * @param servedAs the name a file is served under, by its path below the folder with `/`; null for not at all.
 * @param isNamedByContent whether a file of this name never changes.
 */
export function readStaticFiles(
  folder: string,
  servedAs: (path: string) => string | null,
  isNamedByContent: (name: string) => boolean,
): StaticFiles {
  const files = new Map<string, StaticFile>();
  for (const path of filesBelow(folder)) {
    const name = servedAs(relative(folder, path).split(sep).join('/'));
    const type = mediaTypes[extname(path)];
    if (type === undefined || name === null) continue;
    const bytes = isNamedByContent(name) ? null : readFileSync(path);
    files.set(name, {
      read: () => (bytes === null ? readFile(path) : Promise.resolve(bytes)),
      bytes,
      type,
      tag: bytes === null ? basename(name, extname(name)) : digestOf(bytes),
      compressible: !alreadyCompressed.has(extname(path)),
      packed: new Map(),
    });
  }

  return {
    async respond(c, name) {
      const file = files.get(name);
      if (file === undefined) return null;
      const encoding = file.compressible ? chooseEncoding(c.req.header('accept-encoding')) : null;
      const etag = `"${file.tag}${encoding === null ? '' : `-${encoding}`}"`;
      const headers = new Headers({
        'Content-Type': file.type,
        'Cache-Control':
          file.bytes === null || c.req.query('v') === file.tag ? forAYear : 'public, no-cache',
        ETag: etag,
        Vary: 'Accept-Encoding',
      });
      if (c.req.header('if-none-match') === etag)
        return new Response(null, { status: 304, headers });
      const bytes = await (encoding === null ? file.read() : packedOnce(file, encoding));
      if (encoding !== null) headers.set('Content-Encoding', encoding);
      headers.set('Content-Length', String(bytes.byteLength));
      return new Response(c.req.method === 'HEAD' ? null : new Uint8Array(bytes), { headers });
    },
    text: (name) => files.get(name)?.bytes?.toString('utf8') ?? null,
    versioned(name) {
      const file = files.get(name);
      return file === undefined ? name : `${name}?v=${file.tag}`;
    },
  };
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function packedOnce(file: StaticFile, encoding: Encoding): Promise<Uint8Array> {
  const known = file.packed.get(encoding);
  if (known) return known;
  const packing = file.read().then((bytes) => compressFile(bytes, encoding));
  file.packed.set(encoding, packing);
  return packing;
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 12);
}
