import { counted, people } from './words.ts';

export const administrators = {
  title: 'Password reset – Administrator policy',
  description:
    'The rule of everybody who holds an administrator role, whatever scope and methods the organisation chose.',

  ruleTitle: 'The rule',
  mayReset: 'Administrators may reset their own passwords',
  mayResetHelp:
    'While this is on, an administrator can always reset with the methods below, in scope or not.',
  mayResetOff:
    'While this is off, no administrator can reset a password here, not even one whom the organisation’s scope names.',
  gates: 'Always two proofs of different kinds',
  gatesHelp:
    'This cannot be changed. A passkey that asks for fingerprint, face or PIN counts as both.',
  questions: 'Security questions never count for administrators.',

  methodsTitle: 'Methods for administrators',
  methodsDescription:
    'An administrator may use these even where they are off for everybody else, and no others.',
  presets: (names: string) => `Allowed by the presets ${names}.`,
  preset: (name: string) => `Allowed by the preset ${name} only.`,
  noPreset: 'No preset allows it.',
  usePreset: (preset: string) => `Use the methods of the preset “${preset}”`,
  asPreset: (preset: string) => `As the preset “${preset}” has it.`,
  unknown: 'This method does not exist here any more.',

  off: {
    title: 'Keep administrators from resetting their passwords?',
    text: 'An administrator who forgets the password will then be locked out until another administrator, or a sealed break-glass code, helps.',
    concerned: (count: number) => `It concerns ${people(count)}.`,
    breakGlass: (count: number) =>
      count === 0
        ? 'There is no sealed break-glass code. Make one first.'
        : `${counted(count, 'sealed break-glass code is', 'sealed break-glass codes are')} kept.`,
    phrase: 'switch off',
    type: (phrase: string) => `Type “${phrase}” to go on`,
    mistyped: (phrase: string) => `Type “${phrase}”, without the quotation marks.`,
    confirm: 'Keep administrators from resetting',
    saved: 'It takes effect when you save.',
  },

  listTitle: 'Who counts as an administrator',
  listDescription:
    'Everybody who holds a role, and whether the rule in force would let them in now.',
  columns: {
    person: 'Person',
    why: 'Why',
    methods: 'Methods they hold',
    ready: 'Could reset now',
  },
  roleSince: (role: string, when: string) => `${role}, since ${when}`,
  noMethods: 'None of the methods allowed',
  ready: 'Yes',
  readyShort: (whether: string) => `Could reset: ${whether}`,
  notReady: (fillable: number, required: number) => `No: ${fillable} of ${required} proofs`,
  notReadyBecause: (reason: string) => `No: ${reason}`,
  nobody: 'Nobody holds a role.',
  notReadyWarning: (count: number) =>
    `${people(count)} could not reset: they hold too few of the methods allowed. They can register more at the security info page.`,
  breakGlass: (count: number) =>
    count === 0
      ? 'No break-glass code is kept. It would be the last way back in for administrators.'
      : `${counted(count, 'break-glass code is', 'break-glass codes are')} kept as the last way back in.`,
};
