import { counted } from './words.ts';

/** Devices that show codes, which the organisation gives out. */
export const hardwareTokens = {
  title: 'Password reset – Hardware tokens',
  description:
    'Devices that show a code like an authenticator app. Each belongs to one person, and its codes count as theirs.',
  search: 'Search tokens',
  searchPlaceholder: 'Start of a serial number',
  assign: 'Assign a token',
  importFile: 'Import tokens',
  columns: { serial: 'Serial number', user: 'Assigned to', assigned: 'Since', used: 'Last used' },
  gone: 'Nobody any more',
  none: 'No token is assigned yet.',
  noneFound: 'No serial number starts with this.',
  remove: (serial: string) => `Take token ${serial} away`,
  removeTitle: (serial: string) => `Take token ${serial} away?`,
  removeText: (name: string) =>
    `${name} can no longer prove who they are with it, and is told at every address. The token can then be assigned to somebody else.`,
  removed: (serial: string) => `Token ${serial} was taken away`,
  form: {
    title: 'Assign a token',
    text: 'The person is told at every address that they have it. Its codes count at once.',
    username: 'Username of the person',
    serial: 'Serial number',
    serialHelp: 'As it stands on the back.',
    seed: 'Seed',
    seedHelp: 'From the list that came with the token, in Base32 or hexadecimal.',
    digits: 'Digits of a code',
    period: 'A new code every',
    seconds: (seconds: number) => `${seconds} seconds`,
    algorithm: 'Algorithm',
    submit: 'Assign the token',
    assigned: (serial: string) => `Token ${serial} assigned`,
    already: (serial: string) => `Token ${serial} was theirs already`,
  },
  importing: {
    title: 'Import hardware tokens',
    description:
      'Assigns the tokens of a CSV file to the people named beside them. Nothing changes before you have seen what would.',
    about:
      'UTF-8, with a heading line, one token a row. Digits, period and algorithm may be left out: 6, 30 and SHA1 are usual. The file holds secrets: delete it afterwards.',
    assigned: 'to be assigned',
    unchanged: 'assigned already',
    import: (count: number) => `Assign ${counted(count, 'token', 'tokens')}`,
  },
};
