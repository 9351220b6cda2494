import { fillCounted } from '../../../locales/index.ts';
import type { Problem } from '../../view.ts';
import type { StepScene } from '../step.ts';
import type { OpenChallenge } from './ask.ts';

/**
 * What is wrong with an answer that was not sent to the person, beside the field it belongs to.
 * @param missing said when nothing was typed.
 */
export function problemsOfAnswer(
  { at, left }: StepScene,
  challenge: OpenChallenge,
  field: string,
  missing: string,
): Problem[] {
  const { pages } = at.language.methods;
  if (left?.kind === 'code-missing') return [{ field, text: missing }];
  if (left?.kind !== 'code-wrong') return [];
  if (challenge.attemptsLeft <= 0) return [{ field, text: `${pages.wrong} ${pages.usedUp}` }];
  const more = fillCounted(at.language, pages.triesLeft, challenge.attemptsLeft, {});
  return [{ field, text: `${pages.wrong} ${more}`, beside: pages.wrong }];
}
