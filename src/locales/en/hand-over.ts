/** Every word for somebody whom another sign-in page sent here to register. */
export const handOver = {
  title: 'Set up how you get back in',
  lead: '{host} sent you here, so that you can get back in by yourself if you forget your password.',
  whose: 'Whose account this is',
  name: 'Name',
  username: 'User name',
  back: 'When you are done, you go back to {host}.',
  submit: 'Continue as {name}',
  notYou:
    'If this is not your account, close this page. Nothing has happened. Whatever you set up here would let the owner of this account in, and would be theirs.',
  otherTitle: 'Somebody else is signed in here',
  other:
    'In this browser {other} is signed in. Go on only if you are {name}; {other} is then signed out here.',
  unknownTitle: 'This address does not work any more',
  unknownText:
    'It was already used, or it is older than five minutes. Go back to the page you came from and sign in there again.',
  proveLead:
    'Before anything is set up, prove with something you registered before that it is you.',
  proveWays: 'How do you want to prove it?',
  banner: 'You are setting this up for {name} ({username}).',
  leave: 'Go back to {host}',
  doneTitle: 'That is all',
  doneText: 'Nothing more is needed. You can go back and sign in as usual.',
  returnTitle: 'Back to {host}',
  returnText: 'If nothing happens, use the button.',
  lateTitle: 'You can close this page',
  lateText: 'You are done here. Go back to the page you came from and sign in there again.',
} as const;
