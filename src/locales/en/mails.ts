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
    reset: {
      subject: '{organisation}: your password cannot be reset this way',
      intro: 'You asked for a new password for your {organisation} account.',
      notEnabled: 'Password reset by yourself is not switched on for your account.',
      blocked:
        'There were too many wrong answers. To keep your account safe, it cannot be reset this way for up to 24 hours.',
      frozen: 'Password reset by yourself is switched off for your account, to keep it safe.',
      account: {
        'account-expired': 'Your account has ended, so it cannot be given a new password.',
        'account-protected':
          'Your account is specially protected. Its password is not reset this way.',
        'account-service':
          'This account is used by a program. Its password is not reset this way, so that the program goes on working.',
        'password-not-changeable':
          'Your organisation has set that the password of this account does not change.',
      },
      next: 'Your administrator or helpdesk can set a new password with you.',
    },
    unlock: {
      subject: '{organisation}: your account cannot be unlocked this way',
      intro: 'You asked to unlock your {organisation} account.',
      notEnabled: 'Unlocking by yourself is not switched on for your account.',
      blocked:
        'There were too many wrong answers. To keep your account safe, it cannot be unlocked this way for up to 24 hours.',
      frozen: 'Unlocking by yourself is switched off for your account, to keep it safe.',
      account: {
        'account-expired': 'Your account has ended, so there is nothing to unlock.',
        'account-protected': 'Your account is specially protected. It is not unlocked this way.',
        'account-service': 'This account is used by a program. It is not unlocked this way.',
        'password-not-changeable':
          'Your organisation has set that this account is not looked after this way.',
      },
      next: 'Your administrator or helpdesk can unlock it with you.',
    },
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
    next: 'What to do now',
    nextAudit:
      'Look up the reference in the audit logs of the console: they show who did it, and from where.',
  },
  alerts: {
    'reported-not-me': {
      subject: '{organisation}: a password change was reported as “not me”',
      intro: '{username} was told of a password change and answered: this was not me.',
      done: 'Password reset is now switched off for this account, and everything that was signed in here is signed out. The password itself is still the one that was set.',
      first: 'Contact the person by telephone or in person, and set a new password together.',
      last: 'When the account is safe, allow password reset for it again, under Users in the console.',
    },
    'reset-denied': {
      subject: '{organisation}: somebody denied a password reset',
      intro:
        'Somebody began to reset the password of {username}, who was asked on another device and answered: this was not me.',
      done: 'The reset was ended. Password reset is now switched off for this account, and everything that was signed in here is signed out. The password was not changed.',
      first: 'Contact the person by telephone or in person, and find out what they saw.',
      last: 'When the account is safe, allow password reset for it again, under Users in the console.',
    },
    'administrator-reset': {
      subject: '{organisation}: an administrator has reset their password',
      intro: '{username}, who holds an administrator role, has set a new password by a reset.',
      done: 'Everything that was signed in here with this account is signed out.',
      first: 'Ask the person by telephone or in person whether it was they.',
      last: 'If it was not, freeze the account at once, under Users in the console.',
    },
    'policy-weakened': {
      subject: '{organisation}: the reset policy was weakened',
      intro:
        '{username} has saved a policy that makes a reset easier to misuse. These settings changed:',
      done: 'The change is in force already.',
      first: 'Make sure that this was wanted.',
      last: 'If it was not, put the old values back, under Password reset in the console.',
    },
    'break-glass-created': {
      subject: '{organisation}: a break-glass code was made',
      intro:
        '{username} made a sealed code that opens a reset for any Global Administrator, past every other proof. It is said to be kept here:',
      done: 'The code is good until it is used or revoked. It was shown once and nobody can read it any more.',
      first: 'Make sure that this was wanted, and that the envelope is where it should be.',
      last: 'If it was not, revoke the code at once, under Settings, Break-glass codes in the console.',
    },
    'break-glass-used': {
      subject: '{organisation}: a break-glass code was used',
      intro:
        'Somebody opened a reset for {username} with a sealed break-glass code, past every other proof.',
      done: 'The code is void now. Whoever used it can set a new password for this account for a few minutes.',
      first: 'Find out at once who opened the envelope, and why.',
      last: 'If nobody should have, disable the account. Then seal a new code with “postern break-glass create”.',
    },
    'proofs-failing': {
      subject: '{organisation}: unusually many wrong answers',
      intro:
        'Many wrong answers were given within a few minutes, for whatever accounts: somebody may be guessing codes.',
      done: 'Until it is over a reset needs two proofs, if the methods that are switched on can give two. No account was locked.',
      first: 'See under Audit logs in the console from which networks the wrong answers come.',
      last: 'Block those networks before they reach this service.',
    },
    'country-paused': {
      subject: '{organisation}: texts and calls to a country are paused',
      intro:
        'Too few of the codes sent to one country by text or call came back: somebody may be causing texts and calls to earn from them.',
      done: 'Nothing more is sent to that country until an administrator allows it again.',
      first: 'See whether people of yours are in that country. If not, take it out of the list.',
      last: 'When all is well, allow the country again, under Carriers in the console.',
    },
    'write-unknown': {
      subject: '{organisation}: nobody can tell whether a password was set',
      intro:
        'A new password for {username} was sent to the directory, which did not answer and keeps nothing that would tell afterwards.',
      done: 'Everything that was signed in here with this account is signed out. The person was told to try the new password first, then the old one.',
      first: 'Help the person to sign in, and set a new password together if neither works.',
      last: 'Let the directory keep the time of the last password change (OpenLDAP: load ppolicy), so that it can be found out next time.',
    },
    'directory-unreachable': {
      subject: '{organisation}: a directory does not answer',
      intro: 'A directory has given no sign of life for at least five minutes:',
      done: 'While it is silent, nobody can reset a password that is kept there. It is asked again every minute.',
      first:
        'See whether its servers run, and whether this server can reach them over the network.',
      last: 'Under Directories in the console you see the last error. You are told when it answers again.',
    },
    'directory-not-trusted': {
      subject: '{organisation}: a directory’s certificate is not accepted',
      intro:
        'The certificate of a directory does not verify: it has ended, names another server, or is signed by an authority that is not known here:',
      done: 'No password is sent over such a connection, so nobody can reset one that is kept there.',
      first:
        'Give the server a certificate that is valid, names it as the settings do, and is signed by the authority in them.',
      last: 'If the change was not planned, find out who else answers under that name. You are told when it is accepted again.',
    },
    'directory-refused': {
      subject: '{organisation}: a directory refuses Postern’s service account',
      intro:
        'A directory refuses the sign-in of the service account by which Postern asks it. Its password may have changed or run out, or the account may be locked or disabled:',
      done: 'The sign-in is tried at most twice a minute. While it is refused, nobody can reset a password that is kept there.',
      first:
        'Make sure that the account is enabled and not locked, and that its password does not run out.',
      last: 'If it has a new password, type it under Directories in the console. You are told when the account signs in again.',
    },
    'directory-certificate-ends': {
      subject: '{organisation}: a directory’s certificate is about to end',
      intro: 'The certificate of a directory ends soon:',
      done: 'It works until then. Afterwards it is not accepted any more, and nobody can reset a password that is kept there.',
      first: 'Give the server a new certificate of the same authority before that day.',
      last: 'If another authority signs it, put that one into the settings first, under Directories in the console.',
    },
    'directory-server-failing': {
      subject: '{organisation}: a server of a directory does not answer',
      intro: 'One of the servers of a directory could not take over, while another one serves:',
      done: 'Resets go on. Should the server that serves fail as well, nobody can reset a password that is kept there.',
      first:
        'See whether that server runs, and whether its certificate and its answer to the service account are in order.',
      last: 'If it is gone for good, take it out of the settings, under Directories in the console. You are told when all of them answer again.',
    },
    'directory-recovered': {
      subject: '{organisation}: a directory works again',
      intro: 'What we wrote to you about a directory under the reference below is over:',
      done: 'You need not do anything any more.',
      first: 'If you did not expect it, ask who put it right.',
      last: 'The audit logs in the console show, by the reference, how long it lasted.',
    },
  },
} as const;
