import { fill } from '../../locales/index.ts';
import { CheckAgain } from '../parts/check-again.tsx';
import { Contact } from '../parts/contact.tsx';
import { nameOf } from '../scene.ts';
import type { Step } from './step.ts';

/** Tells the truth: nobody knows yet what the directory did. */
export const uncertain: Step = ({ at, progress }) => {
  const { ended } = at.language.portal;
  const texts = progress.kind === 'unlock' ? at.language.account.unlock : ended;
  return {
    title: ended.uncertainTitle,
    outcome: 'waiting',
    reference: progress.reference,
    body: (
      <>
        <p>{fill(at.language, texts.uncertainText, { organisation: nameOf(at) })}</p>
        <p>{texts.uncertainTry}</p>
        <CheckAgain at={at} />
        <Contact at={at} />
      </>
    ),
  };
};
