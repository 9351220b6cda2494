import { readFields } from '../forms.ts';
import { actOnReset, CONTINUE } from '../journey.ts';
import { notice } from '../notices.ts';
import { goTo, type PortalPage } from '../scene.ts';

/** Chooses a way to prove who you are, and asks for another code. */
export const resetMethod: PortalPage = (app, deps) => {
  app.get('/reset/method', (c) => goTo(c, CONTINUE));

  app.post('/reset/method', async (c) => {
    const { method } = await readFields(c, deps, ['method']);
    return actOnReset(c, deps, async (visitor, token) => {
      if (method === '') return notice('method-missing');
      const before = await deps.resets.progress(visitor, token);
      await deps.resets.chooseMethod(visitor, token, method);
      return before.state === 'proving' ? notice('code-sent') : null;
    });
  });
};
