import { isLoopbackHost } from '../loopback.ts';

export const LONGEST_ADDRESS = 512;

/** Carries the signed result back to the page that asked. */
export const RESULT_PARAMETER = 'postern_result';

/** RFC 3986 §2 alone: what two readers of addresses take for different things, such as `\`, is in no address here. */
const plain = /^[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=%]{1,512}$/;
/** A separator or a step up that another reader would only see after decoding. */
const hiddenStep = /%(?:2e|2f|5c)/i;

/**
 * An address of another sign-in page: https, or http at this very machine, without a user part or a fragment, and
 * written as browsers write it, so that nobody reads another host or folder into it (A069). Null for anything else.
 */
export function readAddress(text: string): URL | null {
  if (!plain.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isSecure =
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
  const asWritten = url.href === text || (url.pathname === '/' && url.href === `${text}/`);
  const isPlain = url.username === '' && url.password === '' && !url.hostname.includes('*');
  return isSecure && asWritten && isPlain && !hiddenStep.test(url.pathname) ? url : null;
}

/** What an administrator allows: an origin and the folder or page below which everything is allowed. */
export function isAllowable(text: string): boolean {
  return readAddress(text)?.search === '' && !text.includes('?');
}

/** The address to go back to, if one of the allowed ones covers it; null if none does, or it is none. */
export function allowedReturn(allowed: readonly string[], asked: string): URL | null {
  const url = readAddress(asked);
  if (url === null || url.searchParams.has(RESULT_PARAMETER)) return null;
  return allowed.some((one) => covers(readAddress(one), url)) ? url : null;
}

/** The same origin, and the very path or one below it: `/after` covers `/after/x` and never `/afterwards`. */
function covers(allowed: URL | null, { origin, pathname }: URL): boolean {
  if (allowed?.origin !== origin) return false;
  const folder = allowed.pathname.endsWith('/') ? allowed.pathname : `${allowed.pathname}/`;
  return pathname === allowed.pathname || pathname.startsWith(folder);
}
