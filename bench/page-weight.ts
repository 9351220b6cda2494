// What a page costs a phone: the page and everything it asks for, compressed, as they cross the wire.
import { request } from 'node:http';
import { PortalClient } from '../test/kit/portal-client.ts';
import type { BenchRow } from './row.ts';
import { type Served, serve } from '../test/kit/served.ts';

export async function run(): Promise<BenchRow[]> {
  const server = await serve(10);
  try {
    const proving = new PortalClient(server.origin);
    await proving.submit(await proving.get('/reset'), { identifier: 'user-1' });
    const password = new PortalClient(server.origin);
    const codePage = await password.submit(await password.get('/reset'), { identifier: 'user-2' });
    await password.submit(codePage, { code: await codeOf(server, 'user-2@bench.example') });
    const pages: [string, string, PortalClient | null][] = [
      ['first page', '/', null],
      ['forgot my password', '/reset', null],
      ['type the code', '/reset', proving],
      ['new password', '/reset', password],
      ['sign in', '/sign-in', null],
      ['help', '/help', null],
    ];
    return await Promise.all(
      pages.map(async ([name, path, client]) => {
        const weight = await weigh(server.origin, path, client?.cookieHeader() ?? '');
        const kilobytes = Math.round(weight / 10) / 100;
        return {
          name: `page "${name}" with all its requests`,
          value: kilobytes,
          unit: 'kB',
          target: '≤ 15',
          ok: kilobytes <= 15,
        };
      }),
    );
  } finally {
    await server.stop();
  }
}

async function codeOf(server: Served, address: string): Promise<string> {
  const { findCode } = await import('../test/kit/smtp-sink.ts');
  for (;;) {
    const mail = server.sink.caught.find(({ to }) => to === address);
    const code = mail ? findCode(mail) : null;
    if (code !== null) return code;
    await new Promise((tick) => setTimeout(tick, 20));
  }
}

async function weigh(origin: string, path: string, cookie: string): Promise<number> {
  const page = await download(origin, path, cookie);
  const html = await fetch(new URL(path, origin), { headers: { cookie } }).then((answer) =>
    answer.text(),
  );
  const wanted = new Set(
    [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, asset = '']) => asset),
  );
  const assets = await Promise.all([...wanted].map((asset) => download(origin, asset, '')));
  return assets.reduce((sum, bytes) => sum + bytes, page);
}

/** Bytes of headers and body as received, with what a current browser says it can decompress. */
function download(origin: string, path: string, cookie: string): Promise<number> {
  return new Promise((received, failed) => {
    const asked = request(
      new URL(path, origin),
      { headers: { 'accept-encoding': 'br, gzip', cookie }, agent: false },
      (answer) => {
        answer.on('error', failed);
        answer.on('end', () => received(answer.socket.bytesRead));
        answer.resume();
      },
    );
    asked.on('error', failed);
    asked.end();
  });
}
