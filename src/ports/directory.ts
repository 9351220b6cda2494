import type { GroupRef, UserRef } from '../domain/identity.ts';
import type { RefusalReason } from '../domain/password/refusals.ts';

/** One person as a directory knows them. Addresses are exactly as stored. */
export interface DirectoryUser {
  readonly ref: UserRef;
  readonly username: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  /** The mailbox that belongs to the account itself. */
  readonly mail: string | null;
  /** A mailbox that can be read without the password being reset; asked first. */
  readonly alternateMail: string | null;
  /** As the directory has them; see src/domain/phone-number.ts for what is made of them. */
  readonly mobile: string | null;
  readonly officePhone: string | null;
  readonly locale: string | null;
  readonly enabled: boolean;
  readonly passwordChangedAt: number | null;
}

export interface DirectoryGroup {
  readonly ref: GroupRef;
  readonly name: string;
  readonly description: string | null;
  readonly directMembers: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null at the end. */
  readonly next: string | null;
}

export interface PageRequest {
  readonly query: string;
  readonly limit: number;
  readonly cursor: string | null;
}

export type SignInResult =
  | { readonly ok: true; readonly user: DirectoryUser }
  | { readonly ok: false; readonly reason: 'wrong' | 'disabled' };

/** What a directory answered to a password write; `uncertain` when no answer came back after sending. */
export type WriteOutcome =
  | { readonly outcome: 'applied'; readonly passwordChangedAt: number }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason }
  | { readonly outcome: 'uncertain' };

/** What reconciliation reads to find out whether a write that nobody saw answered was made. */
export interface WriteState {
  readonly passwordChangedAt: number | null;
  /** The writeback id the directory remembers of its last write, where it can keep one. */
  readonly lastWritebackId: string | null;
}

/**
 * The little that Postern needs of a directory. Every implementation passes
 * test/kit/directory-contract.ts. Methods throw `PosternError('unavailable')` when the directory
 * cannot be reached in bounded time, and never for an answer the directory did give.
 */
export interface Directory {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: string;
  /** The one person this canonical identifier names; null for none and for several alike. */
  find(canonicalIdentifier: string): Promise<DirectoryUser | null>;
  read(anchor: string): Promise<DirectoryUser | null>;
  /** Every group the person is in, directly or through groups; cycles are harmless. */
  memberOf(anchor: string): Promise<readonly GroupRef[]>;
  searchUsers(page: PageRequest): Promise<Page<DirectoryUser>>;
  searchGroups(page: PageRequest): Promise<Page<DirectoryGroup>>;
  readGroup(anchor: string): Promise<DirectoryGroup | null>;
  countUsers(): Promise<number>;
  /** Persons who are members of a group directly or through groups. */
  countMembers(groups: readonly GroupRef[]): Promise<number>;
  /** Takes the same time for an unknown identifier as for a wrong password. */
  signIn(canonicalIdentifier: string, password: string): Promise<SignInResult>;
  /** Sets a new password without the old one. Never unlocks half way: one write or none. */
  setPassword(anchor: string, password: string, writebackId: string): Promise<WriteOutcome>;
  /** Sets a new password for somebody who proved the old one. */
  changePassword(
    anchor: string,
    currentPassword: string,
    newPassword: string,
    writebackId: string,
  ): Promise<WriteOutcome>;
  writeState(anchor: string): Promise<WriteState | null>;
  /** Resolves when a bounded round trip worked; throws `unavailable` otherwise. */
  ping(): Promise<void>;
}

/** Directories in the order they are asked. */
export interface Directories {
  all(tenantId: string): readonly Directory[];
  /** Throws `not-found` for an id of another tenant or of none. */
  get(tenantId: string, directoryId: string): Directory;
}
