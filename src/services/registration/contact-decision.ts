import { sameMailbox } from '../../domain/registration/mailboxes.ts';
import { dialForm, readPhoneNumber } from '../../domain/phone-number.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { Contact, ContactColumn } from './contact-rows.ts';

/** The method a column registers, and those of which one number serves the same phone. */
export const contactMethods: Readonly<
  Record<ContactColumn, { readonly methodId: string; readonly alike: readonly string[] }>
> = {
  mobile: { methodId: 'text', alike: ['text', 'voice-mobile'] },
  officePhone: { methodId: 'voice-office', alike: ['voice-office'] },
  alternateMail: { methodId: 'email', alike: ['email'] },
};

/** What becomes of one value that a file has for somebody. */
export type ContactDecision =
  | { readonly becomes: 'added' }
  /** The person never saw what a file said before: this takes its place. */
  | { readonly becomes: 'replaced'; readonly instead: readonly Registration[] }
  /** It is known already, by the directory or by what is registered. */
  | { readonly becomes: 'unchanged' }
  /** What the person registered or confirmed themselves is theirs; a file does not overrule it. */
  | { readonly becomes: 'kept'; readonly theirs: Registration }
  | { readonly becomes: 'refused'; readonly code: 'own-mailbox' };

export function decideContact(
  user: DirectoryUser,
  registrations: readonly Registration[],
  { column, value }: Contact,
): ContactDecision {
  if (column === 'alternateMail' && user.mail !== null && sameMailbox(user.mail.trim(), value)) {
    return { becomes: 'refused', code: 'own-mailbox' };
  }
  const { alike } = contactMethods[column];
  const there = registrations.filter(({ methodId }) => alike.includes(methodId));
  if (there.some((one) => isSame(column, contactIn(one), value))) return { becomes: 'unchanged' };
  const theirs = there.find(({ source, confirmedAt }) => source === 'user' || confirmedAt !== null);
  if (theirs) return { becomes: 'kept', theirs };
  if (there.length > 0) return { becomes: 'replaced', instead: there };
  return { becomes: isSame(column, user[column], value) ? 'unchanged' : 'added' };
}

export function dataOf({ column, value }: Contact): Registration['data'] {
  return column === 'alternateMail' ? { address: value } : { number: value };
}

function contactIn({ data }: Registration): string | null {
  const value = data['address'] ?? data['number'];
  return typeof value === 'string' ? value : null;
}

function isSame(column: ContactColumn, stored: string | null, value: string): boolean {
  if (stored === null) return false;
  if (column === 'alternateMail') return sameMailbox(stored.trim(), value);
  const read = readPhoneNumber(stored);
  return read.ok && dialForm(read.number) === value;
}
