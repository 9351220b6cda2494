import type { Role } from '../../../src/contract/shapes.ts';

interface RoleText {
  readonly name: string;
  readonly purpose: string;
}

const roleTexts: Record<Role, RoleText> = {
  'global-administrator': {
    name: 'Global Administrator',
    purpose: 'Everything, including who else is an administrator.',
  },
  'authentication-policy-administrator': {
    name: 'Authentication Policy Administrator',
    purpose: 'Decides who may reset a password and what they must prove.',
  },
  'helpdesk-administrator': {
    name: 'Helpdesk Administrator',
    purpose: 'Sees why somebody could not reset, and lifts a freeze.',
  },
  'reports-reader': {
    name: 'Reports Reader',
    purpose: 'Reads the overview, the policy and the audit logs, and exports them.',
  },
};

export const access = {
  roles: roleTexts,
  signIn: {
    title: 'Sign in to the console',
    ended: 'You were signed out. Sign in again to go on where you were.',
    identifier: 'Username or e-mail address',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in…',
    forgotten: 'I forgot my password',
    onlyAdministrators: 'For people who hold an administrator role.',
  },
  signOut: { busy: 'Signing out…' },
  reauthenticate: {
    title: 'Confirm that it is you',
    explanation: (username: string) =>
      `This act needs a fresh proof. Enter the password of ${username} to go on.`,
    submit: 'Confirm',
  },
  setUp: {
    title: 'Set up Postern',
    explanation:
      'This makes your organisation and its first administrator. It can be done once, with the token that the server printed when it first started.',
    done: 'Postern is set up already.',
    toSignIn: 'Go to sign-in',
    token: 'Set-up token',
    tokenHelp: 'From the server’s first start. It works once, for 24 hours.',
    organisation: 'Name of the organisation',
    organisationHelp: 'Shown on every page and in every mail.',
    administrator: 'First administrator',
    username: 'Username',
    displayName: 'Full name',
    mail: 'E-mail address',
    mailHelp: 'Alerts go here, and the codes to reset this password.',
    password: 'Password',
    passwordHelp: 'At least 15 characters. Several words are good.',
    repeat: 'Repeat the password',
    differ: 'The two passwords differ.',
    submit: 'Set up',
    busy: 'Setting up…',
  },
};
