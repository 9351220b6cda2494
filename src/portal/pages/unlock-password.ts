import { readFields } from '../forms.ts';
import { actOnReset, CONTINUE } from '../journey.ts';
import { goTo, type PortalPage } from '../scene.ts';

/** Goes on to a new password, with the proofs that were given for an unlock. */
export const unlockPassword: PortalPage = (app, deps) => {
  app.get('/unlock/password', (c) => goTo(c, CONTINUE));

  app.post('/unlock/password', async (c) => {
    await readFields(c, deps, []);
    return actOnReset(c, deps, async (visitor, token) => {
      await deps.resets.wantPassword(visitor, token);
      return null;
    });
  });
};
