import type { Context } from 'hono';
import type { SignedInUser } from '../services/access/access-service.ts';
import { leaveNotice, notice } from './notices.ts';
import type { PortalDeps } from './ports.ts';
import { goTo, type Scene } from './scene.ts';

/** Pages that ask for a sign-in first; nothing else can be named as the place to go on to. */
export const placesAfterSignIn = ['security-info', 'change'] as const;
export type PlaceAfterSignIn = (typeof placesAfterSignIn)[number];

export function placeAfterSignIn(asked: string | undefined): PlaceAfterSignIn {
  return placesAfterSignIn.find((place) => place === asked) ?? 'security-info';
}

/** Who is signed in to the portal in this browser; null for nobody. */
export async function signedInOf(
  c: Context,
  deps: PortalDeps,
  at: Scene,
): Promise<SignedInUser | null> {
  const token = deps.cookies.get(c, 'portal');
  return token === null ? null : deps.access.resume(at.visitor.tenantId, token, 'portal');
}

/** Sends somebody who is not signed in, or not any more, to do so and then back here. */
export function askToSignIn(c: Context, deps: PortalDeps, next: PlaceAfterSignIn): Response {
  if (deps.cookies.get(c, 'portal') !== null) {
    deps.cookies.clear(c, 'portal');
    leaveNotice(c, deps.cookies, notice('sign-in-again'));
  }
  return goTo(c, `/sign-in?next=${next}`);
}
