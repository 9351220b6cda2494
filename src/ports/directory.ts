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
  readonly account: AccountState;
}

/** What the directory itself says of an account, whether or not it is enabled. */
export interface AccountState {
  /** Locked by the directory after wrong passwords; {@link Directory.unlock} ends it. */
  readonly locked: boolean;
  /** The account's own end has passed. */
  readonly expired: boolean;
  /** Guarded by the directory against those who may write ordinary accounts (AD: adminCount=1). */
  readonly protected: boolean;
  /** Nobody's own: what a program signs in with. */
  readonly service: boolean;
  /** False where an administrator forbade the person to change the password. */
  readonly mayChangePassword: boolean;
  readonly password: PasswordState;
}

/** Of an account about which a directory has nothing else to say. */
export const ordinaryAccount: AccountState = {
  locked: false,
  expired: false,
  protected: false,
  service: false,
  mayChangePassword: true,
  password: 'current',
};

/** `must-change` is set by an administrator, `expired` by age; with either the password is good for a new one alone. */
export type PasswordState = 'current' | 'expired' | 'must-change';

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
  /** `locked` may be said whether the password was right or not: it is no word for strangers. */
  | { readonly ok: false; readonly reason: 'wrong' | 'disabled' | 'locked' | 'account-expired' }
  /** The password was right, and is good for a new one alone. */
  | {
      readonly ok: false;
      readonly reason: 'password-expired' | 'must-change';
      readonly user: DirectoryUser;
    };

/** The rules a directory holds one person's passwords to; null where it says nothing of it. */
export interface DirectoryPasswordPolicy {
  /** Where the rules stand, by the name administrators know. */
  readonly source: string;
  readonly minLength: number | null;
  /** Former passwords that are refused. */
  readonly historyLength: number | null;
  /** Three of four kinds of character and nothing of the name, as Active Directory means it. */
  readonly complexity: boolean;
  readonly minAgeSeconds: number | null;
  readonly maxAgeSeconds: number | null;
  readonly lockout: {
    readonly threshold: number;
    /** Null: until somebody unlocks. */
    readonly durationSeconds: number | null;
  } | null;
}

/** What a directory answered to a write; `uncertain` when no answer came back after sending. */
export type WriteOutcome =
  /** @property passwordChangedAt as the directory tells it afterwards; null where it does not, or was not asked in time. */
  | { readonly outcome: 'applied'; readonly passwordChangedAt: number | null }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason }
  | { readonly outcome: 'uncertain' };

/** What reconciliation reads to find out whether a write that nobody saw answered was made. */
export interface WriteState {
  readonly passwordChangedAt: number | null;
  /** The writeback id the directory remembers of its last write, empty before the first; null where it keeps none. */
  readonly lastWritebackId: string | null;
  readonly locked: boolean;
}

/** Whom a question is about: their anchor, or themselves as this directory has just read them, which spares reading them again. */
export type PersonOrAnchor = string | DirectoryUser;

/**
 * The little that Postern needs of a directory. Every implementation passes
 * test/kit/directory-contract.ts. Methods throw `PosternError('unavailable')` when the directory
 * cannot be reached in bounded time, and never for an answer the directory did give. A write that throws
 * was certainly not sent; one that was sent and not answered is `uncertain`.
 */
export interface Directory {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: string;
  /** Shown to administrators. */
  readonly name: string;
  /** Whether accounts can be locked here, and {@link unlock} ends it. */
  readonly locksAccounts: boolean;
  /** The one person this canonical identifier names; null for none and for several alike. */
  find(canonicalIdentifier: string): Promise<DirectoryUser | null>;
  read(anchor: string): Promise<DirectoryUser | null>;
  /** Every group the person is in, directly or through groups; cycles are harmless. */
  memberOf(person: PersonOrAnchor): Promise<readonly GroupRef[]>;
  searchUsers(page: PageRequest): Promise<Page<DirectoryUser>>;
  searchGroups(page: PageRequest): Promise<Page<DirectoryGroup>>;
  readGroup(anchor: string): Promise<DirectoryGroup | null>;
  countUsers(): Promise<number>;
  /** Persons who are members of a group directly or through groups. */
  countMembers(groups: readonly GroupRef[]): Promise<number>;
  /** Takes the same time for an unknown identifier as for a wrong password. */
  signIn(canonicalIdentifier: string, password: string): Promise<SignInResult>;
  /** Sets a new password without the old one, and unlocks: one write or none. */
  setPassword(anchor: string, password: string, writebackId: string): Promise<WriteOutcome>;
  /** Sets a new password for somebody who proved the old one. */
  changePassword(
    anchor: string,
    currentPassword: string,
    newPassword: string,
    writebackId: string,
  ): Promise<WriteOutcome>;
  /** Ends a lock and leaves the password alone; `applied` as well for an account that is not locked. */
  unlock(anchor: string, writebackId: string): Promise<WriteOutcome>;
  /** What a new password of this person is held to; null where the directory has no rules, or shows none. */
  passwordPolicy(person: PersonOrAnchor): Promise<DirectoryPasswordPolicy | null>;
  writeState(anchor: string): Promise<WriteState | null>;
  /** Resolves when a bounded round trip worked; throws `unavailable` otherwise. */
  ping(): Promise<void>;
}

export function anchorOf(person: PersonOrAnchor): string {
  return typeof person === 'string' ? person : person.ref.anchor;
}

/** Directories in the order they are asked. */
export interface Directories {
  all(tenantId: string): Promise<readonly Directory[]>;
  /** Those that may hold whom this canonical identifier names: by its realm where directories name it, or all. */
  for(tenantId: string, canonicalIdentifier: string): Promise<readonly Directory[]>;
  /** Throws `not-found` for an id of another tenant or of none, and `unavailable` for one that is switched off. */
  get(tenantId: string, directoryId: string): Promise<Directory>;
}
