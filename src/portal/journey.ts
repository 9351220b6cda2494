import type { Context } from 'hono';
import { PosternError } from '../domain/errors.ts';
import { refusalReasons } from '../domain/password/refusals.ts';
import type { Visitor } from '../services/visitor.ts';
import { leaveNotice, minutesToWait, notice, type Notice } from './notices.ts';
import type { PortalDeps } from './ports.ts';
import { goTo, visitorOf } from './scene.ts';

/** Where a reset under way is shown: the page of the state it is in, whatever was asked for. */
export const CONTINUE = '/reset/continue';

/** A cookie that went away with its reset could not tell why the next page is a beginning again. */
const afterItsEndSeconds = 3600;

/** Keeps the secret of a reset until a while after it has run out, when it opens nothing but the page that says so. */
export function keepReset(c: Context, deps: PortalDeps, token: string, expiresAt: number): void {
  const seconds = Math.max(0, Math.ceil((expiresAt - deps.clock.now()) / 1000));
  deps.cookies.set(c, 'reset', token, seconds + afterItsEndSeconds);
}

/** Sends somebody without a reset to its beginning. */
export function startOver(c: Context, deps: PortalDeps): Response {
  deps.cookies.clear(c, 'reset');
  leaveNotice(c, deps.cookies, notice('start-first'));
  return goTo(c, '/reset');
}

/**
 * One act of a reset under way. Whatever comes of it, the person is sent to the page of the true state;
 * the notice says what happened. An error that nobody can act on there is thrown on.
 */
export async function actOnReset(
  c: Context,
  deps: PortalDeps,
  act: (visitor: Visitor, token: string) => Promise<Notice | null>,
): Promise<Response> {
  const token = deps.cookies.get(c, 'reset');
  if (token === null) return startOver(c, deps);
  const visitor = visitorOf(c, deps);
  try {
    const left = await act(visitor, token);
    if (left !== null) leaveNotice(c, deps.cookies, left);
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    if (error.code === 'not-found') {
      deps.noteError(c, error);
      return startOver(c, deps);
    }
    const left = noticeOf(error);
    if (left === undefined) throw error;
    deps.noteError(c, error);
    if (left !== null) leaveNotice(c, deps.cookies, left);
  }
  return goTo(c, CONTINUE);
}

/** Undefined for an error that has to be thrown on; null where the state itself says it all. */
function noticeOf(error: PosternError): Notice | null | undefined {
  switch (error.code) {
    case 'session-expired':
    // Another request of the same reset was first: what it made of the reset is what is shown.
    case 'conflict':
      return null;
    case 'out-of-order':
    case 'not-offered':
      return notice('out-of-order');
    case 'destination-needed':
      return notice('destination-missing');
    case 'too-many-requests':
      return notice('too-soon', { minutes: minutesToWait(error.retryAfterSeconds) });
    case 'busy':
    case 'unavailable':
      return notice('unavailable');
    case 'password-refused':
      return refusalNotice('password-refused', error);
    case 'unlock-refused':
      return refusalNotice('unlock-refused', error);
    default:
      return undefined;
  }
}

export function refusalNotice(
  kind: 'password-refused' | 'unlock-refused',
  error: PosternError,
): Notice {
  const codes = error.faults.map(({ code }) => code);
  return notice(kind, {
    reasons: refusalReasons.filter((reason) => codes.includes(reason)),
  });
}
