import type { Enrolment } from '../../ports/method.ts';
import { device } from './device.tsx';
import type { EnrolmentPage } from './enrolment-page.ts';
import { passkey } from './passkey.tsx';

/** By `Enrolment.page`. A method whose page is missing here can be used, but not registered in the portal. */
export const enrolmentPages: Readonly<Partial<Record<Enrolment['page'], EnrolmentPage>>> = {
  device,
  passkey,
};
