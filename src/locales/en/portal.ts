/** Every word of the portal's pages. The source: other languages have exactly these keys and placeholders. */
export const portal = {
  frame: {
    skip: 'Skip to the main content',
    help: 'Help',
    start: 'Start page',
    language: 'Language',
    reference: 'Reference',
    referenceHint: 'Tell this to your helpdesk if you need help.',
    errorPrefix: 'Error:',
    step: 'Step {step} of {steps}',
    firstStep: 'Step 1',
    problem: 'There is a problem',
    done: 'Done',
    pleaseNote: 'Please note',
  },
  actions: {
    next: 'Continue',
    cancel: 'Cancel',
    startAgain: 'Start again',
    checkAgain: 'Check again',
    backToStart: 'Back to the start page',
    signIn: 'Sign in',
    signOut: 'Sign out',
    showPasswords: 'Show passwords',
    hidePasswords: 'Hide passwords',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
  },
  contact: {
    heading: 'Your administrator or helpdesk',
    open: 'Contact the helpdesk',
    none: 'Ask the administrator or the helpdesk of {organisation}.',
  },
  home: {
    title: 'What would you like to do?',
    lead: 'For the password of your {organisation} account.',
    forgot: 'I forgot my password',
    forgotHint: 'Prove that it is you, then choose a new one. It takes about two minutes.',
    change: 'I want to change my password',
    changeHint: 'You know your password and want another one.',
    help: 'I need help',
    helpHint: 'How this works, and whom you can ask.',
  },
  identify: {
    title: 'Reset your password',
    lead: 'Tell us who you are. Then we check that it is really you.',
    label: 'User name or email address',
    hint: 'What you use to sign in at {organisation}.',
    empty: 'Enter your user name or email address.',
    tooLong: 'That is too long for a user name. Please check what you entered.',
    forbiddenCharacters:
      'That contains characters that no user name has. Type it by hand instead of pasting it.',
    underWay: 'You have a reset under way in this browser.',
    goOn: 'Go on with it',
  },
  notOffered: {
    title: 'Password reset is not switched on here',
    text: '{organisation} has not switched on password reset on this page. Your administrator or helpdesk can set a new password with you.',
  },
  choosing: {
    title: 'How shall we check that it is you?',
    secondTitle: 'One more check',
    secondLead: 'Thank you, the first check worked. Your organisation asks for a second one.',
    lead: 'Choose something that {organisation} knows of you, or that you registered.',
    legend: 'Choose one way',
    missing: 'Choose one way to go on.',
  },
  proving: {
    title: 'Enter the code',
    emailLead:
      'If your account can be reset here, a code is on its way to the email address that {organisation} has on file for you.',
    otherLead: 'If your account can be reset here, a code is on its way to you.',
    label: 'Code from the message',
    valid: {
      one: 'Only the newest code works. It is valid for one more minute.',
      other: 'Only the newest code works. It is valid for {count} more minutes.',
    },
    runOut: 'This code has run out. Ask for another one below.',
    missing: 'Enter the code from the message.',
    wrong: 'That is not the right code.',
    wrongField: 'Compare it with the newest message, or ask for another code.',
    triesLeft: {
      one: 'You have one more try with this code.',
      other: 'You have {count} more tries with this code.',
    },
    usedUp: 'This code cannot be used any more. Ask for another one below.',
    nothingCame: 'No code arrived?',
    adviceWait: 'Give it two minutes, and look in the junk folder too.',
    adviceMailbox:
      'Look in the mailbox that {organisation} has on file for you. It may be a private one.',
    adviceName: 'Perhaps the user name had a typing mistake.',
    adviceNotOn:
      'Your organisation may not have switched this on for your account. If nothing comes, contact your administrator or helpdesk.',
    resend: 'Send another code',
    resendWait: 'You can ask for another code in {time}.',
    resendReady: 'You can ask for another code now.',
    noMore: 'No more codes can be sent in this reset. If you need one, start again later.',
  },
  password: {
    title: 'Choose a new password',
    lead: 'Thank you. Now choose a password that you have not used before.',
    rules: 'Your new password',
    length: {
      one: 'has at least one character',
      other: 'has at least {count} characters',
    },
    longest: {
      one: 'has at most one character',
      other: 'has at most {count} characters',
    },
    classes: {
      one: 'has at least one of: small letter, capital letter, digit, symbol',
      other: 'has at least {count} of: small letter, capital letter, digit, symbol',
    },
    common: 'is not a common password, nor known from a data leak',
    context: 'does not contain your name or the name of your organisation',
    words: 'does not lean on words that your organisation excludes',
    advice:
      'Three or four words that do not belong together are long and easy to remember. Spaces are welcome.',
    label: 'New password',
    again: 'New password, once more',
    submit: 'Set new password',
    missing: 'Enter a new password.',
    differ: 'The two passwords are not the same. Enter the new password twice.',
    refused: 'This password cannot be used. Please choose another one.',
    tooShort: {
      one: 'It needs at least one character.',
      other: 'It needs at least {count} characters.',
    },
    tooLong: {
      one: 'It may have one character at most.',
      other: 'It may have {count} characters at most.',
    },
    tooFewClasses: {
      one: 'It needs at least one of: small letter, capital letter, digit, symbol.',
      other: 'It needs at least {count} of: small letter, capital letter, digit, symbol.',
    },
    ruleMet: 'fulfilled',
    ruleOpen: 'not yet',
    allMet: 'The rules that can be checked while you type are fulfilled.',
    someOpen: 'Not all rules are fulfilled yet.',
    same: 'Both passwords are the same.',
    notSame: 'The two passwords are not the same yet.',
  },
  ended: {
    doneTitle: 'Your new password is set',
    doneText: 'From now on, use it wherever you sign in with your {organisation} account.',
    doneDevices: 'Devices and apps that remember the old password will ask for the new one.',
    doneSafety: 'This page does not sign you in. You can close it now.',
    expiredTitle: 'The time for this reset has run out',
    expiredText:
      'To keep your account safe, a reset has to be finished within a short time. Nothing was changed.',
    blockedTitle: 'This reset was stopped',
    blockedText:
      'There were too many tries. To keep your account safe, it cannot be reset here for up to 24 hours. Nothing was changed.',
    blockedSignIn: 'If you remember your password, you can still sign in with it.',
    notEligibleTitle: 'This account cannot be reset here',
    notEligibleText:
      'Password reset is not available for this account at the moment. Nothing was changed.',
    cancelledTitle: 'You cancelled the reset',
    cancelledText: 'Nothing was changed. Your password is the one you had before.',
    writingTitle: 'Your new password is being set',
    writingText: 'This usually takes a few seconds. Please do not start again meanwhile.',
    uncertainTitle: 'We are waiting for an answer',
    uncertainText:
      'Your new password is on its way, but the directory of {organisation} has not confirmed it yet. We keep checking.',
    uncertainTry:
      'Try to sign in with the new password first. If that does not work, the old one is still valid.',
  },
  cookies: {
    title: 'Your browser did not keep a cookie',
    text: 'This page has to recognise your browser from one step to the next, and uses a cookie for that. Your browser did not send it back.',
    remedy: 'Allow cookies for this page in the settings of your browser, then try again.',
    short: 'We use cookies for nothing else, and never to follow you.',
  },
  signIn: {
    title: 'Sign in',
    lead: 'To see your security information or to change your password.',
    identifier: 'User name or email address',
    password: 'Password',
    forgot: 'I forgot my password',
    missing: 'Enter your user name and your password.',
    failed: 'That user name or password is not right. Please try again.',
  },
  securityInfo: {
    title: 'Your security information',
    lead: 'What {organisation} knows about how you get back in.',
    name: 'Name',
    username: 'User name',
    codesGoTo: 'Codes for a reset go to',
    codesGoNowhere:
      'Nowhere yet. Ask your administrator to add an email address, or you cannot reset your password yourself.',
    passwordChanged: 'Password last changed',
    unknown: 'Not known',
    change: 'Change password',
    wrongAddress: 'If something here is not right, tell your administrator or helpdesk.',
  },
  change: {
    title: 'Change your password',
    lead: 'Enter the password you have now, then the new one twice.',
    current: 'Current password',
    currentMissing: 'Enter your current password.',
    currentWrong: 'That is not your current password.',
    submit: 'Change password',
    doneTitle: 'Your password is changed',
  },
  help: {
    title: 'Help',
    howHeading: 'How a reset works',
    howName: 'You tell us your user name.',
    howProve:
      'You prove that it is you, with a code that we send to what is on file for your account.',
    howPassword: 'You choose a new password and sign in with it.',
    codeHeading: 'If no code arrives',
    neverHeading: 'What we never ask for',
    neverPassword:
      'We never ask you to tell anybody your password, neither the old one nor the new one.',
    neverCode:
      'We never ask you to pass on a code. Enter it only on this page, and only if you asked for it yourself.',
    neverMail:
      'We never send a password by email, and never ask you to reply to one of our messages.',
    contactHeading: 'Whom you can ask',
    contactText:
      'Have the reference at the bottom of the page at hand. It says nothing about your password.',
  },
  notMe: {
    title: 'Did you not change your password?',
    text: 'You were told that the password of your account was changed. If that was not you, say so here.',
    whatFollows: 'What happens then',
    thenFrozen: 'Password reset is switched off for your account.',
    thenSignedOut: 'Everything that is signed in with your account is signed out here.',
    thenAlert: 'The administrators of {organisation} are told.',
    submit: 'This was not me',
    wasMe: 'If it was you, close this page. Nothing happens then.',
    reportedTitle: 'Thank you. Your account is protected.',
    reportedText:
      'Password reset is now switched off for your account, and the administrators of {organisation} have been told.',
    reportedNext: 'Contact your administrator or helpdesk now to get your account back.',
    unknownTitle: 'This link does not work any more',
    unknownText:
      'It was already used, or it is too old. If you did not change your password yourself, contact your administrator or helpdesk now.',
  },
  notices: {
    outOfOrder: 'We have brought you to the step where your reset stands.',
    startFirst: 'Please begin here: tell us who you are.',
    tooManyStarts: {
      one: 'Too many resets were started. Please wait one minute and try again.',
      other: 'Too many resets were started. Please wait {count} minutes and try again.',
    },
    tooManySignIns: {
      one: 'There were too many tries. Please wait one minute and try again.',
      other: 'There were too many tries. Please wait {count} minutes and try again.',
    },
    codeSent:
      'If your account can be reset here, another code is on its way. Codes you got before no longer work.',
    tooSoon: 'Please wait a moment before you ask for another code.',
    unavailable: 'That did not work just now. Nothing is lost: please try again in a moment.',
    notSet:
      'Your new password was not set, because the directory did not take it. Please try again.',
    signedOut: 'You are signed out.',
    signInAgain: 'You are not signed in any more. Please sign in again.',
  },
  errorPages: {
    notFoundTitle: 'Page not found',
    notFoundText: 'There is nothing at this address. Perhaps the link was cut off.',
    addressTitle: 'This is not the right address',
    addressText:
      'This service does not answer under this address. Use the address that your organisation gave you.',
    forbiddenTitle: 'This page cannot take that',
    forbiddenText:
      'The form was not sent from our own page, or it was open for too long. Go back, load the page again and try once more.',
    badRequestTitle: 'We could not read that',
    badRequestText:
      'Your browser sent something that this page cannot read. Go back, load the page again and try once more.',
    tooManyTitle: 'Please wait a moment',
    tooManyText: {
      one: 'There were too many requests. Try again in one minute.',
      other: 'There were too many requests. Try again in {count} minutes.',
    },
    unavailableTitle: 'This is not working just now',
    unavailableText:
      'Something that we need does not answer at the moment. Nothing of yours was changed. Please try again in a few minutes.',
    unexpectedTitle: 'Something went wrong on our side',
    unexpectedText:
      'It is not your fault. Please try again. If it happens again, contact your administrator or helpdesk and tell them the reference below.',
  },
} as const;
