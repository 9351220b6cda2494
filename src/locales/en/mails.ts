/** Every word of the messages that leave by mail. No subject holds a code: it would show on a locked screen. */
export const mails = {
  greeting: 'Hello {name},',
  footer: 'Sent by the password reset of {organisation}. Answers to this message are not read.',
  contact: 'If you need help, contact: {contact}',
  noContact: 'If you need help, ask the administrator or the helpdesk of {organisation}.',
  facts: {
    askedFrom: 'Asked from',
    changedFrom: 'Changed from',
    when: 'When',
    account: 'Account',
    reference: 'Reference',
  },
  resetCode: {
    subject: '{organisation}: your code to reset your password',
    intro:
      'You asked for a new password for your {organisation} account. Enter this code on the page where you asked:',
    valid: {
      one: 'The code works once and is valid for one minute.',
      other: 'The code works once and is valid for {count} minutes.',
    },
    notYou: 'Was this not you?',
    notYouText:
      'Then somebody else entered your user name. Ignore this message: without the code, nobody can change your password this way. Never give the code to anybody, not even to the helpdesk.',
  },
  resetNotAvailable: {
    subject: '{organisation}: your password cannot be reset this way',
    intro: 'You asked for a new password for your {organisation} account.',
    notEnabled: 'Password reset by yourself is not switched on for your account.',
    blocked:
      'There were too many wrong answers. To keep your account safe, it cannot be reset this way for up to 24 hours.',
    frozen: 'Password reset by yourself is switched off for your account, to keep it safe.',
    next: 'Your administrator or helpdesk can set a new password with you.',
    notYou: 'Was this not you?',
    notYouText:
      'Then somebody else entered your user name. Nothing was changed, and you need not do anything.',
  },
  passwordChanged: {
    subject: '{organisation}: your password was changed',
    introReset:
      'The password of your {organisation} account was reset: a new one was set with a code that was sent to you.',
    introChange:
      'The password of your {organisation} account was changed by somebody who knew the old one.',
    wasYou: 'If this was you, you need not do anything.',
    notYou: 'Was this not you?',
    notYouText:
      'Then say so at once. Password reset is then switched off for your account, everything that is signed in here is signed out, and your administrators are told.',
    action: 'This was not me',
  },
  administratorsAlert: {
    subject: '{organisation}: a password change was reported as “not me”',
    intro: '{username} was told of a password change and answered: this was not me.',
    done: 'Password reset is now switched off for this account, and everything that was signed in here is signed out. The password itself is still the one that was set.',
    next: 'What to do now',
    nextContact: 'Contact the person by telephone or in person, and set a new password together.',
    nextAudit:
      'Look up the reference in the audit logs of the console: they show who changed the password, and from where.',
    nextUnfreeze:
      'When the account is safe, allow password reset for it again, under Users in the console.',
  },
} as const;
