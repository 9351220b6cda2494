/**
 * Where to go after signing in: the place that was asked for, if it is one of the console's own
 * (CWE-601: a link must not send somebody who has just signed in to another site).
 */
export function placeWithin(asked: string | null): string {
  if (asked === null) return '/';
  const inside = /^\/(?![/\\])[^\s\\]*$/.test(asked);
  const outsideTheDoor = /^\/(sign-in|sign-out|set-up)\b/.test(asked);
  return inside && !outsideTheDoor ? asked : '/';
}
