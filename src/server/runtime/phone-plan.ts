import { getCountries, type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhonePlan } from '../../ports/phone-plan.ts';

/** Premium and shared-cost services, numbers that follow a person about for a fee, and what no person answers. */
const costly: ReadonlySet<NumberType> = new Set([
  'PREMIUM_RATE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'PAGER',
  'VOICEMAIL',
]);

/** The plans as Google's libphonenumber has collected them. */
export const phonePlan: PhonePlan = {
  countries: getCountries().toSorted(),
  look(number) {
    const known = parsePhoneNumberFromString(number);
    return { country: known?.country ?? null, costly: costly.has(known?.getType()) };
  },
};
