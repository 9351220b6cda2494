import { parseArgs } from 'node:util';
import { type Command, UsageError } from '../command.ts';
import { writePolicyText } from '../policy-file.ts';
import { configOption, withHouse } from '../with-house.ts';

export const policyExport: Command = {
  usage: '[--config FILE]',
  async run(args, surroundings) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: configOption,
      allowPositionals: true,
    });
    if (positionals.length > 0) throw new UsageError('the policy is written to standard output');
    return withHouse(values.config, surroundings, async ({ house, caller }) => {
      await surroundings.print(writePolicyText(await house.services.policyDocuments.write(caller)));
      return 0;
    });
  },
};
