import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { changeLines } from '../policy-changes.ts';
import { readPolicyText } from '../policy-file.ts';
import { configOption, explainingFaults, oneFile, withHouse } from '../with-house.ts';

/** Ends with 0 when the file says what is in force, and with 1 when it does not. */
export const policyDiff: Command = {
  usage: 'FILE [--config FILE]',
  async run(args, surroundings) {
    const options = { args: [...args], options: configOption, allowPositionals: true } as const;
    const { values, positionals } = parseArgs(options);
    const file = oneFile(positionals);
    const { content, lineOf } = readPolicyText(file.name, file.text);
    return withHouse(values.config, surroundings, ({ house, caller }) =>
      explainingFaults(file.name, lineOf, surroundings, async () => {
        const { policyDocuments, policy } = house.services;
        const preview = await policy.preview(caller, await policyDocuments.read(caller, content));
        if (preview.changes.length === 0) {
          surroundings.say('no difference');
          return 0;
        }
        for (const line of changeLines(preview)) surroundings.say(line);
        return 1;
      }),
    );
  },
};
