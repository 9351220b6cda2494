import { fill } from '../../locales/index.ts';
import { formToken, readFields } from '../forms.ts';
import { leaveNotice, notice, takeNotice } from '../notices.ts';
import { KnownContact } from '../parts/contact.tsx';
import { Form } from '../parts/fields.tsx';
import { goTo, nameOf, sceneOf, show, visitorOf, type PortalPage, type Scene } from '../scene.ts';
import type { View } from '../view.ts';

const secretLifetimeSeconds = 15 * 60;
const plausibleToken = /^[A-Za-z0-9_-]{16,256}$/;

/**
 * The "this was not me" link of a notice. Opening it changes nothing, so that a mail scanner cannot report
 * (A066); its secret leaves the address at once, so that it shows in no history and no referrer (A064).
 */
export const notMe: PortalPage = (app, deps) => {
  app.get('/not-me', async (c) => {
    const given = c.req.query('token');
    if (given !== undefined) {
      if (plausibleToken.test(given)) deps.cookies.set(c, 'not-me', given, secretLifetimeSeconds);
      else deps.cookies.clear(c, 'not-me');
      return goTo(c, '/not-me');
    }
    const at = await sceneOf(c, deps);
    if (takeNotice(c, deps.cookies)?.kind === 'reported') return show(c, at, reportedView(at));
    const token = deps.cookies.get(c, 'not-me');
    const isKnown = token !== null && (await deps.notMe.known(at.visitor, token));
    return show(c, at, isKnown ? askView(at, formToken(c, deps)) : unknownView(at));
  });

  app.post('/not-me', async (c) => {
    await readFields(c, deps, []);
    const visitor = visitorOf(c, deps);
    const token = deps.cookies.get(c, 'not-me');
    const isReported = token !== null && (await deps.notMe.report(visitor, token));
    deps.cookies.clear(c, 'not-me');
    if (isReported) leaveNotice(c, deps.cookies, notice('reported'));
    return goTo(c, '/not-me');
  });
};

function askView(at: Scene, token: string): View {
  const { notMe: texts } = at.language.portal;
  return {
    title: texts.title,
    enhance: ['submit-once'],
    body: (
      <>
        <p>{texts.text}</p>
        <div>
          <h2>{texts.whatFollows}</h2>
          <ul>
            <li>{texts.thenFrozen}</li>
            <li>{texts.thenSignedOut}</li>
            <li>{fill(at.language, texts.thenAlert, { organisation: nameOf(at) })}</li>
          </ul>
        </div>
        <Form action="/not-me" token={token}>
          <button type="submit" class="primary grave">
            {texts.submit}
          </button>
        </Form>
        <p>{texts.wasMe}</p>
      </>
    ),
  };
}

function reportedView(at: Scene): View {
  const { notMe: texts } = at.language.portal;
  return {
    title: texts.reportedTitle,
    outcome: 'good',
    body: (
      <>
        <p>{fill(at.language, texts.reportedText, { organisation: nameOf(at) })}</p>
        <p>{texts.reportedNext}</p>
        <KnownContact at={at} />
      </>
    ),
  };
}

function unknownView(at: Scene): View {
  const { notMe: texts } = at.language.portal;
  return {
    title: texts.unknownTitle,
    outcome: 'stopped',
    body: (
      <>
        <p>{texts.unknownText}</p>
        <KnownContact at={at} />
      </>
    ),
  };
}
