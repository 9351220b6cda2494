import type { UserRef } from '../../domain/identity.ts';

export interface SignInSessionRow {
  readonly id: string;
  readonly tenantId: string;
  readonly tokenMac: string;
  readonly user: UserRef;
  readonly place: 'console' | 'portal';
  readonly createdAt: number;
  /** When the password was last proved in this session. */
  readonly authenticatedAt: number;
  readonly lastSeenAt: number;
  readonly idleSeconds: number;
  readonly expiresAt: number;
  /** When a method the person held already was last proved in this session, beside the password; null for never. */
  readonly vouchedAt: number | null;
  /** Of a portal session that another sign-in page began and answers for; null for one that began with a password. */
  readonly handOverId: string | null;
}

export interface SignInSessions {
  add(row: SignInSessionRow): Promise<void>;
  /** The session if it is live; moves `lastSeenAt` on (at most once a minute) in the same step. */
  touch(tenantId: string, tokenMac: string, now: number): Promise<SignInSessionRow | null>;
  reauthenticated(tenantId: string, id: string, tokenMac: string, now: number): Promise<boolean>;
  /** An older method was proved in this session, which goes on under a new token; false when it is over. */
  vouched(tenantId: string, id: string, tokenMac: string, now: number): Promise<boolean>;
  end(tenantId: string, id: string): Promise<boolean>;
  /** Ends every session of a person; returns how many. */
  endAllOf(user: UserRef): Promise<number>;
  purge(expiredBefore: number): Promise<number>;
}
