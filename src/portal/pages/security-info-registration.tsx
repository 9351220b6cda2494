import type { Context } from 'hono';
import { PosternError } from '../../domain/errors.ts';
import { fill } from '../../locales/index.ts';
import type { RegisteredMethod } from '../../services/registration/registration-service.ts';
import { nameOfMethod } from '../enrolments/words.ts';
import { formToken, readFields } from '../forms.ts';
import { leaveNotice, notice, takeNotice } from '../notices.ts';
import { asOwner, OWN_METHODS, type OwnScene, problemsOfFaults } from '../own-methods.ts';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { Details, ownName } from '../parts/own-methods.tsx';
import type { PortalDeps } from '../ports.ts';
import { remarkOf } from '../remark.ts';
import { goTo, show, type PortalPage } from '../scene.ts';
import type { Problem } from '../view.ts';

const ONE = `${OWN_METHODS}/registrations`;

/** One thing somebody registered: its name, whether it is asked first, and its end. */
export const securityInfoRegistration: PortalPage = (app, deps) => {
  app.get(`${ONE}/:id`, (c) =>
    asOwner(c, deps, `registrations/${c.req.param('id')}`, async (scene) =>
      showOne(c, deps, scene, await ownOne(deps, scene, c.req.param('id')), null, []),
    ),
  );

  app.post(`${ONE}/:id/name`, async (c) => {
    const { name } = await readFields(c, deps, ['name']);
    const id = c.req.param('id');
    return asOwner(c, deps, `registrations/${id}`, async (scene) => {
      const { at, signedIn } = scene;
      try {
        await deps.registration.rename(at.visitor, signedIn, id, name);
      } catch (error) {
        if (!(error instanceof PosternError) || error.code !== 'bad-request') throw error;
        const problems = problemsOfFaults(at.language, error.faults);
        return showOne(c, deps, scene, await ownOne(deps, scene, id), name, problems);
      }
      return doneWith(c, deps, 'renamed');
    });
  });

  app.post(`${ONE}/:id/default`, async (c) => {
    await readFields(c, deps, []);
    const id = c.req.param('id');
    return asOwner(c, deps, `registrations/${id}`, async ({ at, signedIn }) => {
      await deps.registration.makeDefault(at.visitor, signedIn, id);
      return doneWith(c, deps, 'default-changed');
    });
  });

  app.get(`${ONE}/:id/remove`, (c) =>
    asOwner(c, deps, `registrations/${c.req.param('id')}/remove`, async (scene) => {
      await deps.registration.requireProof(scene.signedIn);
      return showRemoval(c, deps, scene, await ownOne(deps, scene, c.req.param('id')));
    }),
  );

  app.post(`${ONE}/:id/remove`, async (c) => {
    await readFields(c, deps, []);
    const id = c.req.param('id');
    return asOwner(c, deps, `registrations/${id}/remove`, async ({ at, signedIn }) => {
      await deps.registration.remove(at.visitor, signedIn, id);
      return doneWith(c, deps, 'removed');
    });
  });
};

function doneWith(
  c: Context,
  deps: PortalDeps,
  kind: 'renamed' | 'default-changed' | 'removed',
): Response {
  leaveNotice(c, deps.cookies, notice(kind));
  return goTo(c, OWN_METHODS);
}

/** Throws `not-found`. */
async function ownOne(
  deps: PortalDeps,
  { signedIn }: OwnScene,
  id: string,
): Promise<RegisteredMethod> {
  const { registered } = await deps.registration.overview(signedIn);
  const found = registered.find((one) => one.id === id);
  if (!found) throw new PosternError('not-found');
  return found;
}

function showOne(
  c: Context,
  deps: PortalDeps,
  { at }: OwnScene,
  one: RegisteredMethod,
  typed: string | null,
  problems: readonly Problem[],
): Response | Promise<Response> {
  const { one: texts, choose } = at.language.registration;
  const token = formToken(c, deps);
  const base = `${ONE}/${one.id}`;
  return show(c, at, {
    title: nameOfMethod(at.language, one.methodId),
    problems,
    remark: remarkOf(at, takeNotice(c, deps.cookies)),
    enhance: ['submit-once'],
    body: (
      <>
        <p class="details">
          <Details at={at} one={one} now={deps.clock.now()} />
        </p>
        {ownName(one) === null ? null : (
          <Form action={`${base}/name`} token={token}>
            <Field
              name="name"
              label={texts.name}
              hint={texts.nameHint}
              autocomplete="off"
              value={typed ?? one.label}
              problems={problems}
            />
            <Submit>{texts.rename}</Submit>
          </Form>
        )}
        {one.isDefault ? (
          <p>{texts.isDefault}</p>
        ) : (
          <Form action={`${base}/default`} token={token}>
            <button type="submit" class="secondary">
              {texts.makeDefault}
            </button>
          </Form>
        )}
        <p>
          <a class="button secondary grave" href={`${base}/remove`}>
            {texts.remove}
          </a>
        </p>
        <p>
          <a href={OWN_METHODS}>{choose.back}</a>
        </p>
      </>
    ),
  });
}

function showRemoval(
  c: Context,
  deps: PortalDeps,
  { at }: OwnScene,
  one: RegisteredMethod,
): Response | Promise<Response> {
  const { one: texts } = at.language.registration;
  const own = ownName(one);
  const kind = nameOfMethod(at.language, one.methodId);
  const name = own === null ? kind : `${kind} – ${own}`;
  const base = `${ONE}/${one.id}`;
  return show(c, at, {
    title: texts.removeTitle,
    enhance: ['submit-once'],
    body: (
      <>
        <p>{fill(at.language, texts.removeText, { name })}</p>
        <Form action={`${base}/remove`} token={formToken(c, deps)}>
          <button type="submit" class="primary grave">
            {texts.removeSubmit}
          </button>
        </Form>
        <p>
          <a class="button secondary" href={base}>
            {texts.keep}
          </a>
        </p>
      </>
    ),
  });
}
