import type { Context } from 'hono';
import { PosternError, type FieldFault } from '../domain/errors.ts';
import { describeFault, type Language } from '../locales/index.ts';
import type { SignedInUser } from '../services/access/access-service.ts';
import { leaveNotice, minutesToWait, notice, type Notice } from './notices.ts';
import type { PortalDeps } from './ports.ts';
import { goTo, sceneOf, type Scene } from './scene.ts';
import { askToSignIn, signedInOf } from './signed-in.ts';
import type { Problem } from './view.ts';

/** Where people look after their own methods. */
export const OWN_METHODS = '/security-info';

const placePattern =
  /^(?:add(?:\/[a-z][a-z0-9-]{0,31})?|set-up|registrations\/reg_[A-Za-z0-9_-]{1,64}(?:\/remove)?)$/;

/** A page under {@link OWN_METHODS} to go back to after a proof; the list itself for anything else. */
export function placeAfterProof(asked: string | undefined): string {
  return asked !== undefined && placePattern.test(asked) ? asked : '';
}

export function pathOf(place: string): string {
  return place === '' ? OWN_METHODS : `${OWN_METHODS}/${place}`;
}

export interface OwnScene {
  readonly at: Scene;
  readonly signedIn: SignedInUser;
}

/**
 * One act of somebody on their own methods. Who is not signed in is asked to; who has to prove again who they are does
 * so first and comes back to `place`; what cannot be done is said on the list. Anything else is thrown on.
 */
export async function asOwner(
  c: Context,
  deps: PortalDeps,
  place: string,
  act: (scene: OwnScene) => Promise<Response>,
): Promise<Response> {
  const at = await sceneOf(c, deps);
  const signedIn = await signedInOf(c, deps, at);
  if (signedIn === null) return askToSignIn(c, deps, 'security-info');
  try {
    return await act({ at, signedIn });
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    if (error.code === 'reauthentication-required') {
      return goTo(c, `${OWN_METHODS}/prove?next=${encodeURIComponent(place)}`);
    }
    const left = noticeOf(error);
    if (left === null) throw error;
    deps.noteError(c, error);
    leaveNotice(c, deps.cookies, left);
    return goTo(c, OWN_METHODS);
  }
}

/** Null for an error that has to be thrown on. */
function noticeOf(error: PosternError): Notice | null {
  switch (error.code) {
    case 'not-offered':
      return notice('self-service-off');
    case 'not-found':
    case 'conflict':
      return notice('changed-meanwhile');
    case 'too-many-requests':
      return notice('too-many-codes', { minutes: minutesToWait(error.retryAfterSeconds) });
    case 'busy':
    case 'unavailable':
      return notice('unavailable');
    default:
      return null;
  }
}

/** What a service found wrong with a form; what belongs to no field leads to the page itself. */
export function problemsOfFaults(language: Language, faults: readonly FieldFault[]): Problem[] {
  return faults.map((fault) => ({
    field: fault.path === '' ? 'main' : fault.path,
    text: describeFault(language, fault, 'bad-request'),
  }));
}
