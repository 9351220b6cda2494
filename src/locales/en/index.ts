import type { SpokenOf, TranslationOf } from '../text.ts';
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

/** What every language has to say, in exactly these keys and with exactly these placeholders. */
export type Texts = TranslationOf<typeof en>;

/** The same as those who show texts see it: one with placeholders cannot be shown before it is filled. */
export interface SpokenTexts {
  readonly account: SpokenOf<typeof account>;
  readonly portal: SpokenOf<typeof portal>;
  readonly mails: SpokenOf<typeof mails>;
  readonly methods: SpokenOf<typeof methods>;
  readonly devices: SpokenOf<typeof devices>;
  readonly passkeys: SpokenOf<typeof passkeys>;
  readonly handOver: SpokenOf<typeof handOver>;
  readonly registration: SpokenOf<typeof registration>;
  readonly questions: TranslationOf<typeof questions>;
  readonly carriers: SpokenOf<typeof carriers>;
  /** Looked up by codes that are known only when it happens; see `describeError` and `describeFault`. */
  readonly problems: TranslationOf<typeof problems>;
}

export const en = {
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
};
