/** What is held of one person: handing it out, and erasing it. */
export const privacy = {
  title: 'Personal data',
  description:
    'Everything held about this person: profile, registrations, sign-ins, resets, messages and audit events, without anything that answers a challenge.',
  export: 'Export as JSON',
  file: (username: string) => `personal-data-${username.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.json`,
  erase: 'Erase…',
  roleFirst: 'Somebody with a role cannot be erased. Take the role away first.',
  eraseTitle: (name: string) => `Erase the data of ${name}?`,
  eraseText:
    'Registrations, sessions, resets under way and links are deleted, and reminders end. Nobody is told by mail.',
  eraseManaged: 'The account is in the built-in directory and is deleted with it.',
  eraseConnected:
    'The account itself is in a connected directory and stays there, with what that directory knows.',
  eraseTrail:
    'The audit logs keep what happened and when. The name, the addresses and where this person came from give way to a pseudonym.',
  eraseFinal: 'This cannot be undone.',
  eraseConfirm: 'Erase for good',
  erased: (pseudonym: string) => `Erased. The audit logs say ${pseudonym} now.`,
};
