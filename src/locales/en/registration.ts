/** Every word about registering ways to prove who one is: pages, notices and the messages that go with them. */
const names = {
  email: 'Email address',
  text: 'Mobile phone, by text message',
  'voice-mobile': 'Mobile phone, by call',
  'voice-office': 'Office phone, by call',
  'app-code': 'Authenticator app',
  passkey: 'Passkey',
  'recovery-codes': 'Recovery codes',
  questions: 'Security questions',
  device: 'Another device',
  'temporary-pass': 'Temporary pass',
  other: 'Another method',
} as const;

const hints = {
  email: 'A private mailbox that you can read when you cannot sign in here',
  text: 'We send a code by text message',
  'voice-mobile': 'A voice reads a code to you',
  'voice-office': 'A voice reads a code to you',
  'app-code': 'An app on your phone shows a new code every 30 seconds',
  passkey: 'Your fingerprint, face, PIN or a security key',
  'recovery-codes': 'A list of codes to print or to keep in a safe place',
  questions: 'Questions that only you can answer',
  device: 'You approve on a phone or browser that you register',
  'temporary-pass': 'One that your helpdesk gives you',
} as const;

const list = {
  yours: 'Your methods',
  none: 'You have not registered anything yet.',
  isDefault: 'Asked first',
  waits: 'Can be used for a reset from {time}',
  off: 'Your organisation does not use this at the moment',
  used: 'Last used {time}',
  added: 'Added {time}',
  left: { one: 'One code left', other: '{count} codes left' },
  noneLeft: 'No code left: make a new list',
  held: 'Your password was reset. To keep your account safe, methods cannot be changed until {time}.',
  byAdministrator: 'Added by your administrator',
  add: 'Add a method',
  fromOrganisation: 'From your organisation',
  fromOrganisationHint: 'To change these, ask your administrator or helpdesk.',
  mail: 'Email address of your account',
  alternateMail: 'Other email address',
  mobile: 'Mobile phone',
  officePhone: 'Office phone',
  account: 'Your account',
  confirm: 'Everything is right',
  confirmHint: 'Tell us that you can still use all of this.',
  lastConfirmed: 'You last said so on {time}.',
  incomplete: 'Something is still missing before you can reset your password yourself.',
  goOn: 'Set it up now',
} as const;

const choose = {
  title: 'Add a method',
  lead: 'You can use it when you cannot sign in.',
  legend: 'Choose one',
  nothing: 'There is nothing more that you could add.',
  missing: 'Choose one to go on.',
  wait: {
    one: 'To keep your account safe, it can be used for a reset after one hour.',
    other: 'To keep your account safe, it can be used for a reset after {count} hours.',
  },
  vouch: 'Prove one of your older methods first, and it can be used at once.',
  back: 'Back to your security information',
} as const;

const address = {
  title: 'Add an email address',
  lead: 'We send a code there to see that it is yours.',
  label: 'Email address',
  hint: 'Best a private one: you cannot read the mailbox of your account when you cannot sign in.',
  codeTitle: 'Enter the code from the mail',
  codeLead: 'We have sent a code to {destination}.',
  codeLabel: 'Code from the mail',
} as const;

const number = {
  title: 'Add a phone number',
  lead: 'We send a code there to see that it is yours.',
  leadCall: 'We call there and read a code to you, to see that it is yours.',
  label: 'Phone number',
  hint: 'With country code, such as +1 4251234567.',
  codeTitle: 'Enter the code',
  codeLead: 'A text message with a code is on its way.',
  codeLeadCall: 'Your phone rings in a moment. Press the key that the voice tells you, and listen.',
  codeLabel: 'Code',
} as const;

const app = {
  title: 'Set up your authenticator app',
  lead: 'Scan this picture with the app, then type the code that it shows.',
  picture: 'Picture for the camera of your authenticator app',
  byHand: 'I cannot scan it',
  byHandLead: 'Choose “enter a setup key” in the app, and type this key:',
  name: 'A name for it',
  nameHint: 'You may leave this empty. It helps you when you have more than one.',
  code: 'Code from the app',
} as const;

const codes = {
  title: 'Your recovery codes',
  lead: 'Each code works once. Print them or write them down now: they are never shown again.',
  replaces: 'They replace any that you had before.',
  set: 'List {set}',
  copy: 'Copy the codes',
  copied: 'The codes are copied.',
  print: 'Print this page',
  proof: 'One of the codes',
  proofHint: 'Type one of them, so that we know that you can read them. It stays good.',
  printedFor: 'Recovery codes of {username} at {organisation}',
} as const;

const questions = {
  title: 'Choose your questions',
  lead: 'Choose questions that only you can answer, and answer them in a way that you will remember.',
  rules: 'Small and capital letters make no difference. Do not use one answer twice.',
  question: 'Question {count}',
  answer: 'Answer {count}',
  choose: 'Choose a question',
  submit: 'Save my answers',
} as const;

