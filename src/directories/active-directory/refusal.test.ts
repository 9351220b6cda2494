import { expect, test } from 'vitest';
import type { DirectoryPasswordPolicy } from '../../ports/directory.ts';
import { isComplex, type RefusedWrite, refusalOf } from './refusal.ts';

const policy: DirectoryPasswordPolicy = {
  source: 'Default Domain Policy',
  minLength: 10,
  historyLength: 5,
  complexity: true,
  minAgeSeconds: 86_400,
  maxAgeSeconds: null,
  lockout: null,
};
const windows = {
  code: 19,
  diagnostic:
    '0000052D: AtrErr: DSID-03191083, #1: 0: 0000052D: DSID-03191083, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 9005a (unicodePwd)',
};
const write: RefusedWrite = {
  answer: windows,
  password: 'Right-Horse 7',
  username: 'alice',
  displayName: 'Alice Able',
  policy,
  ageSeconds: 100_000,
  heldToHistory: true,
  protected: false,
};

test.each([
  [19, '00000056: Constraint violation - check_password_restrictions', 'wrong-current-password'],
  [19, '00000775: Password change not permitted, account locked out!', 'account-locked'],
  [50, '00000005: SecErr: DSID-031A11E5, problem 4003 (INSUFF_ACCESS_RIGHTS)', 'not-permitted'],
  [50, 'error in module acl: insufficient access rights during LDB_MODIFY (50)', 'not-permitted'],
  [50, '00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS)', 'not-permitted'],
  [32, '00002030: NameErr: DSID-03100288, problem 2001 (NO_OBJECT)', 'unknown'],
  [19, '0000052D: Constraint violation: the password does not meet the history', 'in-history'],
  [19, '0000052D: password is too young to change!', 'too-young'],
  [19, '0000052D: the password is too short. It should be at least 14', 'too-short'],
  [19, '0000052D: the password does not meet the complexity criteria!', 'complexity'],
  [80, '00000001: something else', 'unknown'],
] as const)('result %i with %j is %s', (code, diagnostic, reason) => {
  expect(refusalOf({ ...write, answer: { code, diagnostic } })).toBe(reason);
});

test('a missing right to a protected account is its protection', () => {
  const answer = { code: 50, diagnostic: '00000005: SecErr' };
  expect(refusalOf({ ...write, answer, protected: true })).toBe('account-protected');
});

test('finds out which rule is meant where a domain controller says only that one is broken', () => {
  expect(refusalOf({ ...write, password: 'Short-1' })).toBe('too-short');
  expect(refusalOf({ ...write, password: 'alllowercase' })).toBe('complexity');
  expect(refusalOf({ ...write, ageSeconds: 100 })).toBe('too-young');
  expect(refusalOf(write)).toBe('in-history');
  // A reset without policy hints is held to neither.
  expect(refusalOf({ ...write, heldToHistory: false })).toBe('complexity');
  expect(refusalOf({ ...write, policy: null })).toBe('complexity');
});

test.each([
  ['Right-Horse 7', true],
  ['right-horse 7', true],
  ['righthorse', false],
  ['RightHorse', false],
  ['12345678', false],
  ['سر7!', true],
  ['My-Alice-1', false],
  ['Able-Horse 7', false],
])('%j is complex: %j', (password, complex) => {
  expect(isComplex(password, { username: 'alice', displayName: 'Alice Able' })).toBe(complex);
});
