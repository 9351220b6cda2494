import { PosternError } from '../errors.ts';
import type { UserRef } from '../identity.ts';
import type { Permission, Role } from './permissions.ts';

/** Who is acting, as every service sees it and as the audit records it. */
export type Actor =
  | {
      readonly kind: 'administrator';
      readonly tenantId: string;
      readonly user: UserRef;
      readonly username: string;
      readonly roles: readonly Role[];
      readonly permissions: ReadonlySet<Permission>;
      /** When this person last proved their password, epoch ms. */
      readonly authenticatedAt: number;
    }
  | {
      readonly kind: 'api-key';
      readonly tenantId: string;
      readonly keyId: string;
      readonly permissions: ReadonlySet<Permission>;
    }
  /** Somebody with access to the server's own machine: the command line. */
  | {
      readonly kind: 'operator';
      readonly tenantId: string;
      readonly permissions: ReadonlySet<Permission>;
    };

/** Enforced at the service layer (ASVS 8.3.1): every service method names what it needs first. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!actor.permissions.has(permission)) {
    throw new PosternError('forbidden', { params: { permission } });
  }
}
