import { parseArgs } from 'node:util';
import { type Command, UsageError } from '../command.ts';
import { configOption, withHouse } from '../with-house.ts';

const LONGEST_LABEL = 120;

export const breakGlassCreate: Command = {
  usage: '[LABEL] [--config FILE]',
  async run(args, surroundings) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: configOption,
      allowPositionals: true,
    });
    const label = positionals.join(' ').trim();
    if (label.length > LONGEST_LABEL) {
      throw new UsageError(`say in ${LONGEST_LABEL} characters where the code will be kept`);
    }
    const { say } = surroundings;
    return withHouse(values.config, surroundings, async ({ house, baseUrl, caller }) => {
      const { id, code } = await house.services.breakGlassCodes.create(caller, label);
      say('Break-glass code: the last way back in. It is shown this once and kept nowhere.');
      say('');
      say(`    ${code}`);
      say('');
      say(`id      ${id}`);
      say(`kept    ${label === '' ? '(not said)' : label}`);
      say(`opens   one reset of any Global Administrator, once, at ${baseUrl}/break-glass`);
      say('');
      say('1. Print or write it down now. Its last two signs check the others.');
      say('2. Seal it in an envelope, sign across the flap, and lock it away from the computers.');
      say('3. Clear this screen and its history. Nobody needs to know the code before it is used.');
      say('4. When it is used, every administrator is told at once, and the code is void:');
      say('   seal a new one then. postern break-glass list shows which are left.');
      return 0;
    });
  },
};
