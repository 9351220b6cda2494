import type { Context } from 'hono';
import { fill, fillCounted } from '../../locales/index.ts';
import type { Guidance } from '../../services/registration/registration-service.ts';
import { nameOfMethod } from '../enrolments/words.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { leaveNotice, notice, takeNotice } from '../notices.ts';
import { asOwner, OWN_METHODS, type OwnScene, SET_UP } from '../own-methods.ts';
import { Form } from '../parts/fields.tsx';
import { Contacts, Registered } from '../parts/own-methods.tsx';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, nameOf, show, type PortalPage } from '../scene.ts';
import type { ErrandView } from '../view.ts';
import { FINISH, WAY_BACK } from './hand-over.tsx';

/** What a sign-in asks for before it goes on: what is missing, or whether everything is still right. */
export const securityInfoSetUp: PortalPage = (app, deps) => {
  app.get(SET_UP, (c) =>
    asOwner(c, deps, 'set-up', async (scene) => {
      const wanted = await deps.registration.guidance(scene.signedIn);
      if (wanted === null) {
        return scene.at.errand ? showDone(c, deps, scene, scene.at.errand) : goTo(c, OWN_METHODS);
      }
      return wanted.wants === 'confirmation'
        ? showConfirmation(c, deps, scene)
        : showMissing(c, deps, scene, wanted);
    }),
  );

  app.post(`${SET_UP}/skip`, async (c) => {
    await readFields(c, deps, []);
    return asOwner(c, deps, 'set-up', async ({ at, signedIn }) => {
      if (!(await deps.registration.putOff(at.visitor, signedIn))) return goTo(c, SET_UP);
      if (signedIn.handOverId !== null) {
        await deps.handOvers.finish(at.visitor, signedIn, true);
        deps.cookies.clear(c, 'portal');
        return goTo(c, WAY_BACK);
      }
      leaveNotice(c, deps.cookies, notice('put-off'));
      return goTo(c, OWN_METHODS);
    });
  });
};

/** Nothing is missing any more, and another page waits. */
function showDone(
  c: Context,
  deps: PortalDeps,
  { at }: OwnScene,
  { host, formToken: token }: ErrandView,
): Response | Promise<Response> {
  const { handOver: texts } = at.language;
  return show(
    c,
    { ...at, errand: null },
    {
      title: texts.doneTitle,
      outcome: 'good',
      remark: remarkOf(at, takeNotice(c, deps.cookies)),
      enhance: ['submit-once'],
      body: (
        <>
          <p>{texts.doneText}</p>
          <Form action={FINISH} token={token}>
            <button type="submit" class="primary">
              {fill(at.language, texts.leave, { host })}
            </button>
          </Form>
        </>
      ),
    },
  );
}

async function showMissing(
  c: Context,
  deps: PortalDeps,
  { at, signedIn }: OwnScene,
  wanted: Extract<Guidance, { wants: 'registration' }>,
): Promise<Response> {
  const { setUp: texts } = at.language.registration;
  const token = formToken(c, deps);
  const own = await deps.registration.overview(signedIn);
  const [first, ...others] = wanted.missing;
  return show(c, at, {
    title: texts.title,
    remark: remarkOf(at, takeNotice(c, deps.cookies)),
    enhance: ['submit-once'],
    body: (
      <>
        <Lead>{fill(at.language, texts.lead, { organisation: nameOf(at) })}</Lead>
        {first === undefined ? (
          <p>{texts.nothing}</p>
        ) : (
          <>
            {others.length === 0 ? null : (
              <ol>
                {[first, ...others].map((methodId) => (
                  <li>{nameOfMethod(at.language, methodId)}</li>
                ))}
              </ol>
            )}
            <Form action={`${OWN_METHODS}/add`} token={token}>
              <input type="hidden" name="method" value={first} />
              <button type="submit" class="primary">
                {fill(at.language, texts.step, { name: nameOfMethod(at.language, first) })}
              </button>
            </Form>
            {own.addable.length > 1 ? (
              <p>
                <a href={`${OWN_METHODS}/add`}>{texts.other}</a>
              </p>
            ) : null}
          </>
        )}
        <PutOff at={at} wanted={wanted} token={token} />
        <Contacts at={at} own={own} />
      </>
    ),
  });
}

function PutOff({
  at,
  wanted,
  token,
}: {
  readonly at: OwnScene['at'];
  readonly wanted: Extract<Guidance, { wants: 'registration' }>;
  readonly token: string;
}) {
  const { setUp: texts } = at.language.registration;
  if (!wanted.maySkip) return <p class="hint">{texts.required}</p>;
  return (
    <Form action={`${SET_UP}/skip`} token={token} class="cancel">
      <button type="submit" class="quiet">
        {texts.skip}
      </button>
      {wanted.missing.length === 0 ? null : (
        <p class="hint">{fillCounted(at.language, texts.skipsLeft, wanted.skipsLeft, {})}</p>
      )}
    </Form>
  );
}

async function showConfirmation(
  c: Context,
  deps: PortalDeps,
  { at, signedIn }: OwnScene,
): Promise<Response> {
  const { setUp: texts, list } = at.language.registration;
  const own = await deps.registration.overview(signedIn);
  return show(c, at, {
    title: texts.confirmTitle,
    remark: remarkOf(at, takeNotice(c, deps.cookies)),
    enhance: ['submit-once'],
    body: (
      <>
        <Lead>{texts.confirmLead}</Lead>
        <Registered at={at} own={{ ...own, addable: [] }} now={deps.clock.now()} />
        <Contacts at={at} own={own} />
        <Form action={`${OWN_METHODS}/confirm`} token={formToken(c, deps)}>
          <button type="submit" class="primary">
            {list.confirm}
          </button>
        </Form>
        <p>
          <a href={OWN_METHODS}>{texts.confirmChange}</a>
        </p>
      </>
    ),
  });
}
