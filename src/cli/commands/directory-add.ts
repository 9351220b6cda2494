import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { roles } from '../../domain/access/permissions.ts';
import { PosternError } from '../../domain/errors.ts';
import { checkShape } from '../../domain/faults.ts';
import { type Command, UsageError } from '../command.ts';
import { readPolicyText } from '../policy-file.ts';
import { configOption, explainingFaults, oneFile, withHouse } from '../with-house.ts';

const fileSchema = z.strictObject({
  kind: z.string().min(1),
  name: z.string().trim().min(1).max(128),
  settings: z.record(z.string(), z.unknown()),
  groupRoles: z
    .array(z.strictObject({ group: z.string().min(1).max(128), role: z.enum(roles) }))
    .default([]),
});

export const directoryAdd: Command = {
  usage: 'FILE [--secret SETTING=FILE]… [--disabled] [--config FILE]',
  async run(args, surroundings) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...configOption,
        secret: { type: 'string', multiple: true, default: [] },
        disabled: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const file = oneFile(positionals);
    const { content, lineOf } = readPolicyText(file.name, file.text);
    const secrets = Object.fromEntries(values.secret.map(readSecret));
    return withHouse(values.config, surroundings, ({ house, caller }) =>
      explainingFaults(file.name, lineOf, surroundings, async () => {
        const typed = checkShape(fileSchema, content);
        if (!typed.ok) throw new PosternError('bad-request', { faults: typed.faults });
        const { kind, name, settings, groupRoles } = typed.value;
        const { directorySettings } = house.services;
        const kinds = directorySettings.kinds(caller);
        const defaults = kinds.find(({ id }) => id === kind)?.defaults ?? {};
        const { version } = await directorySettings.list(caller);
        const added = await directorySettings.add(caller, version, kind, {
          name,
          enabled: !values.disabled,
          settings: { ...defaults, ...settings, ...secrets },
          groupRoles,
        });
        surroundings.say(
          `${added.name} is connected as ${added.id}${added.enabled ? '' : ', switched off'}`,
        );
        return 0;
      }),
    );
  },
};

/** A secret stands in a file of its own, which is not kept beside the other settings. */
function readSecret(option: string): [string, string] {
  const at = option.indexOf('=');
  if (at < 1) throw new UsageError('--secret takes SETTING=FILE');
  const fileName = option.slice(at + 1);
  try {
    return [option.slice(0, at), readFileSync(fileName, 'utf8').replace(/\r?\n$/, '')];
  } catch {
    throw new UsageError(`${fileName} cannot be read`);
  }
}
