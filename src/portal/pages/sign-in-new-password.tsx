import { PosternError } from '../../domain/errors.ts';
import { fill } from '../../locales/index.ts';
import { faultOf, noticeOfChange, problemsOfCurrent } from '../change-fields.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { leaveNotice, notice, takeNotice } from '../notices.ts';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { NewPassword, newPasswordProblems } from '../parts/new-password.tsx';
import { remarkOf } from '../remark.ts';
import { goTo, sceneOf, show, visitorOf, type PortalPage } from '../scene.ts';

export const NEW_PASSWORD = '/sign-in/new-password';

/** Replaces a password that has run out, for somebody who just gave it rightly; nobody is signed in by it. */
export const signInNewPassword: PortalPage = (app, deps) => {
  app.get(NEW_PASSWORD, async (c) => {
    const at = await sceneOf(c, deps);
    const token = deps.cookies.get(c, 'new-password');
    const heldUp = token === null ? null : await deps.changes.heldUp(at.visitor, token);
    if (heldUp === null) {
      deps.cookies.clear(c, 'new-password');
      if (token !== null) leaveNotice(c, deps.cookies, notice('new-password-over'));
      return goTo(c, '/sign-in');
    }
    const { newPasswordNeeded: texts } = at.language.account;
    const isExpired = heldUp.reason === 'password-expired';
    const rules = await deps.changes.rules(heldUp.user);
    const left = takeNotice(c, deps.cookies);
    const problems = newPasswordProblems(at.language, rules, left) ?? problemsOfCurrent(at, left);
    const { username } = heldUp.user;
    return show(c, at, {
      title: isExpired ? texts.expiredTitle : texts.mustTitle,
      problems,
      remark: remarkOf(at, left),
      enhance: ['password-rules', 'show-password', 'submit-once'],
      body: (
        <>
          <Lead>{isExpired ? texts.expiredLead : texts.mustLead}</Lead>
          <p>{fill(at.language, texts.forWhom, { username })}</p>
          <Form action={NEW_PASSWORD} token={formToken(c, deps)}>
            <Field
              name="current"
              label={texts.current}
              type="password"
              autocomplete="current-password"
              dir="ltr"
              problems={problems}
            />
            <NewPassword language={at.language} rules={rules} problems={problems} />
            <Submit>{at.language.portal.password.submit}</Submit>
          </Form>
          <p>
            <a href="/reset">{texts.forgot}</a>
          </p>
        </>
      ),
    });
  });

  app.post(NEW_PASSWORD, async (c) => {
    const fields = await readFields(c, deps, ['current', 'password', 'confirmation']);
    const token = deps.cookies.get(c, 'new-password');
    if (token === null) return goTo(c, '/sign-in');
    const fault = faultOf(fields);
    if (fault !== null) {
      leaveNotice(c, deps.cookies, fault);
      return goTo(c, NEW_PASSWORD);
    }
    const { current, password } = fields;
    try {
      const changed = await deps.changes.replace(visitorOf(c, deps), token, current, password);
      deps.cookies.clear(c, 'new-password');
      const isKnown = changed === 'changed';
      leaveNotice(c, deps.cookies, notice(isKnown ? 'new-password-set' : 'change-uncertain'));
      return goTo(c, isKnown ? '/sign-in' : '/change/uncertain');
    } catch (error) {
      if (!(error instanceof PosternError)) throw error;
      const left =
        error.code === 'session-expired' ? notice('new-password-over') : noticeOfChange(error);
      if (left === null) throw error;
      deps.noteError(c, error);
      leaveNotice(c, deps.cookies, left);
      return goTo(c, left.kind === 'new-password-over' ? '/sign-in' : NEW_PASSWORD);
    }
  });
};
