import type { Context } from 'hono';
import { sameUser } from '../../domain/identity.ts';
import { fill } from '../../locales/index.ts';
import type { SignedInUser } from '../../services/access/access-service.ts';
import type { Errand } from '../../services/hand-over/hand-over-service.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { SET_UP } from '../own-methods.ts';
import { KnownContact } from '../parts/contact.tsx';
import { Form } from '../parts/fields.tsx';
import type { PortalDeps } from '../ports.ts';
import { goTo, sceneOf, show, type PortalPage, type Scene } from '../scene.ts';
import { askToSignIn, signedInOf } from '../signed-in.ts';
import type { View } from '../view.ts';

const HAND_OVER = '/hand-over';
export const FINISH = `${HAND_OVER}/finish`;
export const WAY_BACK = `${HAND_OVER}/return`;

const plausibleToken = /^[A-Za-z0-9_-]{16,256}$/;
/** As long as the address is worth something, and as long as one may register. */
const askedLifetimeSeconds = 5 * 60;
const wayBackLifetimeSeconds = 20 * 60;

/**
 * Somebody whom another sign-in page sent here. Opening the address changes nothing, its secret leaves it at once
 * (A064), and whose account it is stands there before anything else: an address that somebody planted is recognised by
 * the name of a stranger, and is used by nobody who does not press the button.
 */
export const handOver: PortalPage = (app, deps) => {
  app.get(HAND_OVER, async (c) => {
    const given = c.req.query('token');
    if (given !== undefined) {
      if (plausibleToken.test(given)) deps.cookies.set(c, 'hand-over', given, askedLifetimeSeconds);
      else deps.cookies.clear(c, 'hand-over');
      return goTo(c, HAND_OVER);
    }
    const at = await sceneOf(c, deps);
    const token = deps.cookies.get(c, 'hand-over');
    const errand = token === null ? null : await deps.handOvers.known(at.visitor, token);
    if (errand === null) return show(c, at, unknownView(at));
    return show(c, at, askView(at, errand, await otherOf(c, deps, at, errand), formToken(c, deps)));
  });

  app.post(HAND_OVER, async (c) => {
    const { instead } = await readFields(c, deps, ['instead']);
    const at = await sceneOf(c, deps);
    const token = deps.cookies.get(c, 'hand-over');
    const errand = token === null ? null : await deps.handOvers.known(at.visitor, token);
    if (token === null || errand === null) return goTo(c, HAND_OVER);
    const other = await otherOf(c, deps, at, errand);
    // Nobody is signed out, and goes on as somebody else, without having been told.
    if (other !== null && instead !== 'yes') return goTo(c, HAND_OVER);
    const before = await signedInOf(c, deps, at);
    const opened = await deps.handOvers.open(at.visitor, token);
    if (opened === null) return goTo(c, HAND_OVER);
    if (before !== null) await deps.access.signOut(at.visitor, before);
    deps.cookies.clear(c, 'hand-over');
    deps.cookies.set(c, 'portal', opened.token);
    deps.cookies.set(c, 'way-back', token, wayBackLifetimeSeconds);
    const wanted = await deps.registration.guidance(opened.signedIn);
    return wanted === null ? finish(c, deps, at, opened.signedIn) : goTo(c, SET_UP);
  });

  app.post(FINISH, async (c) => {
    await readFields(c, deps, []);
    const at = await sceneOf(c, deps);
    const signedIn = await signedInOf(c, deps, at);
    if (signedIn === null) return goTo(c, WAY_BACK);
    if (signedIn.handOverId === null) return askToSignIn(c, deps, 'security-info');
    return finish(c, deps, at, signedIn);
  });

  app.get(WAY_BACK, async (c) => {
    const at = await sceneOf(c, deps);
    const token = deps.cookies.get(c, 'way-back');
    const result = token === null ? null : await deps.handOvers.result(at.visitor, token);
    if (result === null) return show(c, at, lateView(at));
    const { handOver: texts } = at.language;
    return show(c, at, {
      title: fill(at.language, texts.returnTitle, { host: result.returnHost }),
      goesOnTo: result.url,
      body: (
        <>
          <p>{texts.returnText}</p>
          <a class="button primary" href={result.url}>
            {fill(at.language, texts.leave, { host: result.returnHost })}
          </a>
        </>
      ),
    });
  });
};

async function finish(
  c: Context,
  deps: PortalDeps,
  at: Scene,
  signedIn: SignedInUser,
): Promise<Response> {
  await deps.handOvers.finish(at.visitor, signedIn, false);
  deps.cookies.clear(c, 'portal');
  return goTo(c, WAY_BACK);
}

/** Who else is signed in in this browser; null for nobody else. */
async function otherOf(
  c: Context,
  deps: PortalDeps,
  at: Scene,
  { user }: Errand,
): Promise<SignedInUser | null> {
  const signedIn = await signedInOf(c, deps, at);
  return signedIn === null || sameUser(signedIn.user.ref, user.ref) ? null : signedIn;
}

function askView(
  at: Scene,
  { user, returnHost: host }: Errand,
  other: SignedInUser | null,
  token: string,
): View {
  const { handOver: texts } = at.language;
  const name = user.displayName;
  return {
    title: other === null ? texts.title : texts.otherTitle,
    enhance: ['submit-once'],
    body: (
      <>
        <Lead>{fill(at.language, texts.lead, { host })}</Lead>
        <section class="part">
          <h2>{texts.whose}</h2>
          <dl class="facts">
            <dt>{texts.name}</dt>
            <dd>
              <bdi>{name}</bdi>
            </dd>
            <dt>{texts.username}</dt>
            <dd>
              <bdi>{user.username}</bdi>
            </dd>
          </dl>
        </section>
        {other === null ? null : (
          <p class="remark info">
            {fill(at.language, texts.other, { name, other: other.user.displayName })}
          </p>
        )}
        <p>{texts.notYou}</p>
        <Form action={HAND_OVER} token={token}>
          <input type="hidden" name="instead" value={other === null ? '' : 'yes'} />
          <button type="submit" class="primary">
            {fill(at.language, texts.submit, { name })}
          </button>
        </Form>
        <p class="hint">{fill(at.language, texts.back, { host })}</p>
      </>
    ),
  };
}

function unknownView(at: Scene): View {
  const { handOver: texts } = at.language;
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

function lateView(at: Scene): View {
  const { handOver: texts } = at.language;
  return { title: texts.lateTitle, outcome: 'stopped', body: <p>{texts.lateText}</p> };
}
