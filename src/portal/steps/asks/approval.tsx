import { z } from 'zod';
import { Lead } from '../../frame.tsx';
import { Form, Submit } from '../../parts/fields.tsx';
import type { Ask } from './ask.ts';

const promptSchema = z.object({ number: z.string() });

/** Shows the number that the other device asks for; the answer comes from there. */
export const approval: Ask = (scene, challenge) => {
  const texts = scene.at.language.methods.asks.approval;
  const prompt = promptSchema.safeParse(challenge.prompt);
  return {
    title: texts.title,
    problems: [],
    enhance: ['approval', 'submit-once'],
    body: (
      <>
        <Lead>{texts.lead}</Lead>
        <p class="number" dir="ltr">
          {prompt.success ? prompt.data.number : ''}
        </p>
        {scene.left?.kind === 'not-yet' ? <p role="status">{texts.waiting}</p> : null}
        <div data-approval-waits>
          <Form action="/reset/approval" token={scene.token}>
            <Submit>{texts.action}</Submit>
          </Form>
        </div>
      </>
    ),
  };
};
