/** A user of the built-in directory, as kept. */
export interface LocalUserRow {
  readonly id: string;
  readonly tenantId: string;
  readonly directoryId: string;
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
  /** PHC string of argon2id; null for somebody who has no password yet. */
  readonly passwordHash: string | null;
  readonly passwordChangedAt: number | null;
  readonly lastWritebackId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface LocalUserPage {
  readonly query: string;
  readonly limit: number;
  /** Canonical username after which to go on. */
  readonly after: string | null;
}

export interface LocalUsers {
  /** False when the canonical username is taken in this directory. */
  add(row: LocalUserRow): Promise<boolean>;
  get(tenantId: string, directoryId: string, id: string): Promise<LocalUserRow | null>;
  /** By canonical username, or by canonical mail when exactly one user has it. */
  find(
    tenantId: string,
    directoryId: string,
    canonicalIdentifier: string,
  ): Promise<LocalUserRow | null>;
  /** Start of username, display name, given name, surname or mail, in canonical form; ordered by canonical username. */
  search(
    tenantId: string,
    directoryId: string,
    page: LocalUserPage,
  ): Promise<readonly LocalUserRow[]>;
  count(tenantId: string, directoryId: string): Promise<number>;
  /** Profile only, never the password; false when gone. Throws `name-taken`. */
  update(row: LocalUserRow): Promise<boolean>;
  /** Sets the hash only if `expectedHash` still stands (undefined = whatever stands); false when not. */
  setPassword(
    tenantId: string,
    directoryId: string,
    id: string,
    password: {
      readonly hash: string;
      readonly changedAt: number;
      readonly writebackId: string;
      readonly expectedHash?: string | null;
    },
  ): Promise<boolean>;
  /** With every membership. */
  remove(tenantId: string, directoryId: string, id: string): Promise<boolean>;
}
