import { registeredMailboxes } from '../../domain/registration/mailboxes.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import type { RegistrationChange } from '../../ports/messages.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { SignedInUser } from '../access/access-service.ts';
import type { Visitor } from '../visitor.ts';
import type { RegistrationDesk } from './standing.ts';

/** Queues, with the change, a notice of it to every mailbox of the person: those there were, and one that is new. */
export function tell(
  desk: RegistrationDesk,
  stores: Stores,
  visitor: Visitor,
  { user, sessionId }: SignedInUser,
  change: RegistrationChange,
  registration: Registration,
  now: number,
): Promise<void> {
  return desk.notices.registrationChanged(stores, {
    user,
    change,
    methodId: registration.methodId,
    name: registration.label,
    reference: registration.id,
    at: now,
    askedFrom: visitor.ip ?? '',
    locale: visitor.locale,
    correlationId: sessionId,
    // One that was removed is told for the last time.
    alsoTo: registeredMailboxes([registration]),
  });
}
