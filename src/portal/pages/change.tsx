import { PosternError } from '../../domain/errors.ts';
import { fill } from '../../locales/index.ts';
import type { Visitor } from '../../services/visitor.ts';
import type { SignedInUser } from '../../services/access/access-service.ts';
import { type ChangeFields, faultOf, noticeOfChange, problemsOfCurrent } from '../change-fields.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { leaveNotice, notice, takeNotice, type Notice } from '../notices.ts';
import { SET_UP } from '../own-methods.ts';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { BackToStart, notAllowedView, tooYoung, uncertainView } from '../parts/change-outcomes.tsx';
import { NewPassword, newPasswordProblems } from '../parts/new-password.tsx';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, nameOf, sceneOf, show, type PortalPage } from '../scene.ts';
import { askToSignIn, signedInOf } from '../signed-in.ts';

/** Changes a password that is known, for somebody who is signed in. */
export const change: PortalPage = (app, deps) => {
  app.get('/change', async (c) => {
    const at = await sceneOf(c, deps);
    const signedIn = await signedInOf(c, deps, at);
    if (signedIn === null) return askToSignIn(c, deps, 'change');
    if (signedIn.handOverId !== null) return goTo(c, SET_UP);
    const { change: texts } = at.language.portal;
    const { user } = signedIn;
    if (!user.account.mayChangePassword) return show(c, at, notAllowedView(at));
    const rules = await deps.changes.rules(user);
    const left = takeNotice(c, deps.cookies);
    const problems = newPasswordProblems(at.language, rules, left) ?? problemsOfCurrent(at, left);
    return show(c, at, {
      title: texts.title,
      problems,
      remark: remarkOf(at, left) ?? tooYoung(at, rules, deps.clock.now()),
      enhance: ['password-rules', 'show-password', 'submit-once'],
      body: (
        <>
          <Lead>{texts.lead}</Lead>
          <Form action="/change" token={formToken(c, deps)}>
            <Field
              name="current"
              label={texts.current}
              type="password"
              autocomplete="current-password"
              dir="ltr"
              problems={problems}
            />
            <NewPassword language={at.language} rules={rules} problems={problems} />
            <Submit>{texts.submit}</Submit>
          </Form>
        </>
      ),
    });
  });

  app.post('/change', async (c) => {
    const fields = await readFields(c, deps, ['current', 'password', 'confirmation']);
    const at = await sceneOf(c, deps);
    const signedIn = await signedInOf(c, deps, at);
    if (signedIn === null) return askToSignIn(c, deps, 'change');
    if (signedIn.handOverId !== null) return goTo(c, SET_UP);
    const left =
      faultOf(fields) ??
      (await tryChange(deps, at.visitor, signedIn, fields, (e) => deps.noteError(c, e)));
    leaveNotice(c, deps.cookies, left);
    if (left.kind === 'change-uncertain') {
      deps.cookies.clear(c, 'portal');
      return goTo(c, '/change/uncertain');
    }
    if (left.kind !== 'changed') return goTo(c, '/change');
    // The change ended every session of this person, this one too.
    deps.cookies.clear(c, 'portal');
    return goTo(c, '/change/done');
  });

  app.get('/change/done', async (c) => {
    if (takeNotice(c, deps.cookies)?.kind !== 'changed') return goTo(c, '/change');
    const at = await sceneOf(c, deps);
    const { change: texts, ended } = at.language.portal;
    return show(c, at, {
      title: texts.doneTitle,
      outcome: 'good',
      body: (
        <>
          <p>{fill(at.language, ended.doneText, { organisation: nameOf(at) })}</p>
          <p>{ended.doneDevices}</p>
          <BackToStart at={at} />
        </>
      ),
    });
  });

  app.get('/change/uncertain', async (c) => {
    if (takeNotice(c, deps.cookies)?.kind !== 'change-uncertain') return goTo(c, '/change');
    const at = await sceneOf(c, deps);
    return show(c, at, uncertainView(at));
  });
};

async function tryChange(
  deps: PortalDeps,
  visitor: Visitor,
  signedIn: SignedInUser,
  fields: ChangeFields,
  note: (error: PosternError) => void,
): Promise<Notice> {
  try {
    const { current, password } = fields;
    const changed = await deps.changes.change(visitor, signedIn.user.ref, current, password);
    return notice(changed === 'changed' ? 'changed' : 'change-uncertain');
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    const left = noticeOfChange(error);
    if (left === null) throw error;
    note(error);
    return left;
  }
}
