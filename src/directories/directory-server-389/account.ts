import type { PasswordState } from '../../ports/directory.ts';
import type { Account } from '../ldap/dialect.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { readGeneralizedTime } from '../ldap/generalized-time.ts';
import type { EffectivePolicy } from './policy.ts';
import type { AccountSchema } from './schemas.ts';

export function accountOf(
  schema: AccountSchema,
  entry: LdapEntry,
  policy: EffectivePolicy | null,
  now: number,
): Account {
  const timeOf = (attribute: string) => readGeneralizedTime(entry.text(attribute));
  const ends = schema.accountEnds === null ? null : timeOf(schema.accountEnds);
  return {
    // Computed by the server: an account disabled by its role says so too.
    enabled: entry.text('nsAccountLock')?.toLowerCase() !== 'true',
    passwordChangedAt: timeOf(schema.changedAt),
    state: {
      locked: schema.isLocked(entry, policy, now),
      expired: ends !== null && ends <= now,
      protected: false,
      mayChangePassword: policy?.mayChange !== false,
      password: passwordStateOf(timeOf(schema.passwordEnds), policy, now),
    },
  };
}

function passwordStateOf(
  ends: number | null,
  policy: EffectivePolicy | null,
  now: number,
): PasswordState {
  if (ends === null || ends > now) return 'current';
  // The start of 1970 is how an administrator's reset is marked.
  if (ends === 0) return policy?.mustChangeAfterReset === false ? 'current' : 'must-change';
  return policy?.expires === false ? 'current' : 'expired';
}
