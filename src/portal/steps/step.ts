import type { ResetProgress } from '../../services/reset/reset-service.ts';
import type { Notice } from '../notices.ts';
import type { Scene } from '../scene.ts';
import type { View } from '../view.ts';

/** What a step is drawn from: the true state of the reset, and what is left to say about the last act. */
export interface StepScene {
  readonly at: Scene;
  readonly progress: ResetProgress;
  readonly left: Notice | null;
  readonly token: string;
  /** Epoch ms. */
  readonly now: number;
}

/** One state of a reset as a page. */
export type Step = (scene: StepScene) => View;

/** Saying who you are is the first step, every gate is one, and the new password is the last. */
export function progressAt(
  progress: ResetProgress,
  step: 'gate' | 'password',
): NonNullable<View['progress']> {
  const steps = progress.gatesRequired + 2;
  return {
    step: step === 'password' ? steps : Math.min(progress.gatesFilled + 2, steps - 1),
    steps,
  };
}
