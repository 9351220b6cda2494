import { fill } from '../../locales/index.ts';
import { Contact } from '../parts/contact.tsx';
import { StartAgain } from '../parts/start-again.tsx';
import { nameOf } from '../scene.ts';
import type { Step } from './step.ts';

/** Nobody will ever know which password holds: what to try, in which order. */
export const unknown: Step = ({ at, progress }) => {
  const { unknown: texts } = at.language.account;
  return {
    title: texts.title,
    outcome: 'stopped',
    reference: progress.reference,
    body: (
      <>
        <p>{fill(at.language, texts.text, { organisation: nameOf(at) })}</p>
        <ol>
          <li>{texts.first}</li>
          <li>{texts.second}</li>
          <li>{texts.last}</li>
        </ol>
        <StartAgain at={at} />
        <Contact at={at} />
      </>
    ),
  };
};
