import type { Enrolment } from '../../ports/method.ts';
import { address } from './address.ts';
import { app } from './app.tsx';
import { codes } from './codes.tsx';
import { device } from './device.tsx';
import type { EnrolmentPage } from './enrolment-page.ts';
import { number } from './number.ts';
import { passkey } from './passkey.tsx';
import { questions } from './questions.tsx';

/** Every page that leads through registering, by `Enrolment.page`: one file and one line each. */
export const enrolmentPages: Readonly<Record<Enrolment['page'], EnrolmentPage>> = {
  address,
  app,
  codes,
  device,
  number,
  passkey,
  questions,
};
