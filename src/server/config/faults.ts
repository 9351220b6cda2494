/** What is wrong with one setting. */
export interface ConfigFault {
  /** Dotted path of the setting, or the file. */
  readonly path: string;
  readonly variable: string | null;
  /** The value as given, masked when it is a secret; null when there is none. */
  readonly value: string | null;
  /** Completes a sentence about the setting: "is no …". */
  readonly problem: string;
  readonly remedy: string;
}

/** EX_CONFIG of sysexits.h. */
export const configExitCode = 78;

/** Every fault at once, so that an operator repairs a configuration in one go. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(reportOf(faults));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

function reportOf(faults: readonly ConfigFault[]): string {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  const lines = faults.flatMap(({ path, variable, value, problem, remedy }) => [
    `  ${path}${variable === null ? '' : ` (${variable})`}${value === null ? '' : ` = ${value}`}`,
    `    ${problem}`,
    `    → ${remedy}`,
  ]);
  return [`Postern does not start: ${count} in its configuration.`, '', ...lines, ''].join('\n');
}
