import { expect, test } from 'vitest';
import type { PolicyError } from './policy-answer.ts';
import { refusalOf } from './refusal.ts';

// Each as a real server was seen to answer: OpenLDAP 2.5 and 389 Directory Server 2.3.
test.each<[number, string, PolicyError | null, string]>([
  [19, 'Password fails quality checking policy', 'passwordTooShort', 'too-short'],
  [19, 'Password fails quality checking policy', 'passwordTooLong', 'too-long'],
  [19, 'Password fails quality checking policy', 'insufficientPasswordQuality', 'complexity'],
  [19, 'Password is in history of old passwords', 'passwordInHistory', 'in-history'],
  [19, 'Password is not being changed from existing value', 'passwordInHistory', 'in-history'],
  [19, 'Password is too young to change', 'passwordTooYoung', 'too-young'],
  [50, 'User alteration of password is not allowed', 'passwordModNotAllowed', 'not-permitted'],
  [
    53,
    'Must supply correct old password to change to new one',
    'mustSupplyOldPassword',
    'wrong-current-password',
  ],
  [53, 'unwilling to verify old password', null, 'wrong-current-password'],
  [49, 'Invalid oldPasswd value.', null, 'wrong-current-password'],
  [19, 'password in history', null, 'in-history'],
  [
    19,
    'invalid password syntax - password must be at least 12 characters long',
    'insufficientPasswordQuality',
    'too-short',
  ],
  [
    19,
    'invalid password syntax - password must contain at least 3 character categories',
    'insufficientPasswordQuality',
    'complexity',
  ],
  [
    19,
    'invalid password syntax - password based off of user entry',
    'insufficientPasswordQuality',
    'context-word',
  ],
  [
    19,
    'invalid password syntax - password is a palindrome',
    'insufficientPasswordQuality',
    'common',
  ],
  [
    19,
    'invalid password syntax - password failed dictionary check',
    'insufficientPasswordQuality',
    'common',
  ],
  [19, 'Exceed password retry limit. Please try later.', 'accountLocked', 'account-locked'],
  [53, 'Account inactivated. Contact system administrator.', null, 'account-disabled'],
  [16, '', null, 'wrong-current-password'],
  [50, '', null, 'not-permitted'],
  [32, '', null, 'unknown'],
  [19, '', null, 'complexity'],
  [80, 'internal error', null, 'unknown'],
])('result %d %j with %s is %s', (code, diagnostic, policyError, reason) => {
  expect(refusalOf({ code, diagnostic }, policyError)).toBe(reason);
});
