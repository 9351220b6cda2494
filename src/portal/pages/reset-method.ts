import { readFields } from '../forms.ts';
import { actOnReset, CONTINUE } from '../journey.ts';
import { notice } from '../notices.ts';
import { goTo, type PortalPage } from '../scene.ts';

/** Chooses a way to prove who you are, and asks for another code. */
export const resetMethod: PortalPage = (app, deps) => {
  app.get('/reset/method', (c) => goTo(c, CONTINUE));

  app.post('/reset/method', async (c) => {
    const { method, destination } = await readFields(c, deps, ['method', 'destination']);
    return actOnReset(c, deps, async (visitor, token) => {
      if (method === '') return notice('method-missing');
      const before = await deps.resets.progress(visitor, token);
      const { challenge } = await deps.resets.chooseMethod(visitor, token, method, destination);
      return before.state === 'proving' && challenge?.isSent ? notice('code-sent') : null;
    });
  });
};
