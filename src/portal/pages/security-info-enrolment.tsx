import type { Context } from 'hono';
import { fillCounted } from '../../locales/index.ts';
import type { OpenEnrolment } from '../../services/registration/registration-service.ts';
import type { BegunScene } from '../enrolments/enrolment-page.ts';
import { enrolmentPages } from '../enrolments/index.ts';
import { formToken, readFields } from '../forms.ts';
import { leaveNotice, notice, takeNotice } from '../notices.ts';
import { asOwner, OWN_METHODS, type OwnScene, problemsOfFaults } from '../own-methods.ts';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, show, type PortalPage } from '../scene.ts';
import type { Problem } from '../view.ts';

const ENROLMENT = `${OWN_METHODS}/enrolments`;

/** What was begun, until its answer came. */
export const securityInfoEnrolment: PortalPage = (app, deps) => {
  app.get(`${ENROLMENT}/:id`, (c) =>
    asOwner(c, deps, 'add', async (scene) => {
      const open = await deps.registration.opened(scene.signedIn, c.req.param('id'));
      return open === null ? over(c, deps) : showOpen(c, deps, scene, open, {}, []);
    }),
  );

  app.post(`${ENROLMENT}/:id`, (c) =>
    asOwner(c, deps, 'add', async (scene) => {
      const { at, signedIn } = scene;
      const open = await deps.registration.opened(signedIn, c.req.param('id'));
      if (open === null) return over(c, deps);
      const { after } = enrolmentPages[open.page];
      const drawn = sceneOfOpen(c, deps, scene, open, {}, []);
      const fields = after.fields(drawn);
      const typed = await readFields(c, deps, fields);
      // An empty code is no guess, and costs none.
      if (fields.includes('code') && (typed['code'] ?? '').trim() === '') {
        const { missing } = at.language.registration.confirming;
        return showOpen(c, deps, scene, open, typed, [{ field: 'code', text: missing }]);
      }
      const complete = after.complete?.(drawn, typed) ?? typed;
      const done = await deps.registration.finish(at.visitor, signedIn, open.id, complete);
      if (!done.ok) {
        if (done.over && done.faults.length === 0) return over(c, deps);
        const problems = problemsWithTries(drawn, after.labelOf, done);
        return showOpen(
          c,
          deps,
          scene,
          { ...open, attemptsLeft: done.attemptsLeft },
          typed,
          problems,
        );
      }
      const waits = done.usableFrom > deps.clock.now();
      leaveNotice(c, deps.cookies, notice(waits ? 'registered-waiting' : 'registered'));
      const next = await deps.registration.guidance(signedIn);
      return goTo(c, next?.wants === 'registration' ? `${OWN_METHODS}/set-up` : OWN_METHODS);
    }),
  );
};

function over(c: Context, deps: PortalDeps): Response {
  leaveNotice(c, deps.cookies, notice('begin-again'));
  return goTo(c, `${OWN_METHODS}/add`);
}

function sceneOfOpen(
  c: Context,
  deps: PortalDeps,
  { at, signedIn }: OwnScene,
  open: OpenEnrolment,
  typed: Readonly<Record<string, string>>,
  problems: readonly Problem[],
): BegunScene {
  const { methodId, shown, settings, attemptsLeft, expiresAt } = open;
  return {
    at,
    methodId,
    user: signedIn.user,
    settings,
    action: `${ENROLMENT}/${open.id}`,
    token: formToken(c, deps),
    typed,
    problems,
    now: deps.clock.now(),
    shown,
    attemptsLeft,
    expiresAt,
  };
}

function showOpen(
  c: Context,
  deps: PortalDeps,
  scene: OwnScene,
  open: OpenEnrolment,
  typed: Readonly<Record<string, string>>,
  problems: readonly Problem[],
): Response | Promise<Response> {
  const { at } = scene;
  const { after } = enrolmentPages[open.page];
  const view = after.draw(sceneOfOpen(c, deps, scene, open, typed, problems));
  const { confirming } = at.language.registration;
  return show(c, at, {
    ...view,
    problems,
    remark: remarkOf(at, takeNotice(c, deps.cookies)),
    body: (
      <>
        {view.body}
        <p>
          <a href={`${OWN_METHODS}/add`}>{confirming.again}</a>
        </p>
      </>
    ),
  });
}

const FEW_TRIES = 2;

/** Each says which field it is about; the first one how many tries are left, after a guess or near the end. */
function problemsWithTries(
  scene: BegunScene,
  labelOf: ((scene: BegunScene, field: string) => string | null) | undefined,
  done: { readonly faults: Parameters<typeof problemsOfFaults>[1]; readonly attemptsLeft: number },
): Problem[] {
  const { language } = scene.at;
  const { confirming } = language.registration;
  const { faults, attemptsLeft } = done;
  const isGuess = faults.some(({ code }) => code === 'code-wrong');
  const tries =
    attemptsLeft === 0
      ? confirming.noMore
      : fillCounted(language, confirming.triesLeft, attemptsLeft, {});
  const told = isGuess || attemptsLeft <= FEW_TRIES ? ` ${tries}` : '';
  return problemsOfFaults(language, faults).map(({ field, text }, index) => {
    const label = labelOf?.(scene, field) ?? null;
    const named = label === null ? text : `${label}: ${text}`;
    return { field, text: index === 0 ? `${named}${told}` : named, beside: text };
  });
}
