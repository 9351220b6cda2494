import { readAnyFields } from '../forms.ts';
import { actOnReset, CONTINUE, keepReset } from '../journey.ts';
import { notice } from '../notices.ts';
import { goTo, type PortalPage } from '../scene.ts';

const answerField = /^answer-([a-z0-9_-]{1,64})$/;

/** Takes the answers to security questions, all at once. */
export const resetAnswers: PortalPage = (app, deps) => {
  app.get('/reset/answers', (c) => goTo(c, CONTINUE));

  app.post('/reset/answers', async (c) => {
    const fields = await readAnyFields(c, deps);
    const answers = [...fields].flatMap(([name, value]) => {
      const id = answerField.exec(name)?.[1];
      return id === undefined ? [] : [[id, value] as const];
    });
    return actOnReset(c, deps, async (visitor, token) => {
      if (answers.length === 0 || answers.some(([, value]) => value.trim() === '')) {
        return notice('code-missing');
      }
      const answer = JSON.stringify(Object.fromEntries(answers));
      const result = await deps.resets.steps.prove(visitor, token, answer);
      keepReset(c, deps, result.token, result.expiresAt);
      return result.accepted ? null : notice('code-wrong');
    });
  });
};
