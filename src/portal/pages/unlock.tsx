import type { Context } from 'hono';
import { fill } from '../../locales/index.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { begin, isUnderWay, noticeOfIdentifier, problemsOfIdentifier } from '../identify.ts';
import { CONTINUE } from '../journey.ts';
import { leaveNotice, takeNotice } from '../notices.ts';
import { Field, Form, Submit } from '../parts/fields.tsx';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, nameOf, sceneOf, show, type PortalPage, type Scene } from '../scene.ts';
import type { View } from '../view.ts';

const UNLOCK = '/unlock';

/** Says who you are, for somebody who knows the password. What happens next is the same for everybody. */
export const unlock: PortalPage = (app, deps) => {
  app.get(UNLOCK, async (c) => {
    const at = await sceneOf(c, deps);
    return show(
      c,
      at,
      (await isOffered(deps, at)) ? await identifyView(c, deps, at) : notOfferedView(at),
    );
  });

  app.post(UNLOCK, async (c) => {
    const { identifier } = await readFields(c, deps, ['identifier']);
    const fault = noticeOfIdentifier(identifier);
    if (fault !== null) {
      leaveNotice(c, deps.cookies, fault);
      return goTo(c, UNLOCK);
    }
    const at = await sceneOf(c, deps);
    if (!(await isOffered(deps, at))) return goTo(c, UNLOCK);
    return begin(c, deps, UNLOCK, () => deps.resets.steps.start(at.visitor, identifier, 'unlock'));
  });
};

async function isOffered(deps: PortalDeps, { visitor }: Scene): Promise<boolean> {
  const offered = await deps.resets.offered(visitor.tenantId);
  return offered.unlock && offered.users;
}

async function identifyView(c: Context, deps: PortalDeps, at: Scene): Promise<View> {
  const { identify, actions } = at.language.portal;
  const { unlock: texts } = at.language.account;
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
        <Form action={UNLOCK} token={formToken(c, deps)}>
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
        <p>
          <a href="/reset">{texts.forgotInstead}</a>
        </p>
      </>
    ),
  };
}

function notOfferedView(at: Scene): View {
  const { unlock: texts } = at.language.account;
  return {
    title: texts.notOfferedTitle,
    outcome: 'stopped',
    body: (
      <>
        <p>{fill(at.language, texts.notOfferedText, { organisation: nameOf(at) })}</p>
        <p class="act">
          <a class="button primary" href="/reset">
            {texts.setNew}
          </a>
        </p>
        <p>
          <a href="/">{at.language.portal.actions.backToStart}</a>
        </p>
      </>
    ),
  };
}
