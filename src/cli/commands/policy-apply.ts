import { parseArgs } from 'node:util';
import { type Command, UsageError } from '../command.ts';
import { changeLines } from '../policy-changes.ts';
import { readPolicyText } from '../policy-file.ts';
import { configOption, explainingFaults, oneFile, withHouse } from '../with-house.ts';

export const policyApply: Command = {
  usage: 'FILE [--if-version NUMBER] [--config FILE]',
  async run(args, surroundings) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...configOption, 'if-version': { type: 'string' } },
      allowPositionals: true,
    });
    const file = oneFile(positionals);
    const expected = readVersion(values['if-version']);
    const { content, lineOf } = readPolicyText(file.name, file.text);
    return withHouse(values.config, surroundings, ({ house, caller }) =>
      explainingFaults(file.name, lineOf, surroundings, async () => {
        const { policyDocuments, policy } = house.services;
        const wanted = await policyDocuments.read(caller, content);
        const { version } = await policy.current(caller);
        const preview = await policy.preview(caller, wanted);
        if (preview.changes.length === 0) {
          surroundings.say(`no difference; version ${version} stays in force`);
          return 0;
        }
        const saved = await policy.replace(caller, expected ?? version, wanted);
        for (const line of changeLines(preview)) surroundings.say(line);
        surroundings.say(`version ${saved.version} is in force`);
        return 0;
      }),
    );
  },
};

function readVersion(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError('--if-version takes a number');
  return Number(text);
}
