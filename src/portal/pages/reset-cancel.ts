import { readFields } from '../forms.ts';
import { actOnReset, CONTINUE } from '../journey.ts';
import { goTo, type PortalPage } from '../scene.ts';

export const resetCancel: PortalPage = (app, deps) => {
  app.get('/reset/cancel', (c) => goTo(c, CONTINUE));

  app.post('/reset/cancel', async (c) => {
    await readFields(c, deps, []);
    return actOnReset(c, deps, async (visitor, token) => {
      await deps.resets.cancel(visitor, token);
      return null;
    });
  });
};
