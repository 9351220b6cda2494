import type { SignedInUser } from '../access/access-service.ts';
import type { Visitor } from '../visitor.ts';
import { changeOwn } from './change-own.ts';
import type { RegistrationDesk } from './standing.ts';

/** Removes something a person registered, or that was registered for them; its data goes with it. */
export function remove(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
  id: string,
): Promise<void> {
  return changeOwn(desk, visitor, signedIn, id, {
    change: 'removed',
    event: 'registration.removed',
    fields: (seen) => ({ method: seen.methodId, name: seen.label }),
    write: (stores, seen) => stores.registrations.remove(signedIn.user.ref, id, seen.version),
  });
}
