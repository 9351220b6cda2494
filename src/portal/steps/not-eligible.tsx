import { Contact } from '../parts/contact.tsx';
import type { Step } from './step.ts';

/** Says nothing of why: the reason is for administrators. */
export const notEligible: Step = ({ at, progress }) => {
  const { ended, actions } = at.language.portal;
  return {
    title: ended.notEligibleTitle,
    outcome: 'stopped',
    reference: progress.reference,
    body: (
      <>
        <p>{ended.notEligibleText}</p>
        <Contact at={at} />
        <p>
          <a href="/">{actions.backToStart}</a>
        </p>
      </>
    ),
  };
};
