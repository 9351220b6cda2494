import type { LimitClearing, Preset, Scope } from '../../../src/contract/shapes.ts';
import { counted, number, people } from './words.ts';

interface Choice {
  readonly name: string;
  readonly meaning: string;
}

const scope: Record<Scope['mode'], Choice> = {
  none: {
    name: 'None',
    meaning:
      'Nobody can reset a password. Administrators go by a rule of their own: two proofs of different kinds.',
  },
  selected: {
    name: 'Selected',
    meaning: 'Only members of the groups below, and of groups inside them.',
  },
  all: { name: 'All', meaning: 'Everybody in every directory, but for the groups left out below.' },
};

const presets: Record<Preset, Choice> = {
  recommended: {
    name: 'Recommended',
    meaning:
      'The numbers of NIST SP 800-63B-4, OWASP and ASVS: long passwords, short-lived codes, low limits.',
  },
  entra: {
    name: 'As in Microsoft Entra',
    meaning:
      'The numbers people know from Entra: shorter passwords with character classes, higher limits.',
  },
};

const wordList = (words: readonly string[]) =>
  words.length > 5 ? `${words.slice(0, 5).join(', ')} …` : words.join(', ');

export const policy = {
  scope,
  presets,
  unknownGroup: 'a group that is gone',
  words: (count: number) => counted(count, 'word', 'words'),
  wordsChanged: (now: string, added: readonly string[], removed: readonly string[]) =>
    [
      now,
      added.length === 0 ? '' : `added: ${wordList(added)}`,
      removed.length === 0 ? '' : `removed: ${wordList(removed)}`,
    ]
      .filter((part) => part !== '')
      .join('; '),
  methodSetting: (method: string, setting: string) => `${method}: ${setting}`,

  properties: {
    title: 'Password reset – Properties',
    description: 'Who may reset their own password, and what they must prove first.',
    whoTitle: 'Self-service password reset enabled',
    whoDescription: 'A change takes effect at once, for resets already begun as well.',
    include: 'Groups that may reset',
    includeHelp: 'Members of nested groups count.',
    exclude: 'Groups left out',
    excludeHelp: 'Being in one of these always wins.',
    affects: (inScope: number, all: number) =>
      inScope === all
        ? `${people(inScope)} in scope: everybody`
        : `${people(inScope)} in scope, of ${number(all)}`,
    affectsNow: (before: number) => `now ${number(before)}`,
    affectsNobody: 'Nobody is in scope',
    affectsUnknown: 'Choose a group to see whom it affects.',
    counting: 'Counting whom it affects…',
    proofTitle: 'Proofs',
    methodsRequired: (name: string) => `Required to reset: ${name.toLowerCase()}.`,
    toMethods: 'Authentication methods',
    unlockTitle: 'Unlock',
    unlockDescription:
      'Of people in directories that lock accounts after wrong passwords; the built-in directory does not.',
    accountsTitle: 'Accounts that need a decision',
    accountsDescription:
      'What a directory says of an account can keep it from a reset. Each one let through is one more kind of account that a stolen phone or mailbox opens.',
    helpTitle: 'Help',
    helpContact: 'Help desk link or e-mail address',
    helpContactHelp:
      'Shown to people who cannot help themselves. Empty: they are told to contact their administrator.',
    presetTitle: 'Numbers',
    presetDescription:
      'A preset sets every number: how long codes live, how often one may try, how long passwords must be. Who may reset, the methods switched on and your own words stay as they are.',
    preset: 'Preset',
    compare: 'Compare',
    departures: (count: number) =>
      count === 0
        ? 'Every number is as the preset has it.'
        : `${counted(count, 'number differs', 'numbers differ')} from the preset.`,
    takeAgain: 'Set all numbers back to the preset',
  },

  compare: {
    title: 'Compare presets',
    setting: 'Setting',
    now: 'Now',
    differ: 'Only settings that differ',
  },

  saveBar: {
    label: 'Unsaved changes',
    unsaved: (count: number) => counted(count, 'unsaved change', 'unsaved changes'),
    checking: 'Checking…',
    invalid: 'Something typed cannot be saved yet.',
    saved: 'Saved',
    inForce: (inScope: number, all: number) =>
      `In force now, for ${people(inScope)} of ${number(all)}.`,
  },

  preview: {
    title: 'Save these changes?',
    setting: 'Setting',
    before: 'Before',
    after: 'After',
    peopleInScope: 'People in scope',
    weakens: 'Makes misuse easier',
    weakening: (count: number) =>
      count === 1
        ? 'One of these changes makes a reset easier to misuse.'
        : `${number(count)} of these changes make a reset easier to misuse.`,
    widening: (more: number) => `${people(more)} more will be able to reset their password.`,
    narrowing: (fewer: number) =>
      `${people(fewer)} will no longer be able to reset their password.`,
    confirm: (affected: number) =>
      affected === 0
        ? 'I have understood, and want it so.'
        : `I have understood, and want it so for ${people(affected)}.`,
    confirmMissing: 'Confirm this to save.',
    nothing: 'Nothing would change: the policy in force is the same.',
    unchanged: 'as it was',
  },

  shutOut: {
    asking: 'Asking who could no longer reset a password …',
    nobody: 'Nobody who can reset a password now would lose that.',
    nobodyOf: (examined: string) =>
      `Of the first ${examined} people asked about, nobody who can reset a password now would lose that.`,
    title: (count: number) => `${people(count)} could no longer reset a password`,
    examined: (examined: string) => `The first ${examined} people were asked about.`,
    show: 'Show who',
    hide: 'Hide',
    export: 'Download as CSV',
    file: 'shut-out.csv',
  },

  conflict: {
    title: 'Somebody else changed the policy',
    explanation: (who: string, when: string) =>
      `${who} saved other settings on ${when}, after you began. Nothing of yours is lost.`,
    somebody: 'Somebody',
    theirs: 'What they changed',
    collisions: (settings: string) =>
      `You both changed: ${settings}. If you go on, your value replaces theirs.`,
    noCollisions: 'Your changes and theirs touch different settings; both will be kept.',
    review: 'Review my changes on theirs',
    discard: 'Discard my changes',
  },

  leave: {
    title: 'Leave without saving?',
    explanation: 'Your changes have not been saved.',
    leave: 'Leave without saving',
    stay: 'Stay',
  },

  changedBy: (who: string, when: string) => `Last changed by ${who}, ${when}`,
  changedAt: (when: string) => `Last changed ${when}`,
  neverChanged: 'Never changed: the numbers are the preset’s.',

  settings: {
    range: (min: string, max: string) => `${min} to ${max}`,
    default: (value: string) => `Default: ${value}.`,
    useDefault: (setting: string) => `Use the default for ${setting}`,
    useDefaultShort: 'Use the default',
    secretKept: 'A value is kept. Type to replace it.',
    addItem: 'Add a step',
    removeItem: (position: number) => `Remove step ${position}`,
    item: (setting: string, position: number) => `${setting}, step ${position}`,
  },

  protection: {
    title: 'Password reset – Password protection',
    description: 'What a new password must be. The rules are shown to people before they type.',
    length: 'Length and composition',
    blocklist: 'Words that are refused',
    customWords: 'Your own words',
    customWordsHelp:
      'One a line, at least four characters: products, places, nicknames of the organisation. A password that holds one of them is refused, in any spelling with capitals or look-alike characters.',
    customWordsCount: (count: number) => counted(count, 'word', 'words'),
    tooShort: (word: string) => `“${word}” is too short: four characters at least.`,
    tooLong: (word: string) => `“${word}” is too long: 64 characters at most.`,
    tooMany: 'Ten thousand words at most.',
    advice: {
      shortPassword:
        'Short passwords are guessed soon. NIST asks for 15 characters where a password is the only proof at sign-in.',
      classes: 'NIST advises against asking for character classes: people answer with Password1!',
    },
  },

  limits: {
    title: 'Password reset – Sessions and limits',
    description: 'How long a reset may take, and how often one may try before it is blocked.',
    session: 'Reset session',
    limits: 'Limits',
    limitsDescription:
      'A limit counts in a window that opens with the first attempt. Who is blocked now is on the page Blocks.',
    effect: (max: string, window: string, blocked: string) =>
      `${max} in ${window}; then blocked for ${blocked}.`,
    restOfWindow: 'the rest of the window',
    oneAfterAnother: 'a row',
    untilCleared: 'good, until somebody clears it',
    cleared: (by: string) => `Ended by: ${by}.`,
    clearings: {
      time: 'time',
      administrator: 'an administrator',
      'finished-reset': 'a finished reset',
      'accepted-proof': 'a right answer',
      'new-registration': 'registering anew',
      'sign-in': 'signing in',
    } satisfies Record<LimitClearing, string>,
  },
};
