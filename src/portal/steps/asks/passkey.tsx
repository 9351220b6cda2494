import { Lead } from '../../frame.tsx';
import { Form, Submit } from '../../parts/fields.tsx';
import type { Ask } from './ask.ts';
import { problemsOfAnswer } from './tries.ts';

/** The browser asks the device; without JavaScript, or a device that can, the page says what else there is. */
export const passkey: Ask = (scene, challenge) => {
  const texts = scene.at.language.methods.asks.passkey;
  return {
    title: texts.title,
    problems: problemsOfAnswer(scene, challenge, 'passkey', texts.missing),
    enhance: ['passkey', 'submit-once'],
    body: (
      <>
        <Lead>{texts.lead}</Lead>
        <p class="unavailable" data-passkey-unavailable>
          {texts.unavailable}
        </p>
        <div data-passkey-get={JSON.stringify(challenge.prompt)} hidden>
          <Form action="/reset/code" token={scene.token}>
            <input type="hidden" name="code" value="" />
            <Submit>{texts.action}</Submit>
          </Form>
        </div>
      </>
    ),
  };
};
