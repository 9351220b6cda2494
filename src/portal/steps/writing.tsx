import { CheckAgain } from '../parts/check-again.tsx';
import type { Step } from './step.ts';

/** Seen in a second tab, or by somebody who reloads while the directory answers. */
export const writing: Step = ({ at, progress }) => {
  const { ended } = at.language.portal;
  return {
    title: ended.writingTitle,
    outcome: 'waiting',
    reference: progress.reference,
    body: (
      <>
        <p>{ended.writingText}</p>
        <CheckAgain at={at} />
      </>
    ),
  };
};
