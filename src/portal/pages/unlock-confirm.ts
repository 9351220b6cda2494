import { readFields } from '../forms.ts';
import { actOnReset, CONTINUE } from '../journey.ts';
import { notice } from '../notices.ts';
import { goTo, type PortalPage } from '../scene.ts';

/** Ends the lock of somebody who has proved who they are, and does nothing else. */
export const unlockConfirm: PortalPage = (app, deps) => {
  app.get('/unlock/confirm', (c) => goTo(c, CONTINUE));

  app.post('/unlock/confirm', async (c) => {
    await readFields(c, deps, []);
    return actOnReset(c, deps, async (visitor, token) => {
      const { state, unlock } = await deps.resets.unlock(visitor, token);
      return state === 'unlock' && unlock === 'possible' ? notice('not-unlocked') : null;
    });
  });
};
