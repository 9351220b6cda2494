import type { Directory, DirectoryGroup, DirectoryUser, Page } from './directory.ts';
import type { Stores } from './storage/index.ts';

/** What an administrator may set of a person; addresses are kept exactly as given. */
export interface UserProfile {
  readonly username: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly alternateMail: string | null;
  readonly mobile: string | null;
  readonly officePhone: string | null;
  readonly locale: string | null;
  readonly enabled: boolean;
}

/** The username is how an import finds a person again, so it is not changed afterwards. */
export type UserChanges = Partial<Omit<UserProfile, 'username'>>;

/** A row of an import: a field that is absent keeps what stands; a new person gets null, and is enabled. */
export type ImportRow = Pick<UserProfile, 'username' | 'displayName'> & UserChanges;

export interface GroupProfile {
  readonly name: string;
  readonly description: string | null;
}

export interface Member {
  readonly kind: 'user' | 'group';
  readonly anchor: string;
}

export interface MemberDetail extends Member {
  readonly name: string;
}

export interface Changed<T> {
  readonly before: T;
  readonly after: T;
}

/** What became of one row of an import, in the order of the rows; `none` when it said what stood already. */
export type ImportedRow =
  | { readonly change: 'created'; readonly user: DirectoryUser }
  | {
      readonly change: 'updated' | 'none';
      readonly before: DirectoryUser;
      readonly user: DirectoryUser;
    };

/**
 * A directory whose people and groups are made in Postern itself: the built-in one. Reading is the
 * {@link Directory} it also is; a write happens through {@link ManagedDirectory.within}, in the
 * caller's transaction, so that an act and its audit event are kept together or not at all.
 */
export interface ManagedDirectory extends Directory {
  /** Direct members, users and groups, in an order that stays; throws `not-found` for an unknown group. */
  listMembers(
    groupAnchor: string,
    page: { readonly limit: number; readonly cursor: string | null },
  ): Promise<Page<MemberDetail>>;
  /** Does no I/O but through the stores; profiles were checked by the caller. */
  within(stores: Stores): ManagedWrites;
}

/** Anchors of another tenant or directory are unknown here. */
export interface ManagedWrites {
  readUser(anchor: string): Promise<DirectoryUser | null>;
  readGroup(anchor: string): Promise<DirectoryGroup | null>;
  /**
   * Throws `name-taken` for a username whose canonical form is in use.
   * @param passwordHash PHC string, or null for somebody who sets their first password by a reset.
   */
  createUser(profile: UserProfile, passwordHash: string | null): Promise<DirectoryUser>;
  /** Null when there is no such user. */
  updateUser(anchor: string, changes: UserChanges): Promise<Changed<DirectoryUser> | null>;
  /** The user as they were, with every membership removed; null when there was none. */
  deleteUser(anchor: string): Promise<DirectoryUser | null>;
  /** Throws `name-taken` for a name whose canonical form is in use. */
  createGroup(profile: GroupProfile): Promise<DirectoryGroup>;
  /** Null when there is no such group; throws `name-taken`. */
  updateGroup(
    anchor: string,
    changes: Partial<GroupProfile>,
  ): Promise<Changed<DirectoryGroup> | null>;
  /** The group as it was; its members stay. Null when there was none. */
  deleteGroup(anchor: string): Promise<DirectoryGroup | null>;
  /** False when it was a member already; throws `not-found` for an unknown group or member. */
  addMember(groupAnchor: string, member: Member): Promise<boolean>;
  /** False when it was no member. */
  removeMember(groupAnchor: string, member: Member): Promise<boolean>;
  /**
   * Makes or updates one user per row, found by canonical username; passwords stay untouched.
   * @param rows at most a few hundred, of distinct usernames.
   * @param dryRun answers what would become of each row and writes nothing.
   */
  importUsers(rows: readonly ImportRow[], dryRun: boolean): Promise<readonly ImportedRow[]>;
}

/** The directory that holds people made in Postern; every tenant has one. */
export interface ManagedDirectories {
  of(tenantId: string): ManagedDirectory;
}
