import { Lead } from '../../frame.tsx';
import { PasskeyForm } from '../../parts/passkey-form.tsx';
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
        <PasskeyForm
          action="/reset/code"
          token={scene.token}
          ceremony="get"
          options={challenge.prompt}
          field="code"
          texts={{ ...texts, failed: texts.missing, known: texts.missing }}
        />
      </>
    ),
  };
};
