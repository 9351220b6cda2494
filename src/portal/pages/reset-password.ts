import { normalisePassword } from '../../domain/password/index.ts';
import { readFields } from '../forms.ts';
import { actOnReset, CONTINUE } from '../journey.ts';
import { notice } from '../notices.ts';
import { goTo, type PortalPage } from '../scene.ts';

/** Takes the new password. One that is refused costs nothing but another try. */
export const resetPassword: PortalPage = (app, deps) => {
  app.get('/reset/password', (c) => goTo(c, CONTINUE));

  app.post('/reset/password', async (c) => {
    const { password, confirmation } = await readFields(c, deps, ['password', 'confirmation']);
    return actOnReset(c, deps, async (visitor, token) => {
      if (password === '') return notice('password-missing');
      if (normalisePassword(password) !== normalisePassword(confirmation)) {
        return notice('password-differ');
      }
      const { state } = await deps.resets.steps.setPassword(visitor, token, password);
      return state === 'password' ? notice('not-set') : null;
    });
  });
};
