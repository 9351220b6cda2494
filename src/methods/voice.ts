import type { Person, SentCodeMethod } from '../ports/method.ts';
import {
  confirmed,
  dialled,
  mobileEnrolment,
  mobileNumbersOf,
  numberIn,
  phoneMethod,
  type PhoneSettings,
  refused,
  sending,
} from './text.ts';

/** A call to the same phone that gets the texts, so both fill one gate. */
export const voiceMobile: SentCodeMethod<PhoneSettings> = phoneMethod({
  id: 'voice-mobile',
  methodClass: 'phone',
  carrier: 'voice',
  numbersOf: mobileNumbersOf,
  enrolment: mobileEnrolment('voice-mobile', 'voice'),
});

/** A call to the phone on the desk, through the switchboard to its extension. */
export const voiceOffice: SentCodeMethod<PhoneSettings> = phoneMethod({
  id: 'voice-office',
  methodClass: 'office-phone',
  carrier: 'voice',
  numbersOf: officeNumbersOf,
  enrolment: {
    page: 'number',
    max: () => 1,
    /** Only the number the directory has, so that nobody makes another phone their office phone (RG-22). */
    async begin(typed, { user }, chosen, tools) {
      const number = dialled(user.officePhone);
      if (number === null) return refused('number', 'no-office-phone');
      const given = (typed['number'] ?? '').trim();
      if (given !== '' && !voiceOffice.namesDestination(given, number)) {
        return refused('number', 'no-office-phone');
      }
      return sending(number, 'voice', chosen, tools);
    },
    finish: (typed, kept, _person, _chosen, tools) =>
      Promise.resolve(confirmed('voice-office', typed, kept, tools)),
  },
});

function officeNumbersOf({ user, registrations }: Person): readonly string[] {
  const registered = registrations
    .filter(({ methodId }) => methodId === 'voice-office')
    .map(numberIn);
  return [...registered, user.officePhone].map(dialled).filter((number) => number !== null);
}
