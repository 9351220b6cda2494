import type { Context } from 'hono';
import { PosternError } from '../../domain/errors.ts';
import { fill, fillCounted } from '../../locales/index.ts';
import type { OpenStepUp } from '../../services/registration/step-up-service.ts';
import { nameOfMethod } from '../enrolments/words.ts';
import { noticeOfDelay } from '../delays.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { leaveNotice, notice, takeNotice, type Notice } from '../notices.ts';
import { asOwner, OWN_METHODS, type OwnScene, pathOf, placeAfterProof } from '../own-methods.ts';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { PasskeyForm } from '../parts/passkey-form.tsx';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, show, type PortalPage, type Scene } from '../scene.ts';
import { methodWords } from '../steps/method-words.ts';
import type { Problem } from '../view.ts';

const PROVE = `${OWN_METHODS}/prove`;

/** Proves again who somebody is, before anything of theirs is changed: with the password, or with an older method. */
export const securityInfoProve: PortalPage = (app, deps) => {
  app.get(PROVE, (c) =>
    asOwner(c, deps, '', (scene) => showWays(c, deps, scene, placeAfterProof(c.req.query('next')))),
  );

  app.post(PROVE, async (c) => {
    const { password, ...fields } = await readFields(c, deps, ['password', 'next']);
    const next = placeAfterProof(fields.next);
    const again = (left: Notice) => {
      leaveNotice(c, deps.cookies, left);
      return goTo(c, withNext(PROVE, next));
    };
    return asOwner(c, deps, next, async ({ at, signedIn }) => {
      if (password === '') return again(notice('current-missing'));
      try {
        const { token } = await deps.access.reauthenticate(
          at.visitor,
          signedIn,
          password,
          'portal',
        );
        deps.cookies.set(c, 'portal', token);
        return goTo(c, pathOf(next));
      } catch (error) {
        if (!(error instanceof PosternError)) throw error;
        const left = noticeOfPassword(error);
        if (left === null) throw error;
        deps.noteError(c, error);
        return again(left);
      }
    });
  });

  app.post(`${PROVE}/method`, async (c) => {
    const { method, ...fields } = await readFields(c, deps, ['method', 'next']);
    const next = placeAfterProof(fields.next);
    return asOwner(c, deps, next, async ({ at, signedIn }) => {
      const id = await deps.stepUps.begin(at.visitor, signedIn, method);
      return goTo(c, withNext(`${PROVE}/${id}`, next));
    });
  });

  app.get(`${PROVE}/:id`, (c) => {
    const next = placeAfterProof(c.req.query('next'));
    return asOwner(c, deps, next, async (scene) => {
      const open = await deps.stepUps.opened(scene.signedIn, c.req.param('id'));
      return open === null ? over(c, deps, next) : showOpen(c, deps, scene, open, next);
    });
  });

  app.post(`${PROVE}/:id`, async (c) => {
    const { code, ...fields } = await readFields(c, deps, ['code', 'next']);
    const next = placeAfterProof(fields.next);
    const id = c.req.param('id');
    return asOwner(c, deps, next, async ({ at, signedIn }) => {
      if (code.trim() === '') {
        leaveNotice(c, deps.cookies, notice('code-missing'));
        return goTo(c, withNext(`${PROVE}/${id}`, next));
      }
      const result = await deps.stepUps.prove(at.visitor, signedIn, id, code);
      if (!result.accepted) {
        if (result.over) return over(c, deps, next);
        leaveNotice(c, deps.cookies, notice('code-wrong'));
        return goTo(c, withNext(`${PROVE}/${id}`, next));
      }
      deps.cookies.set(c, 'portal', result.token);
      leaveNotice(c, deps.cookies, notice('proved'));
      return goTo(c, pathOf(next));
    });
  });
};

function withNext(path: string, next: string): string {
  return next === '' ? path : `${path}?next=${encodeURIComponent(next)}`;
}

function over(c: Context, deps: PortalDeps, next: string): Response {
  leaveNotice(c, deps.cookies, notice('begin-again'));
  return goTo(c, withNext(PROVE, next));
}

/** Null for an error that has to be thrown on. */
function noticeOfPassword(error: PosternError): Notice | null {
  switch (error.code) {
    case 'sign-in-failed':
      return notice('current-wrong');
    default:
      return noticeOfDelay(error);
  }
}

