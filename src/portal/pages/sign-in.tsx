import { PosternError } from '../../domain/errors.ts';
import { noticeOfDelay } from '../delays.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { leaveNotice, notice, takeNotice, type Notice } from '../notices.ts';
import { SET_UP } from '../own-methods.ts';
import { Field, Form, Submit } from '../parts/fields.tsx';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, sceneOf, show, visitorOf, type PortalPage, type Scene } from '../scene.ts';
import { placeAfterSignIn } from '../signed-in.ts';
import { NEW_PASSWORD } from './sign-in-new-password.tsx';
import type { Problem } from '../view.ts';

/** Signs in to the portal, with the password of the directory. */
export const signIn: PortalPage = (app, deps) => {
  app.get('/sign-in', async (c) => {
    const at = await sceneOf(c, deps);
    const { signIn: texts, actions } = at.language.portal;
    const next = placeAfterSignIn(c.req.query('next'));
    const left = takeNotice(c, deps.cookies);
    const problems = problemsOfSignIn(at, left);
    return show(
      c,
      { ...at, query: `next=${next}` },
      {
        title: texts.title,
        problems,
        remark: remarkOf(at, left),
        enhance: ['show-password', 'submit-once'],
        body: (
          <>
            <Lead>{texts.lead}</Lead>
            <Form action="/sign-in" token={formToken(c, deps)}>
              <input type="hidden" name="next" value={next} />
              <Field
                name="identifier"
                label={texts.identifier}
                autocomplete="username"
                inputmode="email"
                problems={problems}
              />
              <Field
                name="password"
                label={texts.password}
                type="password"
                autocomplete="current-password"
                dir="ltr"
                problems={problems}
              />
              <button
                type="button"
                class="quiet"
                hidden
                data-show-password="password"
                data-show={actions.showPassword}
                data-hide={actions.hidePassword}
              />
              <Submit>{actions.signIn}</Submit>
            </Form>
            {left?.kind === 'sign-in-failed' || left?.kind === 'too-many-tries' ? (
              <PerhapsLocked at={at} canUnlock={await canUnlock(deps, at)} />
            ) : (
              <p>
                <a href="/reset">{texts.forgot}</a>
              </p>
            )}
          </>
        ),
      },
    );
  });

  app.post('/sign-in', async (c) => {
    const fields = await readFields(c, deps, ['identifier', 'password', 'next']);
    const next = placeAfterSignIn(fields.next);
    const again = (left: Notice) => {
      leaveNotice(c, deps.cookies, left);
      return goTo(c, `/sign-in?next=${next}`);
    };
    if (fields.identifier.trim() === '' || fields.password === '') {
      return again(notice('sign-in-missing'));
    }
    const visitor = visitorOf(c, deps);
    try {
      const { identifier, password } = fields;
      const signIn = await deps.access.signIn(visitor, identifier, password, 'portal');
      if ('heldUp' in signIn) {
        deps.cookies.set(c, 'new-password', signIn.token, signIn.lifetimeSeconds);
        return goTo(c, NEW_PASSWORD);
      }
      const { token, signedIn } = signIn;
      deps.cookies.set(c, 'portal', token);
      const wanted = await deps.registration.guidance(signedIn);
      return goTo(c, wanted === null ? `/${next}` : SET_UP);
    } catch (error) {
      if (!(error instanceof PosternError)) throw error;
      const left = noticeOf(error);
      if (left === null) throw error;
      deps.noteError(c, error);
      return again(left);
    }
  });

  app.get('/sign-out', (c) => goTo(c, '/security-info'));

  app.post('/sign-out', async (c) => {
    await readFields(c, deps, []);
    const at = await sceneOf(c, deps);
    const token = deps.cookies.get(c, 'portal');
    const signedIn =
      token === null ? null : await deps.access.resume(at.visitor.tenantId, token, 'portal');
    if (signedIn !== null) await deps.access.signOut(at.visitor, signedIn);
    deps.cookies.clear(c, 'portal');
    leaveNotice(c, deps.cookies, notice('signed-out'));
    return goTo(c, '/');
  });
};

/** Null for an error that has to be thrown on. */
function noticeOf(error: PosternError): Notice | null {
  switch (error.code) {
    case 'sign-in-failed':
    case 'identifier-invalid':
      return notice('sign-in-failed');
    default:
      return noticeOfDelay(error);
  }
}

function problemsOfSignIn({ language }: Scene, left: Notice | null): Problem[] {
  const { signIn: texts } = language.portal;
  if (left?.kind === 'sign-in-missing') return [{ field: 'identifier', text: texts.missing }];
  if (left?.kind === 'sign-in-failed') return [{ field: 'identifier', text: texts.failed }];
  return [];
}

/** Said to everybody whose sign-in failed, whoever they are: whether a lock is the reason is not for strangers. */
function PerhapsLocked(props: { readonly at: Scene; readonly canUnlock: boolean }) {
  const { signIn: texts } = props.at.language.account;
  return (
    <div class="advice">
      <p>{texts.locked}</p>
      <ul>
        {props.canUnlock ? (
          <li>
            <a href="/unlock">{texts.unlock}</a>
          </li>
        ) : null}
        <li>
          <a href="/reset">{texts.reset}</a>
        </li>
      </ul>
    </div>
  );
}

async function canUnlock(deps: PortalDeps, { visitor }: Scene): Promise<boolean> {
  const offered = await deps.resets.offered(visitor.tenantId);
  return offered.unlock && offered.users;
}
