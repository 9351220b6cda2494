import { counted } from './words.ts';

/** Numbers and addresses that an administrator registers for people from a file. */
export const contacts = {
  title: 'Register contact details',
  description:
    'Mobile phones, office phones and alternate addresses from a CSV file, for people of every directory. Nothing changes before you have seen what would.',
  about:
    'UTF-8, with a heading line, one row a person. Columns may be left out and cells may be empty. Numbers begin with + and the country code.',
  button: 'Register contact details',
  added: 'new',
  replaced: 'put right',
  unchanged: 'known already',
  kept: 'of their own kept',
  import: (count: number) => `Register ${counted(count, 'contact', 'contacts')}`,
  usable: (time: string) =>
    `They can be used for a reset from ${time}. Everybody is told at every address, and asked at their next sign-in whether they are right.`,
  notOfferedTitle: 'Not all of it can be used now.',
  notOffered: (columns: string) =>
    `No authentication method is enabled that uses: ${columns}. They are kept until one is.`,
  columns: {
    mobile: 'mobile phones',
    officePhone: 'office phones',
    alternateMail: 'alternate addresses',
  },
  keptHelp:
    'These people registered or confirmed something of their own. It stays, and the file’s is left out.',
  keptTable: 'What people keep',
  person: 'Username',
  has: 'Has',
};