async function showWays(
  c: Context,
  deps: PortalDeps,
  { at, signedIn }: OwnScene,
  next: string,
): Promise<Response> {
  const { prove: texts } = at.language.registration;
  const own = await deps.registration.overview(signedIn);
  const methods = await deps.stepUps.methods(signedIn);
  const left = takeNotice(c, deps.cookies);
  const problems = problemsOfPassword(at, left);
  const token = formToken(c, deps);
  return show(
    c,
    { ...at, query: queryOf(next) },
    {
      title: texts.title,
      problems,
      remark: remarkOf(at, left),
      enhance: ['show-password', 'submit-once'],
      body: (
        <>
          <Lead>{own.mustVouch ? at.language.handOver.proveLead : texts.lead}</Lead>
          {own.mustVouch ? null : (
            <Form action={PROVE} token={token}>
              <input type="hidden" name="next" value={next} />
              <Field
                name="password"
                label={texts.passwordLabel}
                hint={texts.passwordHint}
                type="password"
                autocomplete="current-password"
                dir="ltr"
                problems={problems}
              />
              <Submit>{at.language.portal.actions.next}</Submit>
            </Form>
          )}
          {methods.length === 0 ? null : (
            <section class="part">
              <h2>{own.mustVouch ? at.language.handOver.proveWays : texts.other}</h2>
              {own.mayVouch && !own.mustVouch ? <p class="hint">{texts.leadVouch}</p> : null}
              {methods.map((methodId) => (
                <Form action={`${PROVE}/method`} token={token} class="other">
                  <input type="hidden" name="next" value={next} />
                  <input type="hidden" name="method" value={methodId} />
                  <button type="submit" class="secondary">
                    {methodWords(at.language, methodId).label}
                  </button>
                </Form>
              ))}
            </section>
          )}
          <p>
            <a href={OWN_METHODS}>{at.language.registration.choose.back}</a>
          </p>
        </>
      ),
    },
  );
}

function queryOf(next: string): string {
  return next === '' ? '' : `next=${encodeURIComponent(next)}`;
}

function problemsOfPassword({ language }: Scene, left: Notice | null): Problem[] {
  const { prove: texts } = language.registration;
  if (left?.kind === 'current-missing') {
    return [{ field: 'password', text: texts.missingPassword }];
  }
  return left?.kind === 'current-wrong' ? [{ field: 'password', text: texts.wrongPassword }] : [];
}

function showOpen(
  c: Context,
  deps: PortalDeps,
  { at }: OwnScene,
  open: OpenStepUp,
  next: string,
): Response | Promise<Response> {
  const { prove: texts } = at.language.registration;
  const left = takeNotice(c, deps.cookies);
  const problems = problemsOfCode(at, left, open);
  const isPasskey = open.ask === 'passkey';
  return show(
    c,
    { ...at, query: queryOf(next) },
    {
      title: isPasskey ? at.language.methods.asks.passkey.title : texts.codeTitle,
      problems,
      remark: remarkOf(at, left),
      enhance: isPasskey ? ['passkey', 'submit-once'] : ['code-input', 'submit-once'],
      body: (
        <>
          {isPasskey ? (
            <AskPasskey at={at} open={open} next={next} token={formToken(c, deps)} />
          ) : (
            <AskCode
              at={at}
              open={open}
              next={next}
              token={formToken(c, deps)}
              problems={problems}
            />
          )}
          <p>
            <a href={withNext(PROVE, next)}>{texts.other}</a>
          </p>
        </>
      ),
    },
  );
}

interface AskProps {
  readonly at: Scene;
  readonly open: OpenStepUp;
  readonly next: string;
  readonly token: string;
}

function AskCode({ at, open, next, token, problems }: AskProps & { problems: Problem[] }) {
  const { prove: texts } = at.language.registration;
  const { destination, methodId } = open;
  const isNumber = open.isSent || methodId === 'app-code';
  return (
    <>
      <Lead>
        {destination === null
          ? fill(at.language, texts.heldLead, { name: nameOfMethod(at.language, methodId) })
          : fill(at.language, texts.sentLead, { destination })}
      </Lead>
      <Form action={`${PROVE}/${open.id}`} token={token}>
        <input type="hidden" name="next" value={next} />
        <Field
          name="code"
          label={texts.codeLabel}
          autocomplete="one-time-code"
          {...(isNumber ? { inputmode: 'numeric' as const } : {})}
          class={isNumber ? 'code' : 'code small'}
          dir="ltr"
          problems={problems}
        />
        <Submit>{at.language.portal.actions.next}</Submit>
      </Form>
    </>
  );
}

function AskPasskey({ at, open, next, token }: AskProps) {
  const { methods, passkeys } = at.language;
  const texts = methods.asks.passkey;
  return (
    <>
      <Lead>{texts.lead}</Lead>
      <PasskeyForm
        action={`${PROVE}/${open.id}`}
        token={token}
        ceremony="get"
        options={open.prompt}
        field="code"
        texts={{ ...passkeys, action: texts.action, unavailable: texts.unavailable }}
      >
        <input type="hidden" name="next" value={next} />
      </PasskeyForm>
    </>
  );
}

function problemsOfCode({ language }: Scene, left: Notice | null, open: OpenStepUp): Problem[] {
  const { prove: texts, confirming } = language.registration;
  const field = open.ask === 'passkey' ? 'passkey' : 'code';
  if (left?.kind === 'code-missing') return [{ field, text: confirming.missing }];
  if (left?.kind !== 'code-wrong') return [];
  const tries = fillCounted(language, confirming.triesLeft, open.attemptsLeft, {});
  return [{ field, text: `${texts.wrong} ${tries}`, beside: texts.wrong }];
}
