import type { Registration } from './registration.ts';

/** The addresses a person registered, as they typed them. */
export function registeredMailboxes(registrations: readonly Registration[]): string[] {
  return registrations.flatMap(({ methodId, data }) => {
    const { address } = data;
    return methodId === 'email' && typeof address === 'string' ? [address] : [];
  });
}

/** Two spellings of one mailbox: hardly any server tells small from capital letters. */
export function sameMailbox(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
