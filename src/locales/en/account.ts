/** Words about locked accounts, passwords that have run out, and what a directory says of a new one. */
export const account = {
  /** The two ways that must not be mixed up: each says what becomes of the password. */
  choice: {
    forgot: 'I forgot my password',
    forgotHint: 'You choose a new one. That unlocks a locked account as well.',
    know: 'I know my password, but my account is locked',
    knowHint: 'You keep your password. We only end the lock.',
  },
  unlock: {
    title: 'Unlock your account',
    lead: 'For when you know your password, but it was entered wrongly too often. We check that it is really you, then we end the lock. Your password stays as it is.',
    label: 'User name or email address',
    forgotInstead: 'I do not know my password any more',
    underWay: 'Something is under way in this browser already.',
    notOfferedTitle: 'Unlocking alone is not switched on here',
    notOfferedText:
      'At {organisation} an account is unlocked by setting a new password. You can do that here.',
    setNew: 'Set a new password',
    readyTitle: 'Your account is locked',
    readyLead:
      'Thank you, now we know that it is you. A wrong password was entered too often, so the directory of {organisation} locked your account.',
    keeps: 'Unlocking does not change your password: sign in with the one you have.',
    submit: 'Unlock my account',
    rather: 'Somebody else may know your password, or you are not sure of it?',
    ratherSetNew: 'Set a new password instead',
    notLockedTitle: 'Your account is not locked',
    notLockedText:
      'The directory of {organisation} shows no lock on your account. There may have been one that ended by itself: try to sign in once more.',
    neverLocksTitle: 'Your account is never locked',
    neverLocksText:
      'The directory of {organisation} that your account is in locks nobody out after wrong passwords, so there is nothing to unlock.',
    switchedOffTitle: 'Unlocking alone is switched off',
    switchedOffText:
      '{organisation} has just switched it off. A new password unlocks your account as well.',
    perhapsOther:
      'If your password does not work, it may not be the one you think it is. You can set a new one now, without proving again who you are.',
    unansweredTitle: 'We cannot see your account just now',
    unansweredText:
      'The directory of {organisation} does not answer. Nothing is lost, and you need not prove again who you are: try again in a moment.',
    refused: 'Your account was not unlocked.',
    notMade: 'Your account was not unlocked. Nothing is lost: please try again.',
    doneTitle: 'Your account is unlocked',
    doneText:
      'Sign in with the password you have. It was not changed. It may take a minute until every place has heard of it.',
    doneAgain:
      'If it locks again, a device or app may still be using an old password: look for one that you set up before you last changed it.',
    writingTitle: 'Your account is being unlocked',
    writingText: 'This usually takes a few seconds. Please do not start again meanwhile.',
    uncertainText:
      'The directory of {organisation} was told to unlock your account, but has not confirmed it yet. We keep checking.',
    uncertainTry: 'Try to sign in with the password you have: it was not changed.',
    expiredTitle: 'The time for unlocking has run out',
    expiredText:
      'To keep your account safe, this has to be finished within a short time. Nothing was changed.',
    cancelledTitle: 'You cancelled the unlocking',
  },
  unknown: {
    title: 'We cannot find out whether your new password was set',
    text: 'It was sent to the directory of {organisation}, which did not answer, and which keeps nothing that would tell us now.',
    first: 'Try to sign in with the new password.',
    second: 'If that does not work, try the old one.',
    last: 'If neither works, reset your password again.',
  },
  mails: {
    codeSubject: '{organisation}: your code to unlock your account',
    codeIntro:
      'You asked to unlock your {organisation} account. Enter this code on the page where you asked:',
    codeNotYouText:
      'Then somebody else entered your user name. Ignore this message: without the code, nobody can unlock your account this way. Never give the code to anybody, not even to the helpdesk.',
    unlockedSubject: '{organisation}: your account was unlocked',
    unlockedIntro:
      'Your {organisation} account was locked after wrong passwords. Somebody who proved to be you has unlocked it. The password was not changed.',
    unknownSubject: '{organisation}: your password may have been changed',
    unknownIntro:
      'A new password for your {organisation} account was on its way to the directory, which did not answer. Nobody can tell whether it was set: try the new one first, then the old one.',
  },
  newPasswordNeeded: {
    expiredTitle: 'Your password has run out',
    expiredLead:
      'The password you entered is right, but too old to sign in with. Enter it once more, and then a new one.',
    mustTitle: 'You have to choose a new password',
    mustLead:
      'The password you entered is right, but you may sign in only with one that you chose yourself. Enter it once more, and then a new one.',
    forWhom: 'For the account {username}',
    current: 'The password you just entered',
    forgot: 'I would rather prove in another way who I am',
    doneTitle: 'Your new password is set',
    doneText: 'Now sign in with it.',
    over: 'That took too long. Please sign in again.',
  },
  signIn: {
    locked: 'Was a wrong password entered too often? Then your account may be locked for a while.',
    unlock: 'Unlock my account',
    reset: 'Set a new password: that unlocks it as well',
  },
  rules: {
    history: {
      one: 'is not the one you have now',
      other: 'is none of your last {count} passwords',
    },
    complexity:
      'has three of: small letter, capital letter, digit, symbol; and nothing of your name',
    minAge: {
      one: 'can be changed again after one hour at the earliest',
      other: 'can be changed again after {count} hours at the earliest',
    },
    minAgeDays: {
      one: 'can be changed again after one day at the earliest',
      other: 'can be changed again after {count} days at the earliest',
    },
  },
  change: {
    tooYoungText:
      'At {organisation} a password has to be kept for a while. You can change it again after {time}.',
    tooYoungReset: 'Do you think that somebody knows it? Do not wait: set a new one by a reset.',
    notAllowedTitle: 'Your password cannot be changed here',
    notAllowedText: 'At {organisation} an administrator changes the password of your account.',
  },
} as const;
