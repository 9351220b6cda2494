import type { Actor } from '../../domain/access/actor.ts';
import type { Role } from '../../domain/access/permissions.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { Visitor } from '../visitor.ts';
import type { NewPasswordReason } from './change-service.ts';

export interface SignedInUser {
  readonly sessionId: string;
  readonly user: DirectoryUser;
  readonly roles: readonly Role[];
  readonly authenticatedAt: number;
  /** When an older method was last proved in this session, beside the password. */
  readonly vouchedAt: number | null;
  /** Of a session that another sign-in page began: it may register what is missing, and nothing else. */
  readonly handOverId: string | null;
  readonly expiresAt: number;
}

/** A sign-in, or what holds it up: the password was right, and is good for a new one alone. */
export type SignIn =
  | { readonly token: string; readonly signedIn: SignedInUser }
  | {
      readonly heldUp: NewPasswordReason;
      /** Opens the page for a new password (ChangeService.replace), and nothing else. */
      readonly token: string;
      readonly lifetimeSeconds: number;
    };

/**
 * Signing in with a directory password: to the console (holders of a role only) and to the portal.
 * One answer and one time for unknown, wrong, disabled and not-allowed; every failure is counted and audited.
 */
export interface AccessService {
  /**
   * Throws `sign-in-failed`, `too-many-requests`. Never signs in with a password that has run out: the portal is told
   * how to go on, the console gets `new-password-needed`. The token goes into a cookie.
   */
  signIn(
    visitor: Visitor,
    identifier: string,
    password: string,
    place: 'console' | 'portal',
  ): Promise<SignIn>;
  /** Null for a token that is unknown, ended, idle too long or of somebody now disabled. */
  resume(
    tenantId: string,
    token: string,
    place: 'console' | 'portal',
  ): Promise<SignedInUser | null>;
  /** A new token for the same session (ASVS 7.2.4). Throws `new-password-needed` as well. */
  reauthenticate(
    visitor: Visitor,
    signedIn: SignedInUser,
    password: string,
    place: 'console' | 'portal',
  ): Promise<{ readonly token: string; readonly signedIn: SignedInUser }>;
  signOut(visitor: Visitor, signedIn: SignedInUser): Promise<void>;
  actorOf(signedIn: SignedInUser): Actor;
  /** Null for a key that is unknown, revoked or expired. */
  actorOfApiKey(secret: string): Promise<Actor | null>;
}
