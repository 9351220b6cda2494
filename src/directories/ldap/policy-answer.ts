import { PasswordPolicyControl } from 'ldapts';

/**
 * What a server says of its password rules beside a result: draft-behera-ldap-password-policy-10 §6.2, and
 * `passwordTooLong` as OpenLDAP 2.5 added it.
 */
export const policyErrors = [
  'passwordExpired',
  'accountLocked',
  'changeAfterReset',
  'passwordModNotAllowed',
  'mustSupplyOldPassword',
  'insufficientPasswordQuality',
  'passwordTooShort',
  'passwordTooYoung',
  'passwordInHistory',
  'passwordTooLong',
] as const;
export type PolicyError = (typeof policyErrors)[number];

/** Asks with one request; a new one for each, for the answer stays in it. */
export function askPolicy(): PasswordPolicyControl {
  return new PasswordPolicyControl();
}

/** Null when the server said nothing, or something that no draft names. */
export function policyErrorOf(control: PasswordPolicyControl): PolicyError | null {
  const code = control.value?.error;
  return code === undefined ? null : (policyErrors[code] ?? null);
}
