import { StartAgain } from '../parts/start-again.tsx';
import type { Step } from './step.ts';

export const cancelled: Step = ({ at, progress }) => {
  const { ended } = at.language.portal;
  return {
    title: ended.cancelledTitle,
    outcome: 'stopped',
    reference: progress.reference,
    body: (
      <>
        <p>{ended.cancelledText}</p>
        <StartAgain at={at} />
      </>
    ),
  };
};
