import { PosternError } from '../../domain/errors.ts';
import { formToken } from '../forms.ts';
import { CONTINUE, startOver } from '../journey.ts';
import { takeNotice } from '../notices.ts';
import { sceneOf, show, type PortalPage } from '../scene.ts';
import { steps } from '../steps/index.ts';

/** Where the reset of this browser stands. The state chooses the page; the address never does. */
export const resetContinue: PortalPage = (app, deps) => {
  app.get(CONTINUE, async (c) => {
    const token = deps.cookies.get(c, 'reset');
    if (token === null) return startOver(c, deps);
    const at = await sceneOf(c, deps);
    try {
      const progress = await deps.resets.progress(at.visitor, token);
      const view = steps[progress.state]({
        at,
        progress,
        left: takeNotice(c, deps.cookies),
        token: formToken(c, deps),
        now: deps.clock.now(),
      });
      return await show(c, at, view);
    } catch (error) {
      if (!(error instanceof PosternError) || error.code !== 'not-found') throw error;
      deps.noteError(c, error);
      return startOver(c, deps);
    }
  });
};
