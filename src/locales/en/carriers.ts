/** What leaves by text and by call, and what administrators are told of carriers. */
export const carriers = {
  /** Each follows the code. The first that fits into one text is sent: 160 signs, or 70 outside the GSM alphabet. */
  texts: {
    resetCode: {
      full: 'is your code to reset your password at {organisation}. Tell nobody.',
      short: 'is your code to reset your password.',
    },
    unlockCode: {
      full: 'is your code to unlock your account at {organisation}. Tell nobody.',
      short: 'is your code to unlock your account.',
    },
    confirmation: {
      full: 'is your code to confirm this at {organisation}. Tell nobody.',
      short: 'is your code to confirm this.',
    },
    test: {
      full: 'is a test by {organisation}. This code opens nothing.',
      short: 'is a test. This code opens nothing.',
    },
  },
  calls: {
    resetCode: 'Hello. This is the password reset of {organisation}.',
    confirmation: 'Hello. This is the code service of {organisation}.',
    test: 'Hello. This is a test call of {organisation}.',
    prompt: 'To hear your code, press 1.',
    goodbye: 'Tell this code to nobody. Goodbye.',
  },
  test: {
    subject: '{organisation}: a test of how messages leave',
    intro:
      'An administrator of {organisation} sent this to see whether {carrier} carries messages.',
    opens: 'This code opens nothing:',
  },
} as const;
