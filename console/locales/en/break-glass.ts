/** Sealed codes, the last way back in. */
export const breakGlass = {
  title: 'Break-glass codes',
  description:
    'The last way back in when no Global Administrator can prove who they are. A code opens one reset of one of them, once, past every other proof. Keep it sealed, away from computers.',
  make: 'Make a code',
  none: 'There is no code. Make one before you need it.',
  noneSealed:
    'No code is left that could be used. If no Global Administrator could prove who they are, nobody could get back in.',
  columns: { label: 'Kept where', made: 'Made', state: 'State' },
  states: {
    sealed: 'Sealed',
    used: (when: string) => `Used ${when}`,
    revoked: (when: string) => `Revoked ${when}`,
  },
  unlabelled: '(not said)',
  revoke: 'Revoke the code',
  revokeNamed: (label: string) => `Revoke the code: ${label}`,
  revokeTitle: 'Revoke this code?',
  revokeText: (label: string) =>
    `The code “${label}” opens nothing any more. Destroy the sheet in its envelope.`,
  revoked: 'The code was revoked',
  form: {
    title: 'Make a break-glass code',
    text: 'Every Global Administrator is told that it was made, and every administrator when it is used.',
    label: 'Where will it be kept?',
    labelHelp: 'Such as “Safe in the cellar, envelope 3”. It stands in this list and in the mails.',
    submit: 'Make the code',
  },
  sheet: {
    title: 'Print the code now',
    once: 'This is the only time it is shown. Postern keeps no copy that could be read.',
    code: 'Break-glass code',
    print: 'Print',
    done: 'I have printed and sealed it',
    heading: (organisation: string) => `${organisation}: break-glass code`,
    use: (address: string) =>
      `Opens one reset of a Global Administrator, once. Open ${address}, and type the user name and this code. Its last two signs check the others.`,
    seal: 'Seal this sheet in an envelope, sign across the flap and lock it away. Every administrator is told when the code is used.',
    kept: 'Kept',
    made: 'Made',
    id: 'Number',
  },
};
