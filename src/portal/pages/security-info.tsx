import { fill, formatTime } from '../../locales/index.ts';
import { formToken } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { takeNotice } from '../notices.ts';
import { Form } from '../parts/fields.tsx';
import { remarkOf } from '../remark.ts';
import { nameOf, sceneOf, show, type PortalPage } from '../scene.ts';
import { askToSignIn, signedInOf } from '../signed-in.ts';

/** What somebody who is signed in may see of how they get back in; addresses are masked even here. */
export const securityInfo: PortalPage = (app, deps) => {
  app.get('/security-info', async (c) => {
    const at = await sceneOf(c, deps);
    const signedIn = await signedInOf(c, deps, at);
    if (signedIn === null) return askToSignIn(c, deps, 'security-info');
    const { user } = signedIn;
    const { securityInfo: texts, actions } = at.language.portal;
    const destinations = await deps.destinations(user);
    return show(c, at, {
      title: texts.title,
      remark: remarkOf(at, takeNotice(c, deps.cookies)),
      enhance: ['submit-once'],
      body: (
        <>
          <Lead>{fill(at.language, texts.lead, { organisation: nameOf(at) })}</Lead>
          <dl class="facts">
            <dt>{texts.name}</dt>
            <dd>
              <bdi>{user.displayName}</bdi>
            </dd>
            <dt>{texts.username}</dt>
            <dd>
              <bdi>{user.username}</bdi>
            </dd>
            <dt>{texts.codesGoTo}</dt>
            {destinations.length === 0 ? <dd>{texts.codesGoNowhere}</dd> : null}
            {destinations.map(({ destination }) => (
              <dd>
                <bdi>{destination}</bdi>
              </dd>
            ))}
            <dt>{texts.passwordChanged}</dt>
            <dd>
              {user.passwordChangedAt === null
                ? texts.unknown
                : formatTime(at.language, user.passwordChangedAt)}
            </dd>
          </dl>
          <p class="hint">{texts.wrongAddress}</p>
          <p class="act">
            <a class="button primary" href="/change">
              {texts.change}
            </a>
          </p>
          <Form action="/sign-out" token={formToken(c, deps)}>
            <button type="submit" class="secondary">
              {actions.signOut}
            </button>
          </Form>
        </>
      ),
    });
  });
};
