/** How a device that somebody registered approves their reset. */
export const devices = {
  page: {
    title: 'Approve a reset',
    lead: 'When somebody resets a password with the help of this device, you decide it here.',
    unavailable:
      'This page needs JavaScript, and a browser that keeps keys. Open it in the browser that you registered.',
    unknown: 'This browser is not registered as one of your devices.',
    register: 'Register it in your security information',
    idle: 'Nothing waits for you. Leave this page open: what comes shows up by itself.',
    heading: 'Somebody is RESETTING your password',
    warning:
      'Approve only if you are doing this yourself at this moment. Nobody from a helpdesk will ever ask you to.',
    account: 'Account',
    from: 'From',
    nowhere: 'Not known',
    when: 'When',
    number: 'Number shown where the password is being reset',
    approve: 'Approve',
    deny: 'This was not me',
    approved: 'Approved. Go on in the other browser.',
    denied:
      'Denied. The reset was ended, no password can be reset for your account now, and your administrators have been told. Contact them or your helpdesk.',
    wrongNumber: 'That is not the number shown. Look at the other browser again.',
    gone: 'This reset is over already.',
    failed: 'That did not work. Check your connection and try again.',
    messages: 'Tell me on this device when something waits',
    messagesOn: 'From now on this device tells you when something waits.',
    messageTitle: 'Your password',
    messageBody: 'Somebody is RESETTING your password. Open to approve or deny.',
  },
  enrolment: {
    title: 'Register this device',
    lead: 'When you reset your password in another browser, this one can approve it: it shows who asks, and you type a number here.',
    after: 'To approve, open this page in this browser and leave it open:',
    open: 'Approve a reset',
    unavailable:
      'This browser cannot be registered: it needs JavaScript and has to keep a key. A private window does not.',
    name: 'Name of this device',
    nameHint: 'So that you recognise it later, such as “My phone”. You can leave it empty.',
    action: 'Register this device',
    failed: 'This browser could not keep a key. Try again outside a private window.',
  },
} as const;
