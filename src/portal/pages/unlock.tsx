import { fill } from '../../locales/index.ts';
import { readFields } from '../forms.ts';
import { begin, type Beginning, identifyView } from '../identify.tsx';
import type { PortalDeps } from '../ports.ts';
import { goTo, nameOf, sceneOf, show, type PortalPage, type Scene } from '../scene.ts';
import type { View } from '../view.ts';

const UNLOCK = '/unlock';

/** Says who you are, for somebody who knows the password. What happens next is the same for everybody. */
export const unlock: PortalPage = (app, deps) => {
  app.get(UNLOCK, async (c) => {
    const at = await sceneOf(c, deps);
    return show(
      c,
      at,
      (await isOffered(deps, at))
        ? await identifyView(c, deps, at, beginningAt(at))
        : notOfferedView(at),
    );
  });

  app.post(UNLOCK, async (c) => {
    const { identifier } = await readFields(c, deps, ['identifier']);
    const at = await sceneOf(c, deps);
    if (!(await isOffered(deps, at))) return goTo(c, UNLOCK);
    return begin(c, deps, UNLOCK, identifier, () =>
      deps.resets.steps.start(at.visitor, identifier, 'unlock'),
    );
  });
};

async function isOffered(deps: PortalDeps, { visitor }: Scene): Promise<boolean> {
  const offered = await deps.resets.offered(visitor.tenantId);
  return offered.unlock && offered.users;
}

function beginningAt({ language }: Scene): Beginning {
  const { unlock: texts } = language.account;
  return {
    action: UNLOCK,
    texts,
    instead: (
      <p>
        <a href="/reset">{texts.forgotInstead}</a>
      </p>
    ),
  };
}

function notOfferedView(at: Scene): View {
  const { unlock: texts } = at.language.account;
  return {
    title: texts.notOfferedTitle,
    outcome: 'stopped',
    body: (
      <>
        <p>{fill(at.language, texts.notOfferedText, { organisation: nameOf(at) })}</p>
        <p class="act">
          <a class="button primary" href="/reset">
            {texts.setNew}
          </a>
        </p>
        <p>
          <a href="/">{at.language.portal.actions.backToStart}</a>
        </p>
      </>
    ),
  };
}
