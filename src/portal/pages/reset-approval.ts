import { readFields } from '../forms.ts';
import { actOnReset, CONTINUE, keepReset } from '../journey.ts';
import { notice } from '../notices.ts';
import { goTo, type PortalPage } from '../scene.ts';

/**
 * Asks whether the other device has approved by now; to ask is no guess, and is not counted as one. A script of the
 * page asks for JSON, and goes on to the next page by itself.
 */
export const resetApproval: PortalPage = (app, deps) => {
  app.get('/reset/approval', (c) => goTo(c, CONTINUE));

  app.post('/reset/approval', async (c) => {
    await readFields(c, deps, []);
    const byScript = c.req.header('accept') === 'application/json';
    let waiting = false;
    const shown = await actOnReset(c, deps, async (visitor, token) => {
      const result = await deps.resets.steps.prove(visitor, token, '');
      keepReset(c, deps, result.token, result.expiresAt);
      waiting = !result.accepted && result.state === 'proving';
      return waiting && !byScript ? notice('not-yet') : null;
    });
    if (!byScript) return shown;
    c.header('Location', undefined);
    return c.json({ waiting });
  });
};
