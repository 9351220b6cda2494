import type { Texts } from '../en/index.ts';
import { account } from './account.ts';
import { carriers } from './carriers.ts';
import { devices } from './devices.ts';
import { problems } from './errors.ts';
import { handOver } from './hand-over.ts';
import { mails } from './mails.ts';
import { methods } from './methods.ts';
import { passkeys } from './passkeys.ts';
import { portal } from './portal.ts';
import { questions } from './questions.ts';
import { registration } from './registration.ts';

export const ar = {
  account,
  carriers,
  devices,
  handOver,
  portal,
  mails,
  methods,
  passkeys,
  problems,
  questions,
  registration,
} satisfies Texts;
