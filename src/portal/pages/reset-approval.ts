import { readFields } from '../forms.ts';
import { actOnReset, CONTINUE, keepReset } from '../journey.ts';
import { notice } from '../notices.ts';
import { goTo, type PortalPage } from '../scene.ts';

/** Asks whether the other device has approved by now; to ask is no guess, and is not counted as one. */
export const resetApproval: PortalPage = (app, deps) => {
  app.get('/reset/approval', (c) => goTo(c, CONTINUE));

  app.post('/reset/approval', async (c) => {
    await readFields(c, deps, []);
    return actOnReset(c, deps, async (visitor, token) => {
      const result = await deps.resets.prove(visitor, token, '');
      keepReset(c, deps, result.token, result.progress.expiresAt);
      return result.accepted ? null : notice('not-yet');
    });
  });
};
