interface MethodText {
  readonly name: string;
  readonly description: string;
}

/** By id; a method that is missing here is shown by its id. */
const known = {
  email: {
    name: 'E-mail code',
    description:
      'A code is sent to an address that is already stored for the person: the alternate address first, then the mailbox of the account.',
  },
  text: {
    name: 'Text to mobile phone',
    description: 'A code is sent as a text message to the mobile number stored for the person.',
  },
  'voice-mobile': {
    name: 'Call to mobile phone',
    description:
      'A voice reads a code out, slowly and twice, after a key was pressed: voicemail never gets it.',
  },
  'voice-office': {
    name: 'Call to office phone',
    description:
      'A voice reads a code out on the office phone. Extensions are dialled; the number comes from the directory alone.',
  },
  questions: {
    name: 'Security questions',
    description:
      'Questions whose answers only the person should know. Easier to guess than anything else here, and never for administrators.',
  },
  'app-code': {
    name: 'Authenticator app code',
    description:
      'Six digits from an authenticator app, or from a hardware token that follows the same standard. Works without a network.',
  },
  passkey: {
    name: 'Passkey',
    description:
      'A key on a phone, computer or security key, unlocked by fingerprint, face or PIN. It cannot be phished.',
  },
  'recovery-codes': {
    name: 'Recovery codes',
    description: 'Ten codes that a person prints or keeps in a safe place. Each works once.',
  },
  device: {
    name: 'Approval on another device',
    description:
      'A registered phone or browser asks for approval, and for the number shown in the first browser.',
  },
  'temporary-pass': {
    name: 'Temporary pass',
    description:
      'A code that the help desk issues for one recorded case. It works once, for some minutes, and nobody can choose it or see it again.',
  },
} as const satisfies Record<string, MethodText>;

export const methods = {
  title: 'Password reset – Authentication methods',
  description:
    'The ways in which people can prove who they are. A method may only be used while it is on.',
  known: known as Readonly<Record<string, MethodText>>,
  enabled: 'On',
  disabled: 'Off',
  enable: (method: string) => `Let people use ${method}`,

  gates: {
    title: 'Number of methods required to reset',
    help: 'For everybody but administrators, who always need two.',
    one: {
      name: 'One method',
      meaning: 'Quicker. Whoever gets hold of that one method gets into the account.',
    },
    two: {
      name: 'Two methods of different kinds',
      meaning:
        'Far harder to misuse. People who have only one kind cannot reset until they register another.',
    },
    default: (name: string) => `Default: ${name.toLowerCase()}.`,
  },
  needed: (required: number, available: number) =>
    available === 0
      ? 'No method is on that could stand alone: nobody could reset.'
      : `A reset needs ${required} methods of different kinds; ${available} would be on.`,
  onlyEmail:
    'E-mail is the only method. Somebody whose only stored address is the mailbox of the account itself cannot read the code there without the password. Switch another method on, or store an alternate address for them.',

  listTitle: 'Methods',
  listDescription: 'Choose one to see what it is and to change its settings.',
  columns: {
    method: 'Method',
    everybody: 'Everybody',
    administrators: 'Administrators',
  },
  forAdministrators: { yes: 'Allowed', no: 'Not allowed' },
  forAdministratorsOff: 'Allowed, but administrators may not reset',
  forAdministratorsShort: (allowed: boolean) =>
    allowed ? 'Administrators: allowed' : 'Administrators: not allowed',
  fills: {
    two: 'Counts as two proofs',
    own: 'Counts as one proof',
    together: (others: string) => `Counts as one proof together with ${others}`,
  },
  carrier: {
    name: 'Sent by',
    email: 'e-mail',
    sms: 'text message',
    voice: 'phone call',
  },

  panel: {
    kind: 'Proofs',
    everybody: 'Everybody',
    everybodyHelp: 'Whether people in scope can use it.',
    administrators: 'Administrators',
    id: 'Identifier',
    presets: 'As presets have it',
    preset: (preset: string, everybody: string, administrators: string) =>
      `${preset}: ${everybody} for everybody, ${administrators} for administrators.`,
    on: 'on',
    off: 'off',
    allowed: 'allowed',
    notAllowed: 'not allowed',
    settings: 'Settings',
    noSettings: 'This method has no settings.',
    done: 'Done',
    unsaved: 'Changes take effect when the page is saved.',
    toAdministrators: 'Change it in Administrator policy',
  },
  faultIn: (fault: string) => `Cannot be saved: ${fault}`,
};
