import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { chooseEncoding, compressAnswers } from './compression.ts';

test.each([
  ['br', 'gzip, deflate, br'],
  ['gzip', 'gzip'],
  ['gzip', 'gzip, br;q=0'],
  ['br', '*'],
  [null, 'identity'],
  [null, '*;q=0'],
  [null, ''],
  [null, undefined],
])('chooses %s for %j', (chosen, header) => {
  expect(chooseEncoding(header)).toBe(chosen);
});

describe('answers', () => {
  const text = 'a page with words. '.repeat(100);
  const app = new Hono();
  app.use(compressAnswers());
  app.get('/page', (c) => {
    c.header('Set-Cookie', 'a=1');
    return c.html(text);
  });
  app.get('/short', (c) => c.text('short'));
  app.get('/download', (c) =>
    c.body(text, 200, { 'Content-Type': 'text/csv', 'Content-Disposition': 'attachment' }),
  );
  app.get('/picture', (c) => c.body(text, 200, { 'Content-Type': 'image/png' }));
  app.get('/nothing', (c) => c.body(null, 204));
  const get = async (path: string, encoding: string) =>
    app.request(path, { headers: { 'accept-encoding': encoding } });

  test('are compressed as asked, with every header kept', async () => {
    const br = await get('/page', 'br');
    expect(br.headers.get('content-encoding')).toBe('br');
    expect(br.headers.get('vary')).toBe('Accept-Encoding');
    expect(br.headers.get('set-cookie')).toBe('a=1');
    const packed = Buffer.from(await br.arrayBuffer());
    expect(br.headers.get('content-length')).toBe(String(packed.byteLength));
    expect(brotliDecompressSync(packed).toString()).toBe(text);
    const gzip = await get('/page', 'gzip');
    expect(gunzipSync(Buffer.from(await gzip.arrayBuffer())).toString()).toBe(text);
  });

  test.each(['/short', '/download', '/picture', '/nothing'])('are left alone: %s', async (path) => {
    const answer = await get(path, 'br');
    expect(answer.headers.get('content-encoding')).toBeNull();
  });
});
