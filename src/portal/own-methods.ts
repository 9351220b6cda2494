import type { Context } from 'hono';
import { PosternError, type FieldFault } from '../domain/errors.ts';
import { describeFault, type Language } from '../locales/index.ts';
import type { SignedInUser } from '../services/access/access-service.ts';
import { formToken } from './forms.ts';
import { leaveNotice, minutesToWait, notice, type Notice } from './notices.ts';
import type { PortalDeps } from './ports.ts';
import { goTo, sceneOf, type Scene } from './scene.ts';
import { askToSignIn, signedInOf } from './signed-in.ts';
import type { ErrandView, Problem } from './view.ts';

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

/** What is missing, for a sign-in that asks for it and for somebody whom another page sent here. */
export const SET_UP = `${OWN_METHODS}/set-up`;

/** Where somebody whom another page sent here may go: what they have already is changed at a sign-in of Postern's own. */
const forErrands =
  /^\/security-info\/(?:set-up(?:\/skip)?|confirm|add(?:\/.+)?|enrolments\/.+|prove(?:\/.+)?)$/;

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
  const scene = await sceneOf(c, deps);
  const signedIn = await signedInOf(c, deps, scene);
  if (signedIn === null) return askToSignIn(c, deps, 'security-info');
  if (signedIn.handOverId !== null && !forErrands.test(c.req.path)) return goTo(c, SET_UP);
  const at = { ...scene, errand: await errandOf(c, deps, signedIn) };
  try {
    return await act({ at, signedIn });
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    if (error.code === 'reauthentication-required') {
      return goTo(c, `${OWN_METHODS}/prove?next=${encodeURIComponent(place)}`);
    }
    // The list says until when.
    if (error.code === 'methods-held') return goTo(c, OWN_METHODS);
    const left = noticeOf(error);
    if (left === null) throw error;
    deps.noteError(c, error);
    leaveNotice(c, deps.cookies, left);
    return goTo(c, OWN_METHODS);
  }
}

async function errandOf(
  c: Context,
  deps: PortalDeps,
  signedIn: SignedInUser,
): Promise<ErrandView | null> {
  const errand = await deps.handOvers.errandOf(signedIn);
  if (errand === null) return null;
  const { displayName, username } = errand.user;
  return { name: displayName, username, host: errand.returnHost, formToken: formToken(c, deps) };
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
