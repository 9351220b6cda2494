import { counted, number, people } from './words.ts';

export const overview = {
  title: 'Overview',
  status: {
    none: 'Password reset is off',
    selected: 'Password reset is on for selected groups',
    all: 'Password reset is on for everybody',
  },
  statusDetail: (methods: number, required: number) =>
    `${counted(methods, 'method', 'methods')} on; a reset needs ${number(required)}.`,
  nextStep: 'Next step',
  advice: {
    off: 'Nobody can reset a password yet. Choose a pilot group first, watch it work, then widen it.',
    offAction: 'Choose who may reset',
    nobody: 'Reset is on, but nobody is in scope. Choose a group with members.',
    nobodyAction: 'Choose groups',
    notReady: (missing: number) =>
      `${people(missing)} in scope cannot be asked for enough proofs: no usable address is stored for them.`,
    notReadyAction: 'Look at users',
    frozen: (count: number) =>
      count === 1
        ? 'Self-service is off for one account, after a “this was not me” report or by an administrator. Look at why before you lift the freeze.'
        : `Self-service is off for ${number(count)} accounts, after “this was not me” reports or by an administrator. Look at why before you lift a freeze.`,
    frozenAction: 'Look at why',
    widen: 'The pilot group can reset. When you have seen it work, switch it on for everybody.',
    widenAction: 'Widen the scope',
    fine: 'Everybody in scope is ready. Nothing needs your attention.',
  },
  cards: {
    inScope: 'People in scope',
    inScopeOf: (all: number) => `of ${people(all)}`,
    ready: 'Ready to reset',
    readyOf: (inScope: number) => `of ${number(inScope)} in scope`,
    sampled: (sample: number) => `estimated from ${people(sample)}`,
    lastDay: 'Resets in the last day',
    finished: 'finished',
    started: 'started',
    refused: 'refused',
    frozen: 'Frozen accounts',
    frozenHelp: 'reported “this was not me”, or frozen by an administrator',
  },
  lastEvents: 'Last events',
  allEvents: 'All audit events',
  noEvents: 'Nothing has happened yet.',
};
