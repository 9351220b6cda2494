import type { Role } from '../../domain/access/permissions.ts';
import type { UserRef } from '../../domain/identity.ts';

export interface RoleAssignment {
  readonly user: UserRef;
  readonly role: Role;
  readonly assignedAt: number;
}

export interface RoleAssignments {
  of(user: UserRef): Promise<readonly Role[]>;
  list(tenantId: string): Promise<readonly RoleAssignment[]>;
  /** False when it was held already. */
  assign(assignment: RoleAssignment): Promise<boolean>;
  /** Removes a role unless that would leave the tenant without any holder of `keepOne`. */
  remove(user: UserRef, role: Role, keepOne: Role): Promise<'removed' | 'not-held' | 'last-holder'>;
}
