import { z } from 'zod';
import { readMailAddress } from '../domain/mail-address.ts';
import { maskMail } from '../domain/mask.ts';
import { registeredMailboxes, sameMailbox } from '../domain/registration/mailboxes.ts';
import type { Enrolment, MethodTools, Person, SentCodeMethod } from '../ports/method.ts';
import { MAX_DIGITS, MIN_DIGITS, normaliseDigits } from '../domain/typed-digits.ts';

/** Ranges: OWASP Forgot Password (6 to 12 digits, at most an hour), NIST SP 800-63B-4 §3.1.3.2. */
const settings = z.strictObject({
  enabled: z.boolean(),
  digits: z.int().min(MIN_DIGITS).max(MAX_DIGITS),
  lifetimeSeconds: z.int().min(300).max(3600),
});
export type EmailSettings = z.infer<typeof settings>;

/** NIST SP 800-63B-4 §4.2.1.2 asks for two or more. */
const MOST_ADDRESSES = 5;

const keptSchema = z.object({ address: z.string(), codeMac: z.string() });

const enrolment: Enrolment<EmailSettings> = {
  page: 'address',
  max: () => MOST_ADDRESSES,
  async begin(typed, person, { digits }, tools) {
    const read = readMailAddress((typed['address'] ?? '').trim());
    if (!read.ok) return refused('address', read.fault === 'empty' ? 'required' : read.fault);
    const address = read.address.envelope;
    const { mail, alternateMail } = person.user;
    const known = [...registeredMailboxes(person.registrations), mail, alternateMail];
    if (known.some((one) => one !== null && sameMailbox(one.trim(), address))) {
      return refused('address', 'address-known');
    }
    const code = tools.random.digits(digits);
    return {
      ok: true,
      shown: { destination: address },
      kept: { address, codeMac: macOf(tools, address, code) },
      send: { carrier: 'email', to: address, code },
    };
  },
  async finish(typed, kept, _person, _settings, tools) {
    const { address, codeMac } = keptSchema.parse(kept);
    const code = normaliseDigits(typed['code'] ?? '');
    const right = tools.vault.sameMac(macOf(tools, address, code ?? ''), codeMac);
    if (!right || code === null) return refused('code', 'code-wrong');
    return { ok: true, label: maskMail(address), data: { address }, lookup: null, replaces: false };
  },
};

/** A code in a mail, to a mailbox that can be read without the forgotten password if there is one. */
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
  enrolment,
  destinationOf,
  asksDestination: () => false,
  namesDestination: (typed, destination) => sameMailbox(typed.trim(), destination),
  makeCode: ({ digits }, random) => random.digits(digits),
  lifetimeSeconds: (chosen) => chosen.lifetimeSeconds,
  normaliseAnswer: (typed) => normaliseDigits(typed),
};

/**
 * What the person registered comes before what the directory knows, and the mailbox of the account itself last: whoever
 * forgot its password cannot read it.
 */
function destinationOf({ user, registrations }: Person): string | null {
  const preferred = registrations.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const own = present(user.mail);
  const others = [...registeredMailboxes(preferred), user.alternateMail]
    .map(present)
    .filter((address) => address !== null && (own === null || !sameMailbox(address, own)));
  return others[0] ?? own;
}

function present(address: string | null): string | null {
  return address === null || address.trim() === '' ? null : address;
}

function macOf({ vault }: MethodTools, address: string, code: string): string {
  return vault.mac('code', `${address}\n${code}`);
}

function refused(path: string, code: string) {
  return { ok: false as const, faults: [{ path, code }] };
}
