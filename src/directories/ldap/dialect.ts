import type { AccountState, DirectoryPasswordPolicy } from '../../ports/directory.ts';
import type { DirectoryCheck } from '../../ports/directory-kind.ts';
import type { LdapEntry } from './entry.ts';
import type { PolicyError } from './policy-answer.ts';
import type { LdapWrite, PersonalConnection } from './service.ts';

/** What a server makes of an account, beside who it is. */
export interface Account {
  readonly enabled: boolean;
  readonly passwordChangedAt: number | null;
  readonly state: Omit<AccountState, 'service'>;
}

/** What came of a write, with what the server said of its password rules beside it. */
export interface PasswordWrite {
  readonly write: LdapWrite;
  readonly policyError: PolicyError | null;
}

/** How one kind of server keeps accounts and passwords; everything else is common to all of them. */
export interface Dialect {
  readonly kind: string;
  readonly locksAccounts: boolean;
  /** The attribute that names an entry for ever, and what its values look like. */
  readonly anchorAttribute: string;
  isAnchor(text: string): boolean;
  /** Read with every person, for {@link accountsOf} and the others. */
  readonly attributes: readonly string[];
  /** In the order of the entries. */
  accountsOf(entries: readonly LdapEntry[]): Promise<readonly Account[]>;
  passwordPolicy(person: LdapEntry): Promise<DirectoryPasswordPolicy | null>;
  /** As the service account; ends a lock too. */
  reset(person: LdapEntry, password: string): Promise<PasswordWrite>;
  /** Over the person's own connection, who has just signed in with the current password. */
  change(
    own: PersonalConnection,
    person: LdapEntry,
    current: string,
    next: string,
  ): Promise<PasswordWrite>;
  /** As the service account. */
  unlock(person: LdapEntry): Promise<PasswordWrite>;
  /**
   * What is the kind's own to check. Asked once people could be found.
   * @param sample somebody whose rights are tried; null where nobody is.
   */
  check(sample: LdapEntry | null): Promise<readonly DirectoryCheck[]>;
}
