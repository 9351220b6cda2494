import type { Context } from 'hono';
import { PosternError } from '../../domain/errors.ts';
import { canonicalIdentifier, type IdentifierFault } from '../../domain/identifier.ts';
import { endedStates } from '../../domain/reset/session.ts';
import { fill } from '../../locales/index.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { CONTINUE, keepReset } from '../journey.ts';
import { leaveNotice, minutesToWait, notice, takeNotice, type Notice } from '../notices.ts';
import { KnownContact } from '../parts/contact.tsx';
import { Field, Form, Submit } from '../parts/fields.tsx';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, nameOf, sceneOf, show, type PortalPage, type Scene } from '../scene.ts';
import type { Problem, View } from '../view.ts';

const identifierNotices = {
  empty: 'identifier-empty',
  'too-long': 'identifier-too-long',
  'forbidden-characters': 'identifier-forbidden-characters',
} as const satisfies Record<IdentifierFault, Notice['kind']>;

/** Where nobody else may reset, administrators say that they are some: theirs is a rule of its own (AD-01). */
const ADMINISTRATORS = 'administrators';

function isOffered(
  { users, administrators }: Awaited<ReturnType<PortalDeps['resets']['offered']>>,
  asAdministrator: boolean,
): boolean {
  return users || (administrators && asAdministrator);
}

/** Says who you are. What happens next is the same for everybody. */
export const reset: PortalPage = (app, deps) => {
  app.get('/reset', async (c) => {
    const at = await sceneOf(c, deps);
    const asAdministrator = c.req.query('for') === ADMINISTRATORS;
    const offered = await deps.resets.offered(at.visitor.tenantId);
    return show(
      c,
      at,
      isOffered(offered, asAdministrator)
        ? await identifyView(c, deps, at, asAdministrator)
        : notOfferedView(at, offered.administrators),
    );
  });

  app.post('/reset', async (c) => {
    const fields = await readFields(c, deps, ['identifier', 'for']);
    const { identifier } = fields;
    const asAdministrator = fields.for === ADMINISTRATORS;
    const beginning = asAdministrator ? `/reset?for=${ADMINISTRATORS}` : '/reset';
    const checked = canonicalIdentifier(identifier);
    if (!checked.ok) {
      leaveNotice(c, deps.cookies, notice(identifierNotices[checked.fault]));
      return goTo(c, beginning);
    }
    const { visitor } = await sceneOf(c, deps);
    const offered = await deps.resets.offered(visitor.tenantId);
    if (!isOffered(offered, asAdministrator)) return goTo(c, beginning);
    try {
      const { progress, token } = await deps.resets.start(visitor, identifier);
      keepReset(c, deps, token, progress.expiresAt);
      return goTo(c, CONTINUE);
    } catch (error) {
      if (!(error instanceof PosternError)) throw error;
      const left = noticeOf(error);
      if (left === undefined) throw error;
      deps.noteError(c, error);
      if (left !== null) leaveNotice(c, deps.cookies, left);
      return goTo(c, beginning);
    }
  });
};

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

async function identifyView(
  c: Context,
  deps: PortalDeps,
  at: Scene,
  asAdministrator: boolean,
): Promise<View> {
  const { identify: texts, actions } = at.language.portal;
  const left = takeNotice(c, deps.cookies);
  const problems = problemsOfIdentifier(at, left);
  const underWay = {
    tone: 'info' as const,
    text: texts.underWay,
    link: { href: CONTINUE, text: texts.goOn },
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
        <Form action="/reset" token={formToken(c, deps)}>
          {asAdministrator ? <input type="hidden" name="for" value={ADMINISTRATORS} /> : null}
          <Field
            name="identifier"
            label={texts.label}
            hint={fill(at.language, texts.hint, { organisation: nameOf(at) })}
            autocomplete="username"
            inputmode="email"
            problems={problems}
          />
          <Submit>{actions.next}</Submit>
        </Form>
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

function notOfferedView(at: Scene, toAdministrators: boolean): View {
  const { notOffered: texts, actions } = at.language.portal;
  return {
    title: texts.title,
    outcome: 'stopped',
    body: (
      <>
        <p>{fill(at.language, texts.text, { organisation: nameOf(at) })}</p>
        <KnownContact at={at} />
        {toAdministrators ? (
          <p>
            <a href={`/reset?for=${ADMINISTRATORS}`}>{texts.administrators}</a>
          </p>
        ) : null}
        <p>
          <a href="/">{actions.backToStart}</a>
        </p>
      </>
    ),
  };
}
