import type { Context } from 'hono';
import { languages, negotiateLanguage, shippedLanguage, type Language } from '../locales/index.ts';
import type { PortalCookies } from './ports.ts';

const oneYearSeconds = 365 * 24 * 3600;

/**
 * The language of this request: the one picked just now (`?lang=de`, or Entra's `?mkt=de-de`), which is
 * remembered; the one picked before; else what the browser asks for.
 */
export function languageOfRequest(c: Context, cookies: PortalCookies): Language {
  const picked = shippedLanguage(c.req.query('lang') ?? c.req.query('mkt') ?? '');
  if (picked) {
    cookies.set(c, 'language', picked.code, oneYearSeconds);
    return picked;
  }
  const remembered = cookies.get(c, 'language');
  if (remembered !== null && Object.hasOwn(languages, remembered)) {
    return languages[remembered] ?? negotiateLanguage(null);
  }
  return negotiateLanguage(c.req.header('accept-language'));
}
