import type { Account } from '../ldap/dialect.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { readGeneralizedTime } from '../ldap/generalized-time.ts';
import type { EffectivePolicy } from './policy.ts';

/** What slapo-ppolicy(5) keeps with a person. */
export const accountAttributes = [
  'pwdChangedTime',
  'pwdAccountLockedTime',
  'pwdAccountTmpLockoutEnd',
  'pwdReset',
  'pwdPolicySubentry',
  'pwdStartTime',
  'pwdEndTime',
] as const;

/** Locked by an administrator until an administrator ends it, whatever the policy says of durations. */
export const lockedForGood = '000001010000Z';

export function accountOf(entry: LdapEntry, policy: EffectivePolicy | null, now: number): Account {
  const timeOf = (attribute: string) => readGeneralizedTime(entry.text(attribute));
  const passwordChangedAt = timeOf('pwdChangedTime');
  const starts = timeOf('pwdStartTime');
  const ends = timeOf('pwdEndTime');
  const maxAgeSeconds = policy?.rules.maxAgeSeconds ?? null;
  const expired =
    maxAgeSeconds !== null &&
    passwordChangedAt !== null &&
    passwordChangedAt + maxAgeSeconds * 1000 <= now;
  const reset =
    entry.text('pwdReset')?.toUpperCase() === 'TRUE' && policy?.mustChangeAfterReset !== false;
  return {
    enabled: entry.text('pwdAccountLockedTime') !== lockedForGood,
    passwordChangedAt,
    state: {
      locked: isLocked(entry, policy, now),
      expired: (ends !== null && ends <= now) || (starts !== null && starts > now),
      protected: false,
      mayChangePassword: policy?.mayChange !== false,
      password: reset ? 'must-change' : expired ? 'expired' : 'current',
    },
  };
}

function isLocked(entry: LdapEntry, policy: EffectivePolicy | null, now: number): boolean {
  const delayedUntil = readGeneralizedTime(entry.text('pwdAccountTmpLockoutEnd'));
  if (delayedUntil !== null && delayedUntil > now) return true;
  const text = entry.text('pwdAccountLockedTime');
  if (text === null || text === lockedForGood) return false;
  const since = readGeneralizedTime(text);
  const seconds = policy?.rules.lockout?.durationSeconds ?? null;
  return since === null || seconds === null || since + seconds * 1000 > now;
}
