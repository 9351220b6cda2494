export interface LocalGroupRow {
  readonly id: string;
  readonly tenantId: string;
  readonly directoryId: string;
  readonly name: string;
  readonly description: string | null;
  readonly directMembers: number;
  readonly createdAt: number;
}

export interface LocalMember {
  readonly kind: 'user' | 'group';
  readonly id: string;
}

export interface LocalMemberDetail extends LocalMember {
  readonly name: string;
}

export interface LocalGroupPage {
  readonly query: string;
  readonly limit: number;
  /** Canonical name after which to go on. */
  readonly after: string | null;
}

export interface LocalGroups {
  /** False when the canonical name is taken in this directory. */
  add(row: Omit<LocalGroupRow, 'directMembers'>): Promise<boolean>;
  get(tenantId: string, directoryId: string, id: string): Promise<LocalGroupRow | null>;
  /** Start of the name or of a word in it, in canonical form. */
  search(
    tenantId: string,
    directoryId: string,
    page: LocalGroupPage,
  ): Promise<readonly LocalGroupRow[]>;
  count(tenantId: string, directoryId: string): Promise<number>;
  /** False when gone. Throws `name-taken`. */
  update(row: Omit<LocalGroupRow, 'directMembers'>): Promise<boolean>;
  remove(tenantId: string, directoryId: string, id: string): Promise<boolean>;
  /** Direct members by id, groups and users alike; `after` is the id of the last one of the page before. */
  members(
    tenantId: string,
    directoryId: string,
    groupId: string,
    limit: number,
    after: string | null,
  ): Promise<readonly LocalMemberDetail[]>;
  /** False when it was a member already. Throws `not-found` for a member of another directory. */
  addMember(
    tenantId: string,
    directoryId: string,
    groupId: string,
    member: LocalMember,
  ): Promise<boolean>;
  removeMember(
    tenantId: string,
    directoryId: string,
    groupId: string,
    member: LocalMember,
  ): Promise<boolean>;
  /** Ids of every group a user is in, directly or through groups; cycles are harmless. */
  transitiveOf(tenantId: string, directoryId: string, userId: string): Promise<readonly string[]>;
  /** How many distinct users are in any of the groups, directly or through groups. */
  countTransitiveMembers(
    tenantId: string,
    directoryId: string,
    groupIds: readonly string[],
  ): Promise<number>;
}
