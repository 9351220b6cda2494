import { fill } from '../../locales/index.ts';
import { readFields } from '../forms.ts';
import { begin, type Beginning, identifyView } from '../identify.tsx';
import { KnownContact } from '../parts/contact.tsx';
import type { PortalDeps } from '../ports.ts';
import { nameOf, sceneOf, show, visitorOf, type PortalPage, type Scene } from '../scene.ts';
import type { View } from '../view.ts';

/** Where nobody else may reset, administrators say that they are some: theirs is a rule of its own (AD-01). */
const ADMINISTRATORS = 'administrators';

function isOffered(
  { users, administrators }: Awaited<ReturnType<PortalDeps['resets']['offered']>>,
  asAdministrator: boolean,
): boolean {
  return users || (administrators && asAdministrator);
}

/** Says who you are. What happens next is the same for everybody. */
export const reset: PortalPage = (app, deps) => {
  app.get('/reset', async (c) => {
    const at = await sceneOf(c, deps);
    const asAdministrator = c.req.query('for') === ADMINISTRATORS;
    const offered = await deps.resets.offered(at.visitor.tenantId);
    return show(
      c,
      at,
      isOffered(offered, asAdministrator)
        ? await identifyView(c, deps, at, beginningAt(at, asAdministrator))
        : notOfferedView(at, offered.administrators),
    );
  });

  app.post('/reset', async (c) => {
    const fields = await readFields(c, deps, ['identifier', 'for']);
    const { identifier } = fields;
    const asAdministrator = fields.for === ADMINISTRATORS;
    const beginning = asAdministrator ? `/reset?for=${ADMINISTRATORS}` : '/reset';
    const visitor = visitorOf(c, deps);
    return begin(c, deps, beginning, identifier, () =>
      deps.resets.steps.start(visitor, identifier, 'reset', asAdministrator),
    );
  });
};

function beginningAt({ language }: Scene, asAdministrator: boolean): Beginning {
  return {
    action: '/reset',
    texts: language.portal.identify,
    hidden: asAdministrator ? <input type="hidden" name="for" value={ADMINISTRATORS} /> : null,
  };
}

function notOfferedView(at: Scene, toAdministrators: boolean): View {
  const { notOffered: texts, actions } = at.language.portal;
  return {
    title: texts.title,
    outcome: 'stopped',
    body: (
      <>
        <p>{fill(at.language, texts.text, { organisation: nameOf(at) })}</p>
        <KnownContact at={at} />
        {toAdministrators ? (
          <p>
            <a href={`/reset?for=${ADMINISTRATORS}`}>{texts.administrators}</a>
          </p>
        ) : null}
        <p>
          <a href="/">{actions.backToStart}</a>
        </p>
      </>
    ),
  };
}
