import type { Registration } from './registration.ts';

/** The addresses a person registered, as they typed them. */
export function registeredMailboxes(registrations: readonly Registration[]): string[] {
  return registrations.flatMap(({ methodId, data }) => {
    const { address } = data;
    return methodId === 'email' && typeof address === 'string' ? [address] : [];
  });
}

/** A code by mail can go nowhere but to the mailbox that the password itself opens. */
export function hasOnlyOwnMailbox(
  { mail, alternateMail }: { readonly mail: string | null; readonly alternateMail: string | null },
  registrations: readonly Registration[],
): boolean {
  const own = mail?.trim() ?? '';
  const all = [alternateMail?.trim() ?? '', ...registeredMailboxes(registrations)];
  return own !== '' && all.every((one) => one === '' || sameMailbox(one, own));
}

/** Two spellings of one mailbox: hardly any server tells small from capital letters. */
export function sameMailbox(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
