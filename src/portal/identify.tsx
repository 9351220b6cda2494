import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { PosternError } from '../domain/errors.ts';
import { canonicalIdentifier, type IdentifierFault } from '../domain/identifier.ts';
import { endedStates } from '../domain/reset/session.ts';
import type { ResetSteps } from '../services/reset/reset-service.ts';
import { fill } from '../locales/index.ts';
import { formToken } from './forms.ts';
import { Lead } from './frame.tsx';
import { CONTINUE, keepReset } from './journey.ts';
import { leaveNotice, minutesToWait, notice, type Notice, takeNotice } from './notices.ts';
import { Field, Form, Submit } from './parts/fields.tsx';
import type { PortalDeps } from './ports.ts';
import { remarkOf } from './remark.ts';
import { goTo, nameOf, type Scene } from './scene.ts';
import type { Problem, View } from './view.ts';

const identifierNotices = {
  empty: 'identifier-empty',
  'too-long': 'identifier-too-long',
  'forbidden-characters': 'identifier-forbidden-characters',
} as const satisfies Record<IdentifierFault, Notice['kind']>;

/** What is wrong with what was typed, before anybody is asked; null when nothing is. */
function noticeOfIdentifier(typed: string): Notice | null {
  const checked = canonicalIdentifier(typed);
  return checked.ok ? null : notice(identifierNotices[checked.fault]);
}

/** Begins for whoever was typed, and goes where it stands; or back to the beginning with what to say there. */
export async function begin(
  c: Context,
  deps: PortalDeps,
  beginning: string,
  identifier: string,
  start: () => ReturnType<ResetSteps['start']>,
): Promise<Response> {
  const fault = noticeOfIdentifier(identifier);
  if (fault !== null) {
    leaveNotice(c, deps.cookies, fault);
    return goTo(c, beginning);
  }
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

export interface Beginning {
  /** Where the form is sent. */
  readonly action: string;
  readonly texts: Readonly<Record<'title' | 'lead' | 'label' | 'underWay', string>>;
  /** Sent along unseen. */
  readonly hidden?: Child;
  /** Below the form. */
  readonly instead?: Child;
}

/** Asks who somebody is. The same for everybody, and for whatever is to be done with their account. */
export async function identifyView(
  c: Context,
  deps: PortalDeps,
  at: Scene,
  { action, texts, hidden, instead }: Beginning,
): Promise<View> {
  const { identify, actions } = at.language.portal;
  const left = takeNotice(c, deps.cookies);
  const problems = problemsOfIdentifier(at, left);
  const underWay = {
    tone: 'info' as const,
    text: texts.underWay,
    link: { href: CONTINUE, text: identify.goOn },
  };
  return {
    title: texts.title,
    progress: { step: 1, steps: null },
    problems,
    remark: remarkOf(at, left) ?? ((await isUnderWay(c, deps, at)) ? underWay : null),
    enhance: ['submit-once'],
    body: (
      <>
        <Lead>{texts.lead}</Lead>
        <Form action={action} token={formToken(c, deps)}>
          {hidden}
          <Field
            name="identifier"
            label={texts.label}
            hint={fill(at.language, identify.hint, { organisation: nameOf(at) })}
            autocomplete="username"
            inputmode="email"
            problems={problems}
          />
          <Submit>{actions.next}</Submit>
        </Form>
        {instead}
      </>
    ),
  };
}

function problemsOfIdentifier({ language }: Scene, left: Notice | null): Problem[] {
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

async function isUnderWay(c: Context, deps: PortalDeps, at: Scene): Promise<boolean> {
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
