import { z } from 'zod';
import { askedText } from '../../../locales/questions.ts';
import { Lead } from '../../frame.tsx';
import { Field, Form, Submit } from '../../parts/fields.tsx';
import type { Ask } from './ask.ts';
import { problemsOfAnswer } from './tries.ts';

const promptSchema = z.object({
  questions: z.array(
    z.object({
      id: z.string(),
      text: z.string().optional(),
      texts: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/** All the questions on one page: which of them was answered wrongly is for nobody to know. */
export const questions: Ask = (scene, challenge) => {
  const { language } = scene.at;
  const texts = language.methods.asks.questions;
  const prompt = promptSchema.safeParse(challenge.prompt);
  const drawn = prompt.success ? prompt.data.questions : [];
  const problems = problemsOfAnswer(scene, challenge, `answer-${drawn[0]?.id}`, texts.missing);
  return {
    title: texts.title,
    problems,
    enhance: ['submit-once'],
    body:
      drawn.length === 0 ? (
        <>
          <Lead>{texts.waiting}</Lead>
          <p>
            <a href="/reset/continue">{language.methods.pages.check}</a>
          </p>
        </>
      ) : (
        <>
          <Lead>{texts.lead}</Lead>
          <Form action="/reset/answers" token={scene.token}>
            {drawn.map((question) => (
              <Field
                name={`answer-${question.id}`}
                label={askedText(language.code, question)}
                autocomplete="off"
                problems={problems}
              />
            ))}
            <Submit>{language.portal.actions.next}</Submit>
          </Form>
        </>
      ),
  };
};
