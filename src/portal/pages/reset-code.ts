import { readFields } from '../forms.ts';
import { actOnReset, CONTINUE, keepReset } from '../journey.ts';
import { notice } from '../notices.ts';
import { goTo, type PortalPage } from '../scene.ts';

/** Takes a code. The browser's secret changes with every proof that is accepted. */
export const resetCode: PortalPage = (app, deps) => {
  app.get('/reset/code', (c) => goTo(c, CONTINUE));

  app.post('/reset/code', async (c) => {
    const { code } = await readFields(c, deps, ['code']);
    return actOnReset(c, deps, async (visitor, token) => {
      if (code.trim() === '') return notice('code-missing');
      const result = await deps.resets.steps.prove(visitor, token, code);
      keepReset(c, deps, result.token, result.expiresAt);
      return result.accepted ? null : notice('code-wrong');
    });
  });
};
