import type { AccountState } from '../../ports/directory.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { timeOf } from './file-time.ts';
import { deniesOwnChange } from './security-descriptor.ts';

/** Bits of userAccountControl and of what is computed beside it (MS-ADTS 2.2.16). */
const flags = {
  disabled: 0x2,
  lockedOut: 0x10,
  cannotChange: 0x40,
  neverExpires: 0x1_0000,
  passwordExpired: 0x80_0000,
} as const;

export const accountAttributes = [
  'objectClass',
  'userAccountControl',
  'msDS-User-Account-Control-Computed',
  'msDS-UserPasswordExpiryTimeComputed',
  'pwdLastSet',
  'accountExpires',
  'adminCount',
  'servicePrincipalName',
  'nTSecurityDescriptor',
] as const;

export interface Account {
  readonly enabled: boolean;
  readonly passwordChangedAt: number | null;
  readonly passwordNeverExpires: boolean;
  readonly state: AccountState;
}

const programs = new Set([
  'computer',
  'msds-managedserviceaccount',
  'msds-groupmanagedserviceaccount',
]);

/** @param isService by the filter of the settings. */
export function accountOf(entry: LdapEntry, now: number, isService: boolean): Account {
  const control = integer(entry.text('userAccountControl'));
  const computed = integer(entry.text('msDS-User-Account-Control-Computed'));
  const has = (flag: number) => (control & flag) !== 0;
  const endsAt = timeOf(entry.text('accountExpires'));
  const passwordNeverExpires = has(flags.neverExpires);
  const denied = deniesOwnChange(entry.bytes('nTSecurityDescriptor')[0]);
  return {
    // Of whom this may not be read, nobody knows that they are not disabled.
    enabled: entry.text('userAccountControl') !== null && !has(flags.disabled),
    passwordChangedAt: timeOf(entry.text('pwdLastSet')),
    passwordNeverExpires,
    state: {
      locked: (computed & flags.lockedOut) !== 0,
      expired: endsAt !== null && endsAt <= now,
      protected: entry.text('adminCount') === '1',
      service:
        isService ||
        entry.texts('servicePrincipalName').length > 0 ||
        entry.texts('objectClass').some((name) => programs.has(name.toLowerCase())),
      mayChangePassword: !(denied ?? has(flags.cannotChange)),
      password: passwordStateOf(),
    },
  };

  function passwordStateOf(): AccountState['password'] {
    if (passwordNeverExpires) return 'current';
    // 0 is what "must change at next logon" is.
    if (entry.text('pwdLastSet') === '0') return 'must-change';
    const dueAt = timeOf(entry.text('msDS-UserPasswordExpiryTimeComputed'));
    const due = (computed & flags.passwordExpired) !== 0 || (dueAt !== null && dueAt <= now);
    return due ? 'expired' : 'current';
  }
}

/** As 32 bits; some are written with a sign. */
function integer(value: string | null): number {
  return value !== null && /^-?\d{1,10}$/.test(value) ? Number(value) | 0 : 0;
}
