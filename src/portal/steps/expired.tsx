import { StartAgain } from '../parts/start-again.tsx';
import type { Step } from './step.ts';

export const expired: Step = ({ at, progress }) => {
  const { ended } = at.language.portal;
  return {
    title: ended.expiredTitle,
    outcome: 'stopped',
    reference: progress.reference,
    body: (
      <>
        <p>{ended.expiredText}</p>
        <StartAgain at={at} />
      </>
    ),
  };
};
