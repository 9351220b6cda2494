/**
 * What a connection to a directory is at, in words an administrator can act on:
 * `untried` until the first use; `connected`; `on-substitute`, when a server further down the list serves;
 * `unreachable`, refused or silent; `not-trusted`, a certificate that does not verify or no encryption;
 * `refused`, when the service account's own sign-in fails.
 */
export const directoryStates = [
  'untried',
  'connected',
  'on-substitute',
  'unreachable',
  'not-trusted',
  'refused',
] as const;
export type DirectoryHealthState = (typeof directoryStates)[number];

/** What a directory must be able to do for Postern, each tried on the real server; in the order they are told. */
export const directoryCheckIds = [
  'reach',
  'encryption',
  'sign-in',
  'base',
  'find-people',
  'find-groups',
  'anchor',
  'indexes',
  'read-policy',
  'reset-password',
  'unlock',
  'must-change',
  'history-on-reset',
  'change-time',
  'too-many-rights',
] as const;
export type DirectoryCheckId = (typeof directoryCheckIds)[number];

/** `warning`: works, but should not be so; `unknown`: could not be tried, and the detail says why. */
export const directoryCheckStatuses = ['passed', 'warning', 'failed', 'unknown'] as const;
export type DirectoryCheckStatus = (typeof directoryCheckStatuses)[number];
