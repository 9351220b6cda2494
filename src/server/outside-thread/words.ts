import type { OutgoingMessage } from '../../ports/channel.ts';
import type {
  ConnectedDirectory,
  DirectoryHealth,
  DirectoryPlace,
} from '../../ports/directory-kind.ts';
import type { ToldError } from './told-errors.ts';

/** Everything a directory is asked over the thread. */
export const calls = [
  'find',
  'read',
  'memberOf',
  'searchUsers',
  'searchGroups',
  'readGroup',
  'countUsers',
  'countMembers',
  'membersOf',
  'signIn',
  'setPassword',
  'changePassword',
  'unlock',
  'passwordPolicy',
  'writeState',
  'ping',
  'lookAround',
  'check',
  'close',
] as const satisfies readonly (keyof ConnectedDirectory)[];

export type Call = (typeof calls)[number];

/** Everything a carrier of mail is asked over the thread. */
export type Carry = 'send' | 'rehearse';

/** What is told and not answered. Directories and carriers go by the number they are opened with. */
export type News =
  | {
      readonly what: 'open';
      readonly directory: number;
      readonly kind: string;
      readonly settings: Readonly<Record<string, unknown>>;
      readonly place: DirectoryPlace;
    }
  | {
      readonly what: 'open-carrier';
      readonly carrier: number;
      readonly settings: Readonly<Record<string, unknown>>;
    }
  | { readonly what: 'close-carrier'; readonly carrier: number };

/** What is answered. */
export type Asked =
  | {
      readonly what: 'call';
      readonly directory: number;
      readonly call: Call;
      readonly values: readonly unknown[];
      /** The person among the values, when the thread handed them out a moment ago; see {@link Answer}. */
      readonly person: number | null;
    }
  | {
      readonly what: 'carry';
      readonly carrier: number;
      readonly call: Carry;
      readonly message: OutgoingMessage;
    };

export type Question = News | (Asked & { readonly id: number });

/** What comes back: the answer to one question, or a line for the log. */
export type Answer =
  | {
      readonly what: 'answer';
      readonly id: number;
      readonly value: unknown;
      /** The number of the person that the value is: a directory need not read again whom it has just read. */
      readonly person: number | null;
      /** Of the directory that was asked. */
      readonly health: DirectoryHealth | null;
    }
  | {
      readonly what: 'error';
      readonly id: number;
      readonly error: ToldError;
      readonly health: DirectoryHealth | null;
    }
  | {
      readonly what: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly fields: Readonly<Record<string, unknown>>;
      /** Those of the fields that are errors. */
      readonly errors: Readonly<Record<string, ToldError>>;
      readonly message: string;
    };
