import { z } from 'zod';
import type { CodeMethod } from '../ports/method.ts';

const MIN_DIGITS = 6;
const MAX_DIGITS = 12;

/** Ranges: OWASP Forgot Password (6 to 12 digits, at most an hour), NIST SP 800-63B-4 §3.1.3.2. */
const settings = z.strictObject({
  enabled: z.boolean(),
  digits: z.int().min(MIN_DIGITS).max(MAX_DIGITS),
  lifetimeSeconds: z.int().min(300).max(3600),
});
export type EmailSettings = z.infer<typeof settings>;

/** A code in a mail, to the mailbox that can be read without the forgotten password if there is one. */
export const email: CodeMethod<EmailSettings> = {
  id: 'email',
  methodClass: 'mailbox',
  fills: 1,
  carrier: 'email',
  settings,
  presets: {
    recommended: { enabled: true, digits: 8, lifetimeSeconds: 600 },
    entra: { enabled: true, digits: 6, lifetimeSeconds: 300 },
  },
  destinationOf: (user) => present(user.alternateMail) ?? present(user.mail),
  makeCode: ({ digits }, random) => random.digits(digits),
  lifetimeSeconds: (chosen) => chosen.lifetimeSeconds,
  // Any length that a code can have: one that was sent before the setting was changed stays good.
  normaliseAnswer: (typed) => {
    const answer = asciiDigits(typed.replace(betweenDigits, ''));
    return /^[0-9]+$/.test(answer) && answer.length >= MIN_DIGITS && answer.length <= MAX_DIGITS
      ? answer
      : null;
  },
};

function present(address: string | null): string | null {
  return address === null || address.trim() === '' ? null : address;
}

/** What a mail program, a keyboard or a person puts between digits: blanks, dashes, invisible marks. */
const betweenDigits = /[\s\p{Z}\p{Pd}\p{Cf}\u2212]/gu;

/** Zero of the digits people's keyboards have: Arabic-Indic, Persian and Urdu, Devanagari, full-width. */
const zeros = [0x0660, 0x06f0, 0x0966, 0xff10];

function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const zero = zeros.find((start) => code >= start && code < start + 10);
    return zero === undefined ? sign : String(code - zero);
  });
}
