import { parseArgs } from 'node:util';
import type { DirectoryCheck } from '../../ports/directory-kind.ts';
import { type Command, UsageError } from '../command.ts';
import { configOption, withHouse } from '../with-house.ts';

const marks: Readonly<Record<DirectoryCheck['status'], string>> = {
  passed: 'passed ',
  warning: 'warning',
  failed: 'FAILED ',
  unknown: 'unknown',
};

export const directoryTest: Command = {
  usage: '[DIRECTORY] [--config FILE]',
  async run(args, surroundings) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: configOption,
      allowPositionals: true,
    });
    const [wanted, ...more] = positionals;
    if (more.length > 0) throw new UsageError('give one directory, by id or name, or none for all');
    const { say, complain } = surroundings;
    return withHouse(values.config, surroundings, async ({ house, caller }) => {
      const { directorySettings, directoryTrials } = house.services;
      const { items } = await directorySettings.list(caller);
      const connected = items.filter(({ managed }) => !managed);
      const tested = connected.filter(
        ({ id, name }) => wanted === undefined || id === wanted || name === wanted,
      );
      if (wanted !== undefined && tested.length === 0) {
        complain(`postern: no directory is connected as ${wanted}`);
        return 1;
      }
      if (tested.length === 0) say('no directory is connected');
      let failed = false;
      for (const { id, kind, name } of tested) {
        say(`${name} (${kind}, ${id})`);
        const checks = await directoryTrials.checkSaved(caller, id);
        for (const check of checks) say(`  ${checkLine(check)}`);
        failed ||= checks.some(({ status }) => status === 'failed');
      }
      return failed ? 1 : 0;
    });
  },
};

export function checkLine({ id, status, detail }: DirectoryCheck): string {
  return `${marks[status]}  ${id.padEnd(16)}  ${detail}`.trimEnd();
}
