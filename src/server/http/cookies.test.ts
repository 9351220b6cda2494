import { type Context, Hono } from 'hono';
import { expect, test } from 'vitest';
import { createCookies } from './cookies.ts';

async function headerAfter(act: (c: Context) => void): Promise<string | null> {
  const app = new Hono();
  app.get('/', (c) => {
    act(c);
    return c.text('');
  });
  return (await app.request('/')).headers.get('set-cookie');
}

test('over https carry the __Host- prefix and every protection', async () => {
  const cookies = createCookies(true);
  const header = await headerAfter((c) => {
    cookies.set(c, 'reset', 'value');
  });
  expect(header).toBe('__Host-postern-reset=value; Path=/; HttpOnly; Secure; SameSite=Lax');
});

test('on http loopback go without prefix and Secure, and stay HttpOnly', async () => {
  const cookies = createCookies(false);
  const header = await headerAfter((c) => {
    cookies.set(c, 'console', 'value', 60);
  });
  expect(header).toBe('postern-console=value; Max-Age=60; Path=/; HttpOnly; SameSite=Strict');
});

test('that say somebody is signed in are Strict', async () => {
  const cookies = createCookies(true);
  for (const name of ['portal', 'console'] as const) {
    const header = await headerAfter((c) => {
      cookies.set(c, name, 'value');
    });
    expect(header).toContain('SameSite=Strict');
  }
});

test('are cleared with the attributes they were set with', async () => {
  const cookies = createCookies(true);
  const header = await headerAfter((c) => {
    cookies.clear(c, 'reset');
  });
  expect(header).toBe('__Host-postern-reset=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax');
});

test('are read under their exact name, and only when they look like ours', async () => {
  const cookies = createCookies(true);
  const app = new Hono();
  app.get('/', (c) => c.json(cookies.get(c, 'reset')));
  const read = async (cookie: string): Promise<unknown> =>
    (await app.request('/', { headers: { cookie } })).json();
  expect(await read('__Host-postern-reset=abc_-1')).toBe('abc_-1');
  // What a sibling subdomain or an http page could plant (A070).
  expect(await read('postern-reset=abc')).toBeNull();
  expect(await read('__Host-postern-reset=<script>')).toBeNull();
  expect(await read(`__Host-postern-reset=${'a'.repeat(600)}`)).toBeNull();
  expect(await read('')).toBeNull();
});
