import { PosternError } from '../../domain/errors.ts';
import { noticeOfDelay } from '../delays.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { CONTINUE, keepReset } from '../journey.ts';
import { leaveNotice, notice, takeNotice, type Notice } from '../notices.ts';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { remarkOf } from '../remark.ts';
import { goTo, sceneOf, show, visitorOf, type PortalPage, type Scene } from '../scene.ts';
import type { Problem } from '../view.ts';

/** Where a sealed code opens a reset. No page links here: its address stands on the sheet. */
export const breakGlass: PortalPage = (app, deps) => {
  app.get('/break-glass', async (c) => {
    const at = await sceneOf(c, deps);
    const { breakGlass: texts } = at.language.portal;
    const left = takeNotice(c, deps.cookies);
    const problems = problemsOf(at, left);
    return show(c, at, {
      title: texts.title,
      problems,
      remark: remarkOf(at, left),
      enhance: ['submit-once'],
      body: (
        <>
          <Lead>{texts.lead}</Lead>
          <p>{texts.alarm}</p>
          <Form action="/break-glass" token={formToken(c, deps)}>
            <Field
              name="identifier"
              label={texts.identifier}
              autocomplete="username"
              inputmode="email"
              problems={problems}
            />
            <Field
              name="code"
              label={texts.code}
              hint={texts.codeHint}
              autocomplete="off"
              dir="ltr"
              class="code"
              problems={problems}
            />
            <Submit>{texts.submit}</Submit>
          </Form>
        </>
      ),
    });
  });

  app.post('/break-glass', async (c) => {
    const fields = await readFields(c, deps, ['identifier', 'code']);
    const visitor = visitorOf(c, deps);
    try {
      const opened = await deps.breakGlass.open(visitor, fields.identifier, fields.code);
      keepReset(c, deps, opened.token, opened.expiresAt);
      return goTo(c, CONTINUE);
    } catch (error) {
      if (!(error instanceof PosternError)) throw error;
      const left = noticeOf(error);
      if (left === null) throw error;
      deps.noteError(c, error);
      leaveNotice(c, deps.cookies, left);
      return goTo(c, '/break-glass');
    }
  });
};

/** Null for an error that has to be thrown on. */
function noticeOf(error: PosternError): Notice | null {
  switch (error.code) {
    case 'break-glass-mistyped':
      return notice('break-glass-mistyped');
    case 'break-glass-refused':
      return notice('break-glass-refused');
    default:
      return noticeOfDelay(error);
  }
}

function problemsOf({ language }: Scene, left: Notice | null): Problem[] {
  const { breakGlass: texts } = language.portal;
  if (left?.kind === 'break-glass-mistyped') return [{ field: 'code', text: texts.mistyped }];
  if (left?.kind === 'break-glass-refused') return [{ field: 'code', text: texts.refused }];
  return [];
}
