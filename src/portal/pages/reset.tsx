import type { Context } from 'hono';
import { fill } from '../../locales/index.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { begin, isUnderWay, noticeOfIdentifier, problemsOfIdentifier } from '../identify.ts';
import { CONTINUE } from '../journey.ts';
import { leaveNotice, takeNotice } from '../notices.ts';
import { KnownContact } from '../parts/contact.tsx';
import { Field, Form, Submit } from '../parts/fields.tsx';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, nameOf, sceneOf, show, visitorOf, type PortalPage, type Scene } from '../scene.ts';
import type { View } from '../view.ts';

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
    const fault = noticeOfIdentifier(identifier);
    if (fault !== null) {
      leaveNotice(c, deps.cookies, fault);
      return goTo(c, beginning);
    }
    const visitor = visitorOf(c, deps);
    return begin(c, deps, beginning, () =>
      deps.resets.steps.start(visitor, identifier, 'reset', asAdministrator),
    );
  });
};

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
