import { Contact } from '../parts/contact.tsx';
import type { Step } from './step.ts';

export const blocked: Step = ({ at, progress }) => {
  const { ended, actions } = at.language.portal;
  return {
    title: ended.blockedTitle,
    outcome: 'stopped',
    reference: progress.reference,
    body: (
      <>
        <p>{ended.blockedText}</p>
        <p>{ended.blockedSignIn}</p>
        <Contact at={at} />
        <p>
          <a href="/">{actions.backToStart}</a>
        </p>
      </>
    ),
  };
};
