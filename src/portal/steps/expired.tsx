import { StartAgain } from '../parts/start-again.tsx';
import type { Step } from './step.ts';

export const expired: Step = ({ at, progress }) => {
  const isUnlock = progress.kind === 'unlock';
  const texts = isUnlock ? at.language.account.unlock : at.language.portal.ended;
  return {
    title: texts.expiredTitle,
    outcome: 'stopped',
    reference: progress.reference,
    body: (
      <>
        <p>{texts.expiredText}</p>
        <StartAgain at={at} from={isUnlock ? '/unlock' : '/reset'} />
      </>
    ),
  };
};
