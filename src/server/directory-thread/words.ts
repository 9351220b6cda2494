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

/** Of one directory, by the number it was opened with. */
export type Question =
  | {
      readonly what: 'open';
      readonly directory: number;
      readonly kind: string;
      readonly settings: Readonly<Record<string, unknown>>;
      readonly place: DirectoryPlace;
    }
  | {
      readonly what: 'call';
      readonly id: number;
      readonly directory: number;
      readonly call: Call;
      readonly values: readonly unknown[];
      /** The person among the values, when the thread handed them out a moment ago; see {@link Answer}. */
      readonly person: number | null;
    };

/** What comes back: the answer to one question, or a line for the log. */
export type Answer =
  | {
      readonly what: 'answer';
      readonly id: number;
      readonly value: unknown;
      /** The number of the person that the value is: a directory need not read again whom it has just read. */
      readonly person: number | null;
      readonly health: DirectoryHealth;
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
