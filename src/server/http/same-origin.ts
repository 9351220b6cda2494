import { PosternError } from '../../domain/errors.ts';

const safeMethods = new Set(['GET', 'HEAD']);

/**
 * Refuses an unsafe request that the browser itself says another site made (OWASP CSRF, fetch
 * metadata). Under `Referrer-Policy: no-referrer` browsers send `Origin: null` with our own forms, so
 * `Sec-Fetch-Site` is asked first; a browser that sends neither is held by the form token alone.
 *
 * @param origins exact origins of the base URL and its aliases.
 */
export function refuseCrossOrigin(request: Request, origins: ReadonlySet<string>): void {
  if (safeMethods.has(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none')
    throw new PosternError('forged-request');
  const origin = request.headers.get('origin');
  if (origin === null || origins.has(origin)) return;
  if (origin === 'null' && site === 'same-origin') return;
  throw new PosternError('forged-request');
}
