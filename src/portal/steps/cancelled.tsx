import { StartAgain } from '../parts/start-again.tsx';
import type { Step } from './step.ts';

export const cancelled: Step = ({ at, progress }) => {
  const { ended } = at.language.portal;
  const isUnlock = progress.kind === 'unlock';
  return {
    title: isUnlock ? at.language.account.unlock.cancelledTitle : ended.cancelledTitle,
    outcome: 'stopped',
    reference: progress.reference,
    body: (
      <>
        <p>{ended.cancelledText}</p>
        <StartAgain at={at} from={isUnlock ? '/unlock' : '/reset'} />
      </>
    ),
  };
};
