import type { Context } from 'hono';
import { PosternError } from '../domain/errors.ts';
import { canonicalIdentifier, type IdentifierFault } from '../domain/identifier.ts';
import { endedStates } from '../domain/reset/session.ts';
import type { ResetSteps } from '../services/reset/reset-service.ts';
import { CONTINUE, keepReset } from './journey.ts';
import { leaveNotice, minutesToWait, notice, type Notice } from './notices.ts';
import type { PortalDeps } from './ports.ts';
import { goTo, type Scene } from './scene.ts';
import type { Problem } from './view.ts';

const identifierNotices = {
  empty: 'identifier-empty',
  'too-long': 'identifier-too-long',
  'forbidden-characters': 'identifier-forbidden-characters',
} as const satisfies Record<IdentifierFault, Notice['kind']>;

/** What is wrong with what was typed, before anybody is asked; null when nothing is. */
export function noticeOfIdentifier(typed: string): Notice | null {
  const checked = canonicalIdentifier(typed);
  return checked.ok ? null : notice(identifierNotices[checked.fault]);
}

/** Begins, and goes where it stands; or back to the beginning with what to say there. */
export async function begin(
  c: Context,
  deps: PortalDeps,
  beginning: string,
  start: () => ReturnType<ResetSteps['start']>,
): Promise<Response> {
  try {
    const { token, expiresAt } = await start();
    keepReset(c, deps, token, expiresAt);
    return goTo(c, CONTINUE);
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    const left = noticeOf(error);
    if (left === undefined) throw error;
    deps.noteError(c, error);
    if (left !== null) leaveNotice(c, deps.cookies, left);
    return goTo(c, beginning);
  }
}

/** Undefined for an error that has to be thrown on; null where the page itself says it all. */
function noticeOf(error: PosternError): Notice | null | undefined {
  switch (error.code) {
    case 'too-many-requests':
      return notice('too-many-starts', { minutes: minutesToWait(error.retryAfterSeconds) });
    case 'not-offered':
      return null;
    case 'busy':
      return notice('unavailable');
    default:
      return undefined;
  }
}

export function problemsOfIdentifier({ language }: Scene, left: Notice | null): Problem[] {
  const { identify: texts } = language.portal;
  switch (left?.kind) {
    case 'identifier-empty':
      return [{ field: 'identifier', text: texts.empty }];
    case 'identifier-too-long':
      return [{ field: 'identifier', text: texts.tooLong }];
    case 'identifier-forbidden-characters':
      return [{ field: 'identifier', text: texts.forbiddenCharacters }];
    default:
      return [];
  }
}

export async function isUnderWay(c: Context, deps: PortalDeps, at: Scene): Promise<boolean> {
  const token = deps.cookies.get(c, 'reset');
  if (token === null) return false;
  try {
    const { state } = await deps.resets.progress(at.visitor, token);
    return !endedStates.has(state);
  } catch (error) {
    if (error instanceof PosternError && error.code === 'not-found') return false;
    throw error;
  }
}
