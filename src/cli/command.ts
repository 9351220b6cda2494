/** What a command may touch of its surroundings; tests hand in their own. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes one line to standard output. */
  readonly say: (line: string) => void;
  /** Writes text to standard output as it is; resolves when the reader has room for more. */
  readonly print: (text: string) => Promise<void>;
  /** Writes one line to standard error. */
  readonly complain: (line: string) => void;
  /** Resolves with the name of the signal that asks the process to end. */
  readonly untilStopped: () => Promise<string>;
}

/** One file in src/cli/commands. */
export interface Command {
  /** Follows `postern <name> …` in the help. */
  readonly usage: string;
  /** @returns the exit code: 0 done, 1 failed, 2 wrong usage, 78 wrong configuration. */
  run(args: readonly string[], surroundings: Surroundings): Promise<number>;
}

/** Wrong arguments: the message and the usage are shown, the exit code is 2. */
export class UsageError extends Error {}
