import type { LdapEntry } from '../ldap/entry.ts';
import { readGeneralizedTime } from '../ldap/generalized-time.ts';
import { countIn } from '../ldap/policy-entries.ts';
import { isUuid } from '../ldap/uuid.ts';
import type { EffectivePolicy } from './policy.ts';

/** Where a server of this family keeps what it knows of an account. */
export interface AccountSchema {
  readonly anchorAttribute: string;
  isAnchor(text: string): boolean;
  readonly changedAt: string;
  readonly passwordEnds: string;
  readonly accountEnds: string | null;
  /** The entry of the rules that hold for a person; absent with those of everybody. */
  readonly policy: string;
  readonly lockAttributes: readonly string[];
  isLocked(entry: LdapEntry, policy: EffectivePolicy | null, now: number): boolean;
  /** What ends a lock, by attribute; no value takes the attribute away. */
  readonly unlocked: Readonly<Record<string, readonly string[]>>;
}

const uniqueId = /^[\da-f]{8}(?:-[\da-f]{8}){3}$/i;

const directoryServer389: AccountSchema = {
  anchorAttribute: 'nsUniqueId',
  isAnchor: (text) => uniqueId.test(text),
  changedAt: 'pwdUpdateTime',
  passwordEnds: 'passwordExpirationTime',
  accountEnds: null,
  policy: 'pwdPolicySubentry',
  lockAttributes: ['passwordRetryCount', 'accountUnlockTime'],
  isLocked(entry, policy, now) {
    // The time stays behind when a reset ended the lock; the count of wrong passwords does not.
    const failures = countIn(entry, 'passwordRetryCount') ?? 0;
    const until = readGeneralizedTime(entry.text('accountUnlockTime'));
    const threshold = policy?.rules.lockout?.threshold ?? 1;
    // The start of 1970: until somebody unlocks.
    return failures >= threshold && until !== null && (until === 0 || until > now);
  },
  unlocked: { passwordRetryCount: ['0'], accountUnlockTime: [] },
};

/** Kerberos counts the wrong passwords here, and those at LDAP with them. */
const freeIpa: AccountSchema = {
  anchorAttribute: 'ipaUniqueID',
  isAnchor: isUuid,
  changedAt: 'krbLastPwdChange',
  passwordEnds: 'krbPasswordExpiration',
  accountEnds: 'krbPrincipalExpiration',
  policy: 'krbPwdPolicyReference',
  lockAttributes: ['krbLoginFailedCount', 'krbLastFailedAuth', 'krbLastAdminUnlock'],
  isLocked(entry, policy, now) {
    const lockout = policy?.rules.lockout ?? null;
    const failures = countIn(entry, 'krbLoginFailedCount') ?? 0;
    const last = readGeneralizedTime(entry.text('krbLastFailedAuth'));
    if (lockout === null || failures < lockout.threshold || last === null) return false;
    const unlockedAt = readGeneralizedTime(entry.text('krbLastAdminUnlock')) ?? 0;
    if (unlockedAt >= last) return false;
    return lockout.durationSeconds === null || last + lockout.durationSeconds * 1000 > now;
  },
  unlocked: { krbLoginFailedCount: ['0'] },
};

export const accountSchemas = {
  '389-directory-server': directoryServer389,
  freeipa: freeIpa,
} as const;
