import { fill } from '../../locales/index.ts';
import { nameOf } from '../scene.ts';
import type { Step } from './step.ts';

export const done: Step = ({ at, progress }) => {
  const { ended, actions } = at.language.portal;
  const { unlock } = at.language.account;
  if (progress.kind === 'unlock') {
    return {
      title: unlock.doneTitle,
      outcome: 'good',
      reference: progress.reference,
      body: (
        <>
          <p>{unlock.doneText}</p>
          <p>{unlock.doneAgain}</p>
          <p>{ended.doneSafety}</p>
          <p>
            <a href="/">{actions.backToStart}</a>
          </p>
        </>
      ),
    };
  }
  return {
    title: ended.doneTitle,
    outcome: 'good',
    reference: progress.reference,
    body: (
      <>
        <p>{fill(at.language, ended.doneText, { organisation: nameOf(at) })}</p>
        <p>{ended.doneDevices}</p>
        <p>{ended.doneSafety}</p>
        <p>
          <a href="/">{actions.backToStart}</a>
        </p>
      </>
    ),
  };
};
