export const problems = {
  title: 'That did not work',
  unreachable: 'The server did not answer. Check your connection, then try again.',
  unreadable:
    'The server answered in a way this page does not understand. Postern may have been updated: reload the page.',
  unexpected:
    'Something went wrong on the server. Try again; if it happens again, give support the reference.',
  reference: (reference: string) => `Reference ${reference}`,
  reload: 'Reload the page',
  faults: (count: number) =>
    count === 1 ? 'One thing needs your attention' : `${count} things need your attention`,
  pageFailed: 'This page could not be shown',
  pageMissing: 'There is no page here',
  pageMissingHelp: 'The address may be mistyped, or the page may have moved.',
  toOverview: 'Go to Overview',
  field: {
    required: 'Fill this in.',
    range: (min: string, max: string) => `Enter a number between ${min} and ${max}.`,
    wholeNumber: 'Enter a whole number.',
  },
};
