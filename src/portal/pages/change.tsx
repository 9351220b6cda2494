import { PosternError } from '../../domain/errors.ts';
import { normalisePassword } from '../../domain/password/index.ts';
import { fill } from '../../locales/index.ts';
import type { Visitor } from '../../services/visitor.ts';
import type { SignedInUser } from '../../services/access/access-service.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { refusalNotice } from '../journey.ts';
import { leaveNotice, minutesToWait, notice, takeNotice, type Notice } from '../notices.ts';
import { SET_UP } from '../own-methods.ts';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { NewPassword, newPasswordProblems } from '../parts/new-password.tsx';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, nameOf, sceneOf, show, type PortalPage, type Scene } from '../scene.ts';
import { askToSignIn, signedInOf } from '../signed-in.ts';
import type { Problem } from '../view.ts';

/** Changes a password that is known, for somebody who is signed in. */
export const change: PortalPage = (app, deps) => {
  app.get('/change', async (c) => {
    const at = await sceneOf(c, deps);
    const signedIn = await signedInOf(c, deps, at);
    if (signedIn === null) return askToSignIn(c, deps, 'change');
    if (signedIn.handOverId !== null) return goTo(c, SET_UP);
    const { change: texts } = at.language.portal;
    const rules = await deps.changes.rules(at.visitor.tenantId);
    const left = takeNotice(c, deps.cookies);
    const problems = newPasswordProblems(at.language, rules, left) ?? problemsOfCurrent(at, left);
    return show(c, at, {
      title: texts.title,
      problems,
      remark: remarkOf(at, left),
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
    if (left.kind !== 'changed') return goTo(c, '/change');
    // The change ended every session of this person, this one too.
    deps.cookies.clear(c, 'portal');
    return goTo(c, '/change/done');
  });

  app.get('/change/done', async (c) => {
    if (takeNotice(c, deps.cookies)?.kind !== 'changed') return goTo(c, '/change');
    const at = await sceneOf(c, deps);
    const { change: texts, ended, actions } = at.language.portal;
    return show(c, at, {
      title: texts.doneTitle,
      outcome: 'good',
      body: (
        <>
          <p>{fill(at.language, ended.doneText, { organisation: nameOf(at) })}</p>
          <p>{ended.doneDevices}</p>
          <p>
            <a href="/">{actions.backToStart}</a>
          </p>
        </>
      ),
    });
  });
};

interface ChangeFields {
  readonly current: string;
  readonly password: string;
  readonly confirmation: string;
}

function faultOf({ current, password, confirmation }: ChangeFields): Notice | null {
  if (current === '') return notice('current-missing');
  if (password === '') return notice('password-missing');
  return normalisePassword(password) === normalisePassword(confirmation)
    ? null
    : notice('password-differ');
}

async function tryChange(
  deps: PortalDeps,
  visitor: Visitor,
  signedIn: SignedInUser,
  fields: ChangeFields,
  note: (error: PosternError) => void,
): Promise<Notice> {
  try {
    await deps.changes.change(visitor, signedIn.user.ref, fields.current, fields.password);
    return notice('changed');
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    const left = noticeOf(error);
    if (left === null) throw error;
    note(error);
    return left;
  }
}

/** Null for an error that has to be thrown on. */
function noticeOf(error: PosternError): Notice | null {
  switch (error.code) {
    case 'sign-in-failed':
      return notice('current-wrong');
    case 'password-refused':
      return refusalNotice('password-refused', error);
    case 'too-many-requests':
      return notice('too-many-tries', { minutes: minutesToWait(error.retryAfterSeconds) });
    case 'busy':
    case 'unavailable':
      return notice('unavailable');
    default:
      return null;
  }
}

function problemsOfCurrent({ language }: Scene, left: Notice | null): Problem[] {
  const { change: texts } = language.portal;
  if (left?.kind === 'current-missing') return [{ field: 'current', text: texts.currentMissing }];
  if (left?.kind === 'current-wrong') return [{ field: 'current', text: texts.currentWrong }];
  return [];
}
