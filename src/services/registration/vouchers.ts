import { sameMailbox } from '../../domain/registration/mailboxes.ts';
import type { Method } from '../../ports/method.ts';
import { needsEarlierProof } from '../reset/offered-methods.ts';
import type { Standing } from './standing.ts';

/**
 * The methods that can vouch, beside the password, for what somebody changes: those they can use now. Not one that is
 * too weak alone, not one whose answer comes from elsewhere, and not the mailbox of the account itself, which opens
 * with the very password.
 */
export function vouchers(standing: Standing): Method[] {
  const { eligibility, offered, policy } = standing;
  return offered.filter((method) => {
    if (!eligibility.usableMethods.includes(method.id)) return false;
    if (needsEarlierProof(method, policy)) return false;
    if (method.kind === 'held') return !method.waits && method.ask !== 'questions';
    return voucherDestination(standing, method) !== null;
  });
}

/** Where the code of a voucher goes; null when it has nowhere to go but the account's own mailbox. */
export function voucherDestination(
  { eligibility: { person } }: Standing,
  method: Extract<Method, { kind: 'sent-code' }>,
): string | null {
  const destination = method.destinationOf(person);
  const { mail } = person.user;
  return destination === null || (mail !== null && sameMailbox(destination, mail))
    ? null
    : destination;
}
