/** How the pages speak of each way to prove who you are, by method id; `other` stands for one without words here. */
const choices = {
  email: { label: 'Send a code by email', hint: 'To an address on file for your account' },
  text: { label: 'Send a text message', hint: 'To the mobile phone on file for your account' },
  'voice-mobile': { label: 'Call my mobile phone', hint: 'A voice reads a code to you' },
  'voice-office': { label: 'Call my office phone', hint: 'A voice reads a code to you' },
  'app-code': { label: 'Use a code from my authenticator app', hint: 'Or from a hardware token' },
  passkey: {
    label: 'Use a passkey',
    hint: 'With the fingerprint, face, PIN or security key that you set up',
  },
  'recovery-codes': { label: 'Use a recovery code', hint: 'One from the list that you kept' },
  questions: { label: 'Answer my security questions', hint: 'Those that you chose and answered' },
  device: { label: 'Approve on my other device', hint: 'A phone or browser that you registered' },
  'temporary-pass': {
    label: 'Use a temporary pass',
    hint: 'One that your helpdesk has just given you',
  },
  other: { label: 'Another way', hint: '' },
} as const;

/** What the page of each one says; those that are sent say it in `proving`. */
const asks = {
  'app-code': {
    title: 'Enter the code from your app',
    lead: 'Open your authenticator app, or look at your hardware token, and type the code that it shows now.',
    label: 'Code from the app',
    missing: 'Enter the code that your app shows.',
  },
  'recovery-codes': {
    title: 'Enter a recovery code',
    lead: 'Type one of the recovery codes that you kept. Each of them works once.',
    label: 'Recovery code',
    missing: 'Enter one of your recovery codes.',
  },
  'temporary-pass': {
    title: 'Enter your temporary pass',
    lead: 'Type the pass that your helpdesk gave you. It works once, and not for long.',
    label: 'Temporary pass',
    missing: 'Enter the pass that your helpdesk gave you.',
  },
  passkey: {
    title: 'Use your passkey',
    lead: 'Your device asks for your fingerprint, face, PIN or security key.',
    action: 'Use my passkey',
    unavailable:
      'This browser cannot use passkeys here. Choose another way, or open this page on a device that has your passkey.',
    missing: 'The passkey was not used. Try again, or choose another way.',
  },
  questions: {
    title: 'Answer your questions',
    lead: 'Answer all of them as you did when you chose them. Small and capital letters make no difference.',
    missing: 'Answer every question.',
    waiting: 'Your questions are being looked up.',
  },
  approval: {
    title: 'Approve on your other device',
    lead: 'If your account can be reset here, your other device shows a message now. Type this number there:',
    action: 'I have approved it',
    waiting: 'Nothing was approved yet.',
  },
  other: {
    title: 'Enter the code',
    lead: 'Type the code that you were given.',
    label: 'Code',
    missing: 'Enter the code.',
  },
} as const;

const pages = {
  wrong: 'That is not right.',
  triesLeft: { one: 'You have one more try.', other: 'You have {count} more tries.' },
  usedUp: 'There are no more tries. Begin this check again, or choose another way.',
  again: 'Begin this check again',
  number: 'Full phone number',
  numberHint:
    'For a text or a call: the number on file for you, with country code, such as +1 4251234567.',
  numberMissing: 'Enter the full phone number.',
  otherWays: 'Other ways',
  administrators: 'More ways for administrators',
  check: 'Check again',
} as const;

export const methods = { choices, asks, pages };
