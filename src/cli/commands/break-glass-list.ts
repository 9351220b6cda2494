import { parseArgs } from 'node:util';
import type { BreakGlassCodeDetail } from '../../services/break-glass/break-glass-codes-service.ts';
import { type Command, UsageError } from '../command.ts';
import { configOption, withHouse } from '../with-house.ts';

export const breakGlassList: Command = {
  usage: '[--config FILE]',
  async run(args, surroundings) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: configOption,
      allowPositionals: true,
    });
    if (positionals.length > 0) throw new UsageError('every code is listed');
    const { say } = surroundings;
    return withHouse(values.config, surroundings, async ({ house, caller }) => {
      const codes = await house.services.breakGlassCodes.list(caller);
      if (codes.length === 0) say('no break-glass code was ever made');
      for (const code of codes) say(lineOf(code));
      return 0;
    });
  },
};

function lineOf({ id, label, createdAt, usedAt, usedIn, revokedAt }: BreakGlassCodeDetail): string {
  const made = new Date(createdAt).toISOString();
  const state =
    usedAt !== null
      ? `used ${new Date(usedAt).toISOString()} in ${usedIn}`
      : revokedAt !== null
        ? `revoked ${new Date(revokedAt).toISOString()}`
        : 'sealed';
  return `${id}  made ${made}  ${state}  ${label}`.trimEnd();
}
