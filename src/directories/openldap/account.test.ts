import { describe, expect, test } from 'vitest';
import { readEntry } from '../ldap/entry.ts';
import { accountOf } from './account.ts';
import type { EffectivePolicy } from './policy.ts';

const now = Date.UTC(2026, 10, 22, 12);
const at = (ms: number) =>
  new Date(ms)
    .toISOString()
    .replaceAll(/[-:T]/g, '')
    .replace(/\.\d+Z$/, 'Z');
const minute = 60_000;
const policy: EffectivePolicy = {
  rules: {
    source: 'cn=default',
    minLength: null,
    historyLength: null,
    complexity: false,
    minAgeSeconds: null,
    maxAgeSeconds: 3600,
    lockout: { threshold: 3, durationSeconds: 600 },
  },
  mustChangeAfterReset: true,
  mayChange: true,
  needsOld: false,
};
const account = (attributes: Record<string, string>, rules: EffectivePolicy | null = policy) =>
  accountOf(readEntry({ dn: 'uid=a', ...attributes }), rules, now);

describe('an account of OpenLDAP', () => {
  test('is in order when nothing is kept of it', () => {
    expect(account({})).toEqual({
      enabled: true,
      passwordChangedAt: null,
      state: {
        locked: false,
        expired: false,
        protected: false,
        mayChangePassword: true,
        password: 'current',
      },
    });
  });

  test('is locked for as long as the policy says, and for good where it does not', () => {
    const since = (minutes: number) => ({ pwdAccountLockedTime: at(now - minutes * minute) });
    expect(account(since(9)).state.locked).toBe(true);
    expect(account(since(11)).state.locked).toBe(false);
    expect(account(since(11), null).state.locked).toBe(true);
    const forGood = { ...policy.rules, lockout: { threshold: 3, durationSeconds: null } };
    expect(account(since(99_999), { ...policy, rules: forGood }).state.locked).toBe(true);
  });

  test('is disabled, and not locked, when an administrator locked it', () => {
    const locked = account({ pwdAccountLockedTime: '000001010000Z' });
    expect(locked).toMatchObject({ enabled: false, state: { locked: false } });
  });

  test('is locked while sign-ins are delayed', () => {
    expect(account({ pwdAccountTmpLockoutEnd: at(now + 1000) }).state.locked).toBe(true);
    expect(account({ pwdAccountTmpLockoutEnd: at(now - 1000) }).state.locked).toBe(false);
  });

  test('has a password that is expired by age, or due after a reset where the policy asks for that', () => {
    expect(account({ pwdChangedTime: at(now - 59 * minute) }).state.password).toBe('current');
    expect(account({ pwdChangedTime: at(now - 60 * minute) }).state.password).toBe('expired');
    expect(account({ pwdReset: 'TRUE' }).state.password).toBe('must-change');
    const free = { ...policy, mustChangeAfterReset: false };
    expect(account({ pwdReset: 'TRUE' }, free).state.password).toBe('current');
    expect(account({ pwdReset: 'FALSE' }).state.password).toBe('current');
  });

  test('is expired before its start and after its end', () => {
    expect(account({ pwdEndTime: at(now) }).state.expired).toBe(true);
    expect(account({ pwdStartTime: at(now + 1000) }).state.expired).toBe(true);
    expect(account({ pwdStartTime: at(now), pwdEndTime: at(now + 1000) }).state.expired).toBe(
      false,
    );
  });
});
