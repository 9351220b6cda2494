import type { UserRef } from '../../domain/identity.ts';
import type { Registration } from '../../domain/registration/registration.ts';

/** A registration as kept: its data sealed and bound to the row (`registration/<tenant>/<id>`). */
export interface RegistrationRow extends Omit<Registration, 'data'> {
  readonly user: UserRef;
  readonly dataSealed: string;
  /** Keyed digest of a name that must be the only one of its method in the tenant, such as a credential id. */
  readonly lookupMac: string | null;
}

export interface Registrations {
  /** Throws `name-taken` when the lookup of another registration of this method and tenant is the same. */
  add(row: RegistrationRow): Promise<void>;
  /** Every registration of a person, oldest first. */
  of(user: UserRef): Promise<readonly RegistrationRow[]>;
  get(tenantId: string, id: string): Promise<RegistrationRow | null>;
  byLookup(tenantId: string, methodId: string, lookupMac: string): Promise<RegistrationRow | null>;
  /**
   * Those of a method that a file brought, whoever has them, by their labels: after `after`, at most so many, whose
   * label begins so.
   */
  imported(
    tenantId: string,
    methodId: string,
    asked: {
      readonly label: string;
      readonly after: Pick<RegistrationRow, 'label' | 'id'> | null;
      readonly limit: number;
    },
  ): Promise<readonly RegistrationRow[]>;
  /** Writes `next` (its version is ignored) only if the stored version is `seenVersion`; the new row or null. */
  replace(seenVersion: number, next: RegistrationRow): Promise<RegistrationRow | null>;
  /** Deletes it if it is this person's and of the seen version; whether it did. */
  remove(user: UserRef, id: string, seenVersion: number): Promise<boolean>;
  /** Deletes every registration of a person, or every one of a method; returns how many. */
  removeAllOf(user: UserRef, methodId: string | null): Promise<number>;
  /** How many there are of all people of a directory. */
  countIn(tenantId: string, directoryId: string): Promise<number>;
  /** Deletes those of all people of a directory; returns how many. */
  removeAllIn(tenantId: string, directoryId: string): Promise<number>;
  /** Deletes those of a method, of whatever tenant, that were made before the given time; returns how many. */
  purge(methodId: string, createdBefore: number, limit: number): Promise<number>;
}
