import type { Child } from 'hono/jsx';
import type { ResetProgress } from '../../../services/reset/reset-service.ts';
import type { Enhancement, Problem } from '../../view.ts';
import type { StepScene } from '../step.ts';

export type OpenChallenge = NonNullable<ResetProgress['challenge']>;

/** One way to ask for a proof, as the middle of the page; around it are the steps, other ways and the way out. */
export interface Asked {
  readonly title: string;
  readonly problems: readonly Problem[];
  readonly enhance: readonly Enhancement[];
  readonly body: Child;
}

/** The same page for every identifier before the first proof: nothing in it may say who is known. */
export type Ask = (scene: StepScene, challenge: OpenChallenge) => Asked;
