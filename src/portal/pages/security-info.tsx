import { fill, formatTime } from '../../locales/index.ts';
import type { RegistrationOverview } from '../../services/registration/registration-service.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { leaveNotice, notice, takeNotice } from '../notices.ts';
import { asOwner, OWN_METHODS, type OwnScene } from '../own-methods.ts';
import { Form } from '../parts/fields.tsx';
import { Contacts, Registered } from '../parts/own-methods.tsx';
import { remarkOf } from '../remark.ts';
import { goTo, nameOf, show, type PortalPage } from '../scene.ts';
import type { Remark } from '../view.ts';

/** How somebody who is signed in gets back in: what they registered, what is known of them, and what is missing. */
export const securityInfo: PortalPage = (app, deps) => {
  app.get(OWN_METHODS, (c) =>
    asOwner(c, deps, '', async (scene) => {
      const { at, signedIn } = scene;
      const { securityInfo: texts } = at.language.portal;
      const own = await deps.registration.overview(signedIn);
      const token = formToken(c, deps);
      const left = takeNotice(c, deps.cookies);
      return show(c, at, {
        title: texts.title,
        remark: remarkOf(at, left) ?? held(scene, own) ?? incomplete(scene, own),
        enhance: ['submit-once'],
        body: (
          <>
            <Lead>{fill(at.language, texts.lead, { organisation: nameOf(at) })}</Lead>
            <Registered at={at} own={own} now={deps.clock.now()} />
            <Contacts at={at} own={own} />
            <Account scene={scene} />
            {own.isFrozen || own.heldUntil !== null ? null : (
              <Confirm scene={scene} own={own} token={token} />
            )}
            <Form action="/sign-out" token={token}>
              <button type="submit" class="quiet">
                {at.language.portal.actions.signOut}
              </button>
            </Form>
          </>
        ),
      });
    }),
  );

  app.post(`${OWN_METHODS}/confirm`, async (c) => {
    await readFields(c, deps, []);
    return asOwner(c, deps, 'set-up', async ({ at, signedIn }) => {
      await deps.registration.confirm(at.visitor, signedIn);
      leaveNotice(c, deps.cookies, notice('all-confirmed'));
      return goTo(c, OWN_METHODS);
    });
  });
};

/** Why nothing can be changed for a while. */
function held({ at }: OwnScene, { heldUntil }: RegistrationOverview): Remark | null {
  if (heldUntil === null) return null;
  const { list } = at.language.registration;
  const time = formatTime(at.language, heldUntil);
  return { tone: 'info', text: fill(at.language, list.held, { time }) };
}

function incomplete({ at }: OwnScene, own: RegistrationOverview): Remark | null {
  if (own.complete || own.missing.length === 0 || own.isFrozen) return null;
  const { list } = at.language.registration;
  return {
    tone: 'info',
    text: list.incomplete,
    link: { href: `${OWN_METHODS}/set-up`, text: list.goOn },
  };
}

function Account({ scene: { at, signedIn } }: { readonly scene: OwnScene }) {
  const { securityInfo: texts } = at.language.portal;
  const { user } = signedIn;
  return (
    <section class="part">
      <h2>{at.language.registration.list.account}</h2>
      <dl class="facts">
        <dt>{texts.name}</dt>
        <dd>
          <bdi>{user.displayName}</bdi>
        </dd>
        <dt>{texts.username}</dt>
        <dd>
          <bdi>{user.username}</bdi>
        </dd>
        <dt>{texts.passwordChanged}</dt>
        <dd>
          {user.passwordChangedAt === null
            ? texts.unknown
            : formatTime(at.language, user.passwordChangedAt)}
        </dd>
      </dl>
      <p>
        <a class="button secondary" href="/change">
          {texts.change}
        </a>
      </p>
    </section>
  );
}

function Confirm({
  scene: { at },
  own,
  token,
}: {
  readonly scene: OwnScene;
  readonly own: RegistrationOverview;
  readonly token: string;
}) {
  const { list } = at.language.registration;
  const { lastConfirmedAt } = own;
  return (
    <Form action={`${OWN_METHODS}/confirm`} token={token} class="part">
      <p class="hint">
        {list.confirmHint}{' '}
        {lastConfirmedAt === null
          ? null
          : fill(at.language, list.lastConfirmed, {
              time: formatTime(at.language, lastConfirmedAt),
            })}
      </p>
      <button type="submit" class="secondary">
        {list.confirm}
      </button>
    </Form>
  );
}
