import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStaticFiles, type StaticFiles } from './static-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-files-'));
let files: StaticFiles;
let app: Hono;

beforeAll(() => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'show-password.js'), 'show()');
  writeFileSync(join(folder, 'assets', 'page-AbCd12_-.js'), 'page()');
  files = readStaticFiles(
    folder,
    (path) => path,
    (name) => name.startsWith('assets/'),
  );
  app = new Hono();
  app.get('/:name{.+}', async (c) => (await files.respond(c, c.req.param('name'))) ?? c.notFound());
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('files for browsers', () => {
  test('a name that only looks as if it held a digest is asked for again', async () => {
    const plain = await app.request('/show-password.js');
    expect(await plain.text()).toBe('show()');
    expect(plain.headers.get('cache-control')).toBe('public, no-cache');
    const versioned = await app.request(`/${files.versioned('show-password.js')}`);
    expect(versioned.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('a file named by its content is kept for a year, packed as the browser likes', async () => {
    const plain = await app.request('/assets/page-AbCd12_-.js');
    expect(await plain.text()).toBe('page()');
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const packed = await app.request('/assets/page-AbCd12_-.js', {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    const stream = (await packed.blob()).stream().pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(stream).text()).toBe('page()');
    const known = await app.request('/assets/page-AbCd12_-.js', {
      headers: { 'if-none-match': plain.headers.get('etag') ?? '' },
    });
    expect(known.status).toBe(304);
  });

  test('what was not there at the start does not exist', async () => {
    writeFileSync(join(folder, 'assets', 'late-AbCd12_-.js'), 'late()');
    expect((await app.request('/assets/late-AbCd12_-.js')).status).toBe(404);
  });
});
