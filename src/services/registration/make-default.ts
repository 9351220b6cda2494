import type { SignedInUser } from '../access/access-service.ts';
import type { Visitor } from '../visitor.ts';
import { changeOwn } from './change-own.ts';
import type { RegistrationDesk } from './standing.ts';

/** Makes one registration what the person is asked for first; it is the only one. */
export function makeDefault(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
  id: string,
): Promise<void> {
  return changeOwn(desk, visitor, signedIn, id, {
    change: 'default-changed',
    event: 'registration.default-changed',
    fields: (seen) => ({ method: seen.methodId, name: seen.label }),
    async write(stores) {
      const rows = await stores.registrations.of(signedIn.user.ref);
      for (const row of rows) {
        const isDefault = row.id === id;
        if (row.isDefault === isDefault) continue;
        // The person's rows are held by this transaction: only a use of the method can come between.
        if (!(await stores.registrations.replace(row.version, { ...row, isDefault }))) return false;
      }
      return rows.some((row) => row.id === id);
    },
  });
}
