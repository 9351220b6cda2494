import { PosternError } from '../../domain/errors.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import type { AuditEventType } from '../../domain/audit/events.ts';
import type { RegistrationChange } from '../../ports/messages.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { SignedInUser } from '../access/access-service.ts';
import { entry, type EntryParts, subjectOf, userActor } from '../audit/entries.ts';
import type { Visitor } from '../visitor.ts';
import {
  ownRegistration,
  type RegistrationDesk,
  requireMayChange,
  standingOf,
} from './standing.ts';
import { tell } from './tell.ts';

/** A change of something that a person registered: written, recorded and told in one transaction. */
interface OwnChange<T extends AuditEventType> {
  readonly change: RegistrationChange;
  readonly event: T;
  readonly fields: (seen: Registration) => NonNullable<EntryParts<T>['fields']>;
  /** False when somebody else changed it meanwhile. */
  readonly write: (stores: Stores, seen: Registration, now: number) => Promise<boolean>;
}

/** Throws `not-found`, `conflict` and what `requireMayChange` throws. */
export async function changeOwn<T extends AuditEventType>(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
  id: string,
  what: OwnChange<T>,
): Promise<void> {
  // What is there is changed at Postern's own sign-in alone, not on the word of another page.
  if (signedIn.handOverId !== null) throw new PosternError('forbidden');
  const standing = await standingOf(desk, signedIn);
  requireMayChange(desk, standing, signedIn);
  const seen = ownRegistration(standing, id);
  const { user } = signedIn;
  const now = desk.clock.now();
  await desk.storage.transaction(async (stores) => {
    await stores.registrationStates.hold(user.ref);
    if (!(await what.write(stores, seen, now))) throw new PosternError('conflict');
    await stores.audit.append(
      user.ref.tenantId,
      entry(what.event, {
        at: now,
        actor: userActor(user),
        subject: subjectOf(user),
        target: id,
        correlationId: signedIn.sessionId,
        visitor,
        fields: what.fields(seen),
      }),
    );
    await tell(desk, stores, visitor, signedIn, what.change, seen, now);
  });
  desk.signal.wake();
}
