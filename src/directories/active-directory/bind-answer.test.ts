import { expect, test } from 'vitest';
import { signInState } from './bind-answer.ts';

test.each([
  ['525', 'wrong'],
  ['52e', 'wrong'],
  ['530', 'not-now'],
  ['531', 'not-now'],
  ['532', 'password-expired'],
  ['533', 'disabled'],
  ['701', 'account-expired'],
  ['773', 'must-change'],
  ['775', 'locked'],
  // One that nobody has heard of never lets anybody in.
  ['7ff', 'wrong'],
] as const)('takes data %s for %s', (data, state) => {
  const diagnostic = `80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data ${data}, v1db1`;
  expect(signInState({ code: 49, diagnostic })).toBe(state);
});

test('takes no refusal for a sign-in', () => {
  expect(signInState({ code: 0, diagnostic: '' })).toBe('taken');
  expect(signInState({ code: 49, diagnostic: '' })).toBe('wrong');
  expect(signInState({ code: 8, diagnostic: 'BindSimple: Transport encryption required.' })).toBe(
    'wrong',
  );
});
