import type { ResetKind, ResetState } from '../../../src/contract/shapes.ts';

const ofReset: Record<ResetState, string> = {
  choosing: 'The person was choosing how to prove who they are.',
  proving: 'A code was asked for and not yet typed in rightly.',
  password: 'Every proof was passed; the new password was not yet set.',
  unlock: 'Every proof was passed; the account was not yet unlocked.',
  writing: 'The new password is being written.',
  uncertain: 'The directory has not said whether it did what it was told. It is being found out.',
  done: 'The password was reset.',
  unknown: 'Nobody can tell whether the new password was written: the directory keeps no trace.',
  'not-eligible': 'The person may not reset their own password.',
  blocked: 'Too many attempts; the block ends by itself.',
  expired: 'The time ran out.',
  cancelled: 'The reset was given up.',
};

const states: Record<ResetKind, Record<ResetState, string>> = {
  reset: ofReset,
  unlock: {
    ...ofReset,
    writing: 'The lock is being ended.',
    done: 'The account was unlocked, and its password kept.',
    unknown: 'Nobody can tell whether the account was unlocked: the directory keeps no trace.',
    'not-eligible': 'The person may not unlock their own account.',
    cancelled: 'The unlock was given up.',
  },
  activate: { ...ofReset, done: 'The first password was set.' },
};

const kinds: Record<ResetKind, string> = {
  reset: 'A new password',
  unlock: 'An unlock, without a new password',
  activate: 'A first password',
};

export const support = {
  title: 'Look up a reference',
  description:
    'Every page of a reset shows a short reference at the bottom. Ask the person to read it out.',
  reference: 'Reference',
  placeholder: 'K7QM-2F9T',
  look: 'Look up',
  notFound: (reference: string) =>
    `No reset has the reference ${reference}. Check each letter; the letters I, L, O and U do not occur.`,
  person: 'Person',
  unknownPerson: 'Not known: the typed name was not found, or nothing was proved yet.',
  kind: 'What for',
  kinds,
  states,
  started: 'Started',
  expires: 'Ends at the latest',
  timeline: 'What happened',
  openUser: 'Why can this person reset, or not?',
  caution:
    'A reference is no proof of who is calling. Never tell anybody a code, and never set a password for them.',
};
