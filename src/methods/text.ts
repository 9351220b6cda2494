import { z } from 'zod';
import { maskNumber } from '../domain/mask.ts';
import { dialForm, readPhoneNumber } from '../domain/phone-number.ts';
import type { Registration } from '../domain/registration/registration.ts';
import type { ChannelKind } from '../ports/channel.ts';
import type { Enrolment, EnrolmentFault, Person, SentCodeMethod } from '../ports/method.ts';
import { asciiDigits, normaliseDigits } from '../domain/typed-digits.ts';

/** Ranges: NIST SP 800-63B-4 §3.1.3.2 (at least 6 digits, at most 10 minutes). */
const settings = z.strictObject({
  enabled: z.boolean(),
  digits: z.int().min(6).max(8),
  lifetimeSeconds: z.int().min(60).max(600),
  /** The number is typed in full before anything is sent there (ME-25, ME-26). */
  askNumber: z.boolean(),
});
export type PhoneSettings = z.infer<typeof settings>;

/** RG-17. */
const MOST_NUMBERS = 2;

const keptSchema = z.object({ number: z.string(), codeMac: z.string() });

/** What tells one way to reach a phone from another. */
interface PhoneMethod {
  readonly id: string;
  readonly methodClass: string;
  readonly carrier: ChannelKind;
  /** Every number the person may be reached at this way, in dialling form, the first one first. */
  readonly numbersOf: (person: Person) => readonly string[];
  readonly enrolment: Enrolment<PhoneSettings>;
}

/** A code sent to a phone. It travels through networks anybody may tap, so it is nothing for administrators by default (R115). */
export function phoneMethod(phone: PhoneMethod): SentCodeMethod<PhoneSettings> {
  const { numbersOf, ...named } = phone;
  return {
    ...named,
    kind: 'sent-code',
    fills: 1,
    settings,
    presets: {
      recommended: { enabled: false, digits: 6, lifetimeSeconds: 300, askNumber: false },
      entra: { enabled: false, digits: 6, lifetimeSeconds: 300, askNumber: true },
    },
    forAdministrators: { recommended: false, entra: true },
    needsEarlierProof: () => false,
    destinationOf: (person) => numbersOf(person)[0] ?? null,
    asksDestination: ({ askNumber }) => askNumber,
    namesDestination,
    makeCode: ({ digits }, random) => random.digits(digits),
    lifetimeSeconds: (chosen) => chosen.lifetimeSeconds,
    normaliseAnswer: (typed) => normaliseDigits(typed),
  };
}

/** A code in a text message. */
export const text: SentCodeMethod<PhoneSettings> = phoneMethod({
  id: 'text',
  methodClass: 'phone',
  carrier: 'sms',
  numbersOf: mobileNumbersOf,
  enrolment: mobileEnrolment('text', 'sms'),
});

/**
 * The mobile numbers of a person: those they registered, by text or by call alike, before the directory's (ME-27). One
 * with an extension stands behind a switchboard, where no text arrives and anybody may answer.
 */
export function mobileNumbersOf({ user, registrations }: Person): readonly string[] {
  const registered = registrations
    .filter(({ methodId }) => methodId === 'text' || methodId === 'voice-mobile')
    .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const stored = [...registered.map(numberIn), user.mobile].map(dialled);
  return stored.filter((number): number is string => number?.includes(';') === false);
}

/** Registering a mobile number: a code sent there by the way it is registered for has to come back (R056). */
export function mobileEnrolment(methodId: string, carrier: ChannelKind): Enrolment<PhoneSettings> {
  return {
    page: 'number',
    max: () => MOST_NUMBERS,
    async begin(typed, person, chosen, tools) {
      const read = readPhoneNumber(typed['number'] ?? '');
      if (!read.ok) return refused('number', read.fault);
      const { e164, extension } = read.number;
      if (extension !== null) return refused('number', 'wrong-format');
      const registered = mobileNumbersOf({ ...person, user: { ...person.user, mobile: null } });
      if (registered.includes(e164)) return refused('number', 'number-taken');
      if (registered.length >= MOST_NUMBERS) return refused('number', 'too-many');
      return sending(e164, carrier, chosen, tools);
    },
    finish: (typed, kept, _person, _chosen, tools) =>
      Promise.resolve(confirmed(methodId, typed, kept, tools)),
  };
}

type Tools = Parameters<Enrolment['begin']>[3];
type Begun = Awaited<ReturnType<Enrolment['begin']>>;
type Finished = Awaited<ReturnType<Enrolment['finish']>>;

export function refused(path: string, code: string): { ok: false; faults: EnrolmentFault[] } {
  return { ok: false, faults: [{ path, code }] };
}

export function sending(
  number: string,
  carrier: ChannelKind,
  { digits }: PhoneSettings,
  { random, vault }: Tools,
): Begun {
  const code = random.digits(digits);
  return {
    ok: true,
    shown: {},
    kept: { number, codeMac: vault.mac('code', `${number}\n${code}`) },
    send: { carrier, to: number, code },
  };
}

export function confirmed(
  methodId: string,
  typed: Readonly<Record<string, string>>,
  kept: Readonly<Record<string, unknown>>,
  { vault }: Tools,
): Finished {
  const { number, codeMac } = keptSchema.parse(kept);
  const code = normaliseDigits(typed['code'] ?? '');
  const given = vault.mac('code', `${number}\n${code ?? ''}`);
  if (!vault.sameMac(given, codeMac) || code === null) return refused('code', 'code-wrong');
  const name = (typed['name'] ?? '').trim();
  return {
    ok: true,
    label: name === '' ? maskNumber(number) : name.slice(0, 64),
    data: { number },
    // The same phone may belong to two people; whoever holds it proves it with a code every time.
    lookup: null,
    replaces: methodId === 'voice-office',
  };
}

export function numberIn({ data }: Registration): string | null {
  const { number } = data;
  return typeof number === 'string' ? number : null;
}

/** In dialling form; null for what cannot be dialled. */
export function dialled(stored: string | null): string | null {
  if (stored === null) return null;
  const read = readPhoneNumber(stored);
  return read.ok ? dialForm(read.number) : null;
}

/** Whoever knows the number need not know the extension; one that is typed has to be right. */
function namesDestination(typed: string, destination: string): boolean {
  const [given, stored] = [readPhoneNumber(asciiDigits(typed)), readPhoneNumber(destination)];
  if (!given.ok || !stored.ok || given.number.e164 !== stored.number.e164) return false;
  const { extension } = given.number;
  return extension === null || extension === stored.number.extension;
}
