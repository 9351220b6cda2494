import { approval } from './approval.tsx';
import type { Ask, OpenChallenge } from './ask.ts';
import { code } from './code.tsx';
import { passkey } from './passkey.tsx';
import { questions } from './questions.tsx';

/** Every way to ask for a proof: one file and one line each. */
export const asks: Readonly<Record<OpenChallenge['ask'], Ask>> = {
  code,
  questions,
  passkey,
  approval,
};
