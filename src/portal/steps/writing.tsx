import { CheckAgain } from '../parts/check-again.tsx';
import type { Step } from './step.ts';

/** Seen in a second tab, or by somebody who reloads while the directory answers. */
export const writing: Step = ({ at, progress }) => {
  const { ended } = at.language.portal;
  const texts = progress.kind === 'unlock' ? at.language.account.unlock : ended;
  return {
    title: texts.writingTitle,
    outcome: 'waiting',
    reference: progress.reference,
    body: (
      <>
        <p>{texts.writingText}</p>
        <CheckAgain at={at} />
      </>
    ),
  };
};
