/** How a passkey is set up. */
export const passkeys = {
  title: 'Set up a passkey',
  lead: 'A passkey replaces codes: your device checks your fingerprint, face or PIN, and tells {organisation} that it is you. By itself it is enough to reset your password.',
  name: 'Name of this passkey',
  nameHint: 'So that you recognise it later, such as “Work laptop”. You can leave it empty.',
  action: 'Set up my passkey',
  failed: 'No passkey was set up. Try again; if that does not help, use another device.',
  known: 'This device already has a passkey of yours for this page.',
} as const;
