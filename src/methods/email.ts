import { z } from 'zod';
import type { SentCodeMethod } from '../ports/method.ts';
import { MAX_DIGITS, MIN_DIGITS, normaliseDigits } from './typed-digits.ts';

/** Ranges: OWASP Forgot Password (6 to 12 digits, at most an hour), NIST SP 800-63B-4 §3.1.3.2. */
const settings = z.strictObject({
  enabled: z.boolean(),
  digits: z.int().min(MIN_DIGITS).max(MAX_DIGITS),
  lifetimeSeconds: z.int().min(300).max(3600),
});
export type EmailSettings = z.infer<typeof settings>;

/** A code in a mail, to the mailbox that can be read without the forgotten password if there is one. */
export const email: SentCodeMethod<EmailSettings> = {
  kind: 'sent-code',
  id: 'email',
  methodClass: 'mailbox',
  fills: 1,
  carrier: 'email',
  settings,
  presets: {
    recommended: { enabled: true, digits: 8, lifetimeSeconds: 600 },
    entra: { enabled: true, digits: 6, lifetimeSeconds: 300 },
  },
  forAdministrators: { recommended: true, entra: true },
  needsEarlierProof: () => false,
  enrolment: null,
  destinationOf: ({ user }) => present(user.alternateMail) ?? present(user.mail),
  asksDestination: () => false,
  namesDestination: (typed, destination) =>
    typed.trim().toLowerCase() === destination.toLowerCase(),
  makeCode: ({ digits }, random) => random.digits(digits),
  lifetimeSeconds: (chosen) => chosen.lifetimeSeconds,
  normaliseAnswer: (typed) => normaliseDigits(typed),
};

function present(address: string | null): string | null {
  return address === null || address.trim() === '' ? null : address;
}
