import type { Context } from 'hono';
import { fillCounted } from '../../locales/index.ts';
import type { RegistrationOverview } from '../../services/registration/registration-service.ts';
import type { EnrolmentScene } from '../enrolments/enrolment-page.ts';
import { enrolmentPages } from '../enrolments/index.ts';
import { hintOfMethod, nameOfMethod } from '../enrolments/words.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { leaveNotice, notice, takeNotice } from '../notices.ts';
import { asOwner, OWN_METHODS, type OwnScene, problemsOfFaults } from '../own-methods.ts';
import { Form, Submit } from '../parts/fields.tsx';
import { MethodChoices } from '../parts/method-choices.tsx';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, show, type PortalPage } from '../scene.ts';
import type { Problem, Surroundings } from '../view.ts';

const ADD = `${OWN_METHODS}/add`;

/** Adds a method: which one, and what has to be known before it can begin. */
export const securityInfoAdd: PortalPage = (app, deps) => {
  app.get(ADD, (c) =>
    asOwner(c, deps, 'add', async ({ at, signedIn }) => {
      await deps.registration.requireProof(signedIn);
      const own = await deps.registration.overview(signedIn);
      const { choose } = at.language.registration;
      const left = takeNotice(c, deps.cookies);
      const [first] = own.addable;
      const problems =
        left?.kind === 'method-missing'
          ? [{ field: `method-${first?.methodId}`, text: choose.missing }]
          : [];
      return show(c, at, {
        title: choose.title,
        problems,
        remark: remarkOf(at, left),
        enhance: ['submit-once'],
        body: (
          <>
            <Lead>{choose.lead}</Lead>
            {own.addable.length === 0 ? (
              <p>{choose.nothing}</p>
            ) : (
              <Choices at={at} own={own} token={formToken(c, deps)} problems={problems} />
            )}
            <Hold at={at} own={own} />
            <p>
              <a href={OWN_METHODS}>{choose.back}</a>
            </p>
          </>
        ),
      });
    }),
  );

  app.post(ADD, async (c) => {
    const { method } = await readFields(c, deps, ['method']);
    return asOwner(c, deps, 'add', async (scene) => {
      if (method === '') {
        leaveNotice(c, deps.cookies, notice('method-missing'));
        return goTo(c, ADD);
      }
      const { page } = await deps.registration.addable(scene.signedIn, method);
      if (enrolmentPages[page].before !== null) return goTo(c, `${ADD}/${method}`);
      return beginWith(c, deps, scene, method, {});
    });
  });

  app.get(`${ADD}/:method`, (c) => {
    const method = c.req.param('method');
    return asOwner(c, deps, `add/${method}`, async (scene) => {
      await deps.registration.requireProof(scene.signedIn);
      return showBefore(c, deps, scene, method, {}, []);
    });
  });

  app.post(`${ADD}/:method`, (c) => {
    const method = c.req.param('method');
    return asOwner(c, deps, `add/${method}`, async (scene) => {
      const { page } = await deps.registration.addable(scene.signedIn, method);
      const drawn = await sceneBefore(c, deps, scene, method, {}, []);
      const fields = enrolmentPages[page].before?.fields(drawn) ?? [];
      const typed = await readFields(c, deps, fields);
      return beginWith(c, deps, scene, method, typed);
    });
  });
};

async function beginWith(
  c: Context,
  deps: PortalDeps,
  scene: OwnScene,
  method: string,
  typed: Readonly<Record<string, string>>,
): Promise<Response> {
  const { at, signedIn } = scene;
  const begun = await deps.registration.begin(at.visitor, signedIn, method, typed);
  if (begun.ok) return goTo(c, `${OWN_METHODS}/enrolments/${begun.enrolmentId}`);
  return showBefore(c, deps, scene, method, typed, problemsOfFaults(at.language, begun.faults));
}

async function sceneBefore(
  c: Context,
  deps: PortalDeps,
  { at, signedIn }: OwnScene,
  methodId: string,
  typed: Readonly<Record<string, string>>,
  problems: readonly Problem[],
): Promise<EnrolmentScene> {
  const { settings } = await deps.registration.addable(signedIn, methodId);
  return {
    at,
    methodId,
    user: signedIn.user,
    settings,
    action: `${ADD}/${methodId}`,
    token: formToken(c, deps),
    typed,
    problems,
    now: deps.clock.now(),
  };
}

async function showBefore(
  c: Context,
  deps: PortalDeps,
  scene: OwnScene,
  methodId: string,
  typed: Readonly<Record<string, string>>,
  problems: readonly Problem[],
): Promise<Response> {
  const { page } = await deps.registration.addable(scene.signedIn, methodId);
  const { before } = enrolmentPages[page];
  if (before === null) return goTo(c, ADD);
  const drawn = await sceneBefore(c, deps, scene, methodId, typed, problems);
  const view = before.draw(drawn);
  return show(c, scene.at, {
    ...view,
    problems,
    remark: remarkOf(scene.at, takeNotice(c, deps.cookies)),
    body: (
      <>
        {view.body}
        <p>
          <a href={ADD}>{scene.at.language.registration.setUp.other}</a>
        </p>
      </>
    ),
  });
}

function Choices(props: {
  readonly at: Surroundings;
  readonly own: RegistrationOverview;
  readonly token: string;
  readonly problems: readonly Problem[];
}) {
  const { language } = props.at;
  const { choose } = language.registration;
  return (
    <Form action={ADD} token={props.token}>
      <MethodChoices
        legend={choose.legend}
        wrong={props.problems.length > 0 ? [choose.missing] : []}
        choices={props.own.addable.map(({ methodId }) => ({
          methodId,
          label: nameOfMethod(language, methodId),
          hint: hintOfMethod(language, methodId),
        }))}
      />
      <Submit>{language.portal.actions.next}</Submit>
    </Form>
  );
}

/** That it will wait, and what can be done about it. */
function Hold({ at, own }: { readonly at: Surroundings; readonly own: RegistrationOverview }) {
  const { choose } = at.language.registration;
  if (own.holdHours === 0 || own.addable.length === 0) return null;
  return (
    <p class="hint">
      {fillCounted(at.language, choose.wait, own.holdHours, {})}{' '}
      {own.mayVouch ? <a href={`${OWN_METHODS}/prove?next=add`}>{choose.vouch}</a> : null}
    </p>
  );
}