const confirming = {
  submit: 'Confirm',
  again: 'Begin again',
  missing: 'Enter the code.',
  noMore: 'There are no more tries. Begin again.',
  triesLeft: { one: 'You have one more try.', other: 'You have {count} more tries.' },
} as const;

const one = {
  name: 'Name',
  nameHint: 'Only you see it.',
  rename: 'Save the name',
  makeDefault: 'Ask for this first',
  isDefault: 'This is what you are asked for first.',
  remove: 'Remove',
  removeTitle: 'Remove this method?',
  removeText: 'You can then no longer use {name} to prove who you are.',
  removeSubmit: 'Remove it',
  keep: 'Keep it',
} as const;

const prove = {
  title: 'Is it you?',
  lead: 'Before anything about your account is changed, prove once more that it is you.',
  leadVouch: 'With one of these, what you add can be used at once.',
  passwordHint: 'The one you signed in with',
  passwordLabel: 'Password',
  wrongPassword: 'That is not your password.',
  missingPassword: 'Enter your password.',
  codeTitle: 'Enter the code',
  sentLead: 'A code is on its way to {destination}.',
  heldLead: 'Type the code from: {name}.',
  codeLabel: 'Code',
  wrong: 'That is not right.',
  other: 'Prove it in another way',
} as const;

const setUp = {
  title: 'Make sure that you can get back in',
  lead: '{organisation} asks you to set up the following, so that you can reset your password yourself when you need to.',
  step: 'Set up: {name}',
  other: 'Choose something else',
  skip: 'Not now',
  skipsLeft: {
    one: 'You can put this off one more time.',
    other: 'You can put this off {count} more times.',
  },
  required: 'This cannot be put off any more.',
  nothing:
    'Nothing that you could set up yourself is enough at the moment. Ask your administrator or helpdesk.',
  confirmTitle: 'Is everything still right?',
  confirmLead: 'Have a look at how you get back in when you cannot sign in.',
  confirmChange: 'Something is not right',
} as const;

const notices = {
  registered: 'It is registered.',
  registeredWaiting:
    'It is registered. To keep your account safe, it can be used for a reset only after a while.',
  removed: 'It is removed.',
  renamed: 'The name is saved.',
  defaultChanged: 'From now on you are asked for this first.',
  confirmed: 'Thank you. Everything is confirmed.',
  putOff: 'You can set it up whenever you like.',
  over: 'That took too long, or there were too many tries. Please begin again.',
  off: 'Your account is protected at the moment. Ask your administrator or helpdesk to change anything here.',
  proved: 'Thank you. Now go on.',
  changedMeanwhile: 'That was changed meanwhile. Here is how it stands.',
  tooManyCodes: {
    one: 'Too many codes were sent. Please wait one minute and try again.',
    other: 'Too many codes were sent. Please wait {count} minutes and try again.',
  },
} as const;

const mails = {
  reminderSubject: '{organisation}: set up how you get back in',
  reminderIntro:
    'If you ever forget the password of your {organisation} account, you can choose a new one yourself, at any hour and without calling anybody. For that you have to register once how to prove who you are. It takes about two minutes.',
  reminderAction: 'Set it up now',
  reminderTyped: 'If you would rather not follow a link in a mail, type this address: {address}',
  reminderDone: 'As soon as you have registered enough, these reminders end.',
  reminderLast: 'This is the last reminder.',
  codeSubject: '{organisation}: your code',
  codeIntro:
    'This address is being registered for the {organisation} account {username}. Enter this code on the page where you asked:',
  vouchIntro:
    'Somebody signed in to the {organisation} account {username} wants to change how it can be recovered. If this is you, enter this code on the page where you asked:',
  codeValid: {
    one: 'The code works once and is valid for one minute.',
    other: 'The code works once and is valid for {count} minutes.',
  },
  codeNotYou: 'Was this not you?',
  codeNotYouText:
    'Then ignore this message: without the code nothing happens. Never give the code to anybody, not even to the helpdesk.',
  vouchNotYouText:
    'Then somebody knows your password. Change it now, and never give this code to anybody.',
  changedSubject: '{organisation}: how you get back in was changed',
  added: 'A method to prove who you are was added to your {organisation} account.',
  removed: 'A method to prove who you are was removed from your {organisation} account.',
  renamed: 'A method to prove who you are was renamed in your {organisation} account.',
  defaultChanged: 'What your {organisation} account is asked for first was changed.',
  method: 'Method',
  name: 'Name',
  wasYou: 'If this was you, you need not do anything.',
  notYou: 'Was this not you?',
  notYouText:
    'Then say so at once. Password reset is then switched off for your account, everything that is signed in here is signed out, and your administrators are told.',
  action: 'This was not me',
} as const;

const pages = {
  names,
  hints,
  list,
  choose,
  address,
  number,
  app,
  codes,
  questions,
  confirming,
  one,
  prove,
  setUp,
  notices,
} as const;

export const registration = { ...pages, mails };
