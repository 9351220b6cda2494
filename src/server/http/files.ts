import { Hono } from 'hono';
import { PosternError } from '../../domain/errors.ts';
import type { HttpEnv } from './env.ts';
import type { StaticFiles } from './static-files.ts';

/** Vite writes this word where a nonce belongs; see vite.config.ts. */
const noncePlaceholder = '__CSP_NONCE__';

/** The portal's style sheets, pictures and browser modules, below `/assets`. */
export function createAssets(files: StaticFiles): Hono<HttpEnv> {
  const assets = new Hono<HttpEnv>();
  assets.get('/:name{.+}', async (c) => {
    const answer = await files.respond(c, c.req.param('name'));
    if (answer === null) throw new PosternError('not-found');
    return answer;
  });
  return assets;
}

/** The console's files, below `/admin`; every address that is no file is a page of the one application. */
export function createConsole(files: StaticFiles): Hono<HttpEnv> {
  const page = files.text('index.html');
  const console = new Hono<HttpEnv>();
  console.get('/', (c) => c.redirect('/admin/', 301));
  console.get('/:name{.*}', async (c) => {
    const name = c.req.param('name');
    const file = name === '' || name === 'index.html' ? null : await files.respond(c, name);
    if (file !== null) return file;
    if (page === null || /\.[a-z0-9]+$/i.test(name)) throw new PosternError('not-found');
    return c.html(page.replaceAll(noncePlaceholder, c.var.facts.nonce));
  });
  return console;
}
