export const registration = {
  title: 'Password reset – Registration',
  description:
    'When people are asked to register the methods they will need, and how long a new method waits before it counts.',
  signInTitle: 'At sign-in',
  signInDescription:
    'People in scope who have registered too little for a reset are led through it when they sign in, the strongest method first.',
  putOffTitle: 'Putting it off',
  putOffDescription: 'Whichever of the two runs out first makes registration required.',
  putOffIdle: 'Nothing can be put off while nobody is asked at sign-in.',
  confirmTitle: 'Confirming again',
  confirmDescription:
    'Numbers and addresses change. People are asked whether what they registered is still theirs. Between 90 and 180 days is usual.',
  neverAdvice: 'Nobody is ever asked again. Old numbers may by then belong to somebody else.',
  holdTitle: 'New methods',
  holdDescription:
    'A method added by somebody who stole a password would let them in for good. While it waits, everybody who should know is told, and can say that it was not them.',
  noHoldAdvice:
    'New methods count at once. Whoever has a password for a minute can keep the account.',
  returnTitle: 'Other sign-in pages',
  returnDescription:
    'Another sign-in page can hand people over to register here, with an API key for that and nothing else. They are sent back to these addresses and to no other.',
  campaignTitle: 'Reminders',
  campaignDescription:
    'A campaign reminds people by mail who have registered too little, in steps and outside quiet hours.',
  toCampaign: 'Open the registration campaign',
};
