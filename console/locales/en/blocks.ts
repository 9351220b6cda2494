import type { endpoints } from '../../../src/contract/index.ts';
import type { CallResult } from '../../api/types.ts';
import { counted, number } from './words.ts';

type Kind = CallResult<typeof endpoints.listBlocks>['items'][number]['about']['kind'];

const kinds: Record<Kind, string> = {
  identifier: 'A typed name',
  address: 'An IP address',
  network: 'A network',
  prefix: 'Neighbouring phone numbers',
  account: 'An account',
  destination: 'A mailbox or number',
  organisation: 'The whole organisation',
};

export const blocks = {
  title: 'Blocks',
  description:
    'Who and what has reached a limit and has to wait. A block keeps from self-service alone: the account and signing in elsewhere stay as they are.',
  columns: { about: 'Who or what', limit: 'Limit', count: 'Count', until: 'Until', act: 'Act' },
  kinds,
  hidden: 'Not shown: what a stranger typed names no account.',
  byMethod: (method: string) => `by ${method}`,
  untilCleared: 'Until it is cleared',
  untilShort: (when: string) => `Until ${when}`,
  none: 'Nobody and nothing is blocked now.',
  more: (shown: number, total: number) =>
    `The ${number(shown)} longest of ${counted(total, 'block', 'blocks')} are shown.`,
  clear: 'Clear block',
  clearNamed: (name: string) => `Clear the block of ${name}`,
  clearTitle: 'Clear this block?',
  clearText: (name: string, limit: string) =>
    `${name} may try again at once, counting from nothing: ${limit}. Make sure that it was not somebody guessing.`,
  cleared: 'Block cleared',
  cannotClear: 'Your roles do not let you clear this one.',
  user: {
    title: (limit: string) => `Blocked: ${limit}`,
    until: (when: string) => `It ends by itself on ${when}.`,
    untilCleared: 'It ends when somebody clears it.',
    unknown: (when: string) => `Too many wrong answers were given. The block ends on ${when}.`,
  },
};
