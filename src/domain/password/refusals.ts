/** Why a new password was refused, by our own rules or by a directory; shown under `password.refused.<reason>`. */
export const refusalReasons = [
  'too-short',
  'too-long',
  'too-few-classes',
  'common',
  'context-word',
  'custom-word',
  'same-as-current',
  'in-history',
  'too-young',
  'complexity',
  'forbidden-characters',
  'wrong-current-password',
  'account-disabled',
  'account-expired',
  'account-locked',
  'account-protected',
  'not-permitted',
  'unknown',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];
