import { readFileSync } from 'node:fs';
import { PosternError } from '../domain/errors.ts';
import { describeError, describeFault, languageOf } from '../locales/index.ts';
import { ConfigError } from '../server/config/faults.ts';
import { baseUrlOf, loadConfig } from '../server/config/index.ts';
import { type House, openHouse } from '../server/main.ts';
import { createLog } from '../server/runtime/log.ts';
import { type Caller, operator } from '../services/access/caller.ts';
import { type Surroundings, UsageError } from './command.ts';

export interface AtHome {
  readonly house: House;
  /** Absolute, from configuration. */
  readonly baseUrl: string;
  /** Whoever runs the command, as the services know and record them. */
  readonly caller: Caller;
}

/** Every command over the database takes it. */
export const configOption = { config: { type: 'string' } } as const;

/**
 * Opens the database and the services of an installation that is there already, for as long as the work takes.
 * A command never makes one: a wrong data folder would otherwise look like an empty organisation.
 */
export async function withHouse(
  configFile: string | undefined,
  { environment, complain }: Surroundings,
  work: (home: AtHome) => Promise<number>,
): Promise<number> {
  const config = loadConfig({ file: configFile ?? null, environment, needsMail: false });
  if (config.masterKeys === null) {
    throw new ConfigError([
      {
        path: 'keys.file',
        variable: 'POSTERN_KEYS_FILE',
        value: JSON.stringify(config.keyFile),
        problem: 'is not there: nothing was ever started with this configuration',
        remedy: 'give the configuration that the service runs with',
      },
    ]);
  }
  const log = createLog({
    level: 'error',
    destination: { write: (line) => complain(line.trimEnd()) },
  });
  const baseUrl = baseUrlOf(config, config.listen.port);
  const house = await openHouse(config, log, baseUrl, { wake() {} });
  try {
    return await work({ house, baseUrl, caller: operator(house.foundation.tenantId) });
  } finally {
    await house.close();
  }
}

/** The one file a command is given. */
export function oneFile(positionals: readonly string[]): { name: string; text: string } {
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new UsageError('give one file');
  try {
    return { name, text: readFileSync(name, 'utf8') };
  } catch {
    throw new UsageError(`${name} cannot be read`);
  }
}

/**
 * Runs work on a file; an error that names fields of it is told line by line, as compilers do.
 * @param lineOf where in the file a dotted path stands; null when it is nowhere.
 */
export async function explainingFaults(
  fileName: string,
  lineOf: (path: string) => number | null,
  { complain }: Surroundings,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PosternError) || error.faults.length === 0) throw error;
    const english = languageOf('en');
    complain(`postern: ${describeError(english, error.code, error.params)}`);
    for (const fault of error.faults) {
      const line = lineOf(fault.path);
      const place = line === null ? fileName : `${fileName}:${line}`;
      complain(`${place}: ${fault.path}: ${describeFault(english, fault, error.code)}`);
    }
    return 1;
  }
}
