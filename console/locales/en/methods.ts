interface MethodText {
  readonly name: string;
  readonly description: string;
}

const known: Record<'email', MethodText> = {
  email: {
    name: 'E-mail code',
    description:
      'A code is sent to an address that is already stored for the person: the alternate address first, then the mailbox of the account.',
  },
};

export const methods = {
  title: 'Password reset – Authentication methods',
  description:
    'The ways in which people can prove who they are. A method may only be used while it is on.',
  known,
  enabled: 'On',
  disabled: 'Off',
  enable: (method: string) => `Let people use ${method}`,
  fillsTwo: 'Counts as two methods',
  methodClass: (name: string) => `Kind: ${name}`,
  classes: { mailbox: 'mailbox' },
  noSettings: 'This method has no settings.',
  needed: (required: number, available: number) =>
    `A reset needs ${required} methods of different kinds; ${available} would be on.`,
};
