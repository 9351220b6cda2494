import type { ResetState } from '../../domain/reset/session.ts';
import { blocked } from './blocked.tsx';
import { cancelled } from './cancelled.tsx';
import { choosing } from './choosing.tsx';
import { done } from './done.tsx';
import { expired } from './expired.tsx';
import { notEligible } from './not-eligible.tsx';
import { password } from './password.tsx';
import { proving } from './proving.tsx';
import type { Step } from './step.ts';
import { uncertain } from './uncertain.tsx';
import { unknown } from './unknown.tsx';
import { unlock } from './unlock.tsx';
import { writing } from './writing.tsx';

/** The page of every state a reset can be in: one file and one line each. */
export const steps: Readonly<Record<ResetState, Step>> = {
  choosing,
  proving,
  password,
  unlock,
  writing,
  uncertain,
  done,
  unknown,
  'not-eligible': notEligible,
  blocked,
  expired,
  cancelled,
};
