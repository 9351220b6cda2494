import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';

/**
 * Every cookie there is. Lax where a link in a mail must find it again; Strict where it says that
 * somebody is signed in. The browser sees `__Host-postern-<name>` (RFC 6265bis §4.1.3.2).
 */
const cookieTable = {
  /** The reset under way in this browser. */
  reset: { sameSite: 'Lax' },
  /** The secret of a "this was not me" link, taken out of the address. */
  'not-me': { sameSite: 'Lax' },
  /** The secret of an address that another sign-in page sent the browser to, taken out of the address. */
  'hand-over': { sameSite: 'Lax' },
  /** Going on with it was a choice made here, and so is going back. */
  'way-back': { sameSite: 'Strict' },
  /** The secret of a sign-in that waits for a new password. */
  'new-password': { sameSite: 'Strict' },
  /** Binds the form tokens of one browser. */
  visit: { sameSite: 'Lax' },
  /** The language somebody chose. */
  language: { sameSite: 'Lax' },
  /** What the next page says about the last act. */
  notice: { sameSite: 'Lax' },
  /** Signed in to the portal. */
  portal: { sameSite: 'Strict' },
  /** Signed in to the console. */
  console: { sameSite: 'Strict' },
} as const;

export type CookieName = keyof typeof cookieTable;

export interface Cookies {
  get(c: Context, name: CookieName): string | null;
  /** Ends with the browser unless `maxAgeSeconds` is given. */
  set(c: Context, name: CookieName, value: string, maxAgeSeconds?: number): void;
  clear(c: Context, name: CookieName): void;
}

const plausible = /^[A-Za-z0-9._-]{1,512}$/;

/** @param secure whether the base URL is https; on http loopback browsers refuse the `__Host-` prefix. */
export function createCookies(secure: boolean): Cookies {
  const wireName = (name: CookieName) => `${secure ? '__Host-' : ''}postern-${name}`;
  const attributes = (name: CookieName): CookieOptions => ({
    ...cookieTable[name],
    path: '/',
    httpOnly: true,
    secure,
  });
  return {
    get(c, name) {
      const value = getCookie(c, wireName(name));
      return value !== undefined && plausible.test(value) ? value : null;
    },
    set(c, name, value, maxAgeSeconds) {
      setCookie(c, wireName(name), value, {
        ...attributes(name),
        ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }),
      });
    },
    clear(c, name) {
      setCookie(c, wireName(name), '', { ...attributes(name), maxAge: 0 });
    },
  };
}
