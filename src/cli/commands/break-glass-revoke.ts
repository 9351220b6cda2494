import { parseArgs } from 'node:util';
import { PosternError } from '../../domain/errors.ts';
import { type Command, UsageError } from '../command.ts';
import { configOption, withHouse } from '../with-house.ts';

export const breakGlassRevoke: Command = {
  usage: 'ID [--config FILE]',
  async run(args, surroundings) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: configOption,
      allowPositionals: true,
    });
    const [id, ...more] = positionals;
    if (id === undefined || more.length > 0) throw new UsageError('give the id of one code');
    const { say, complain } = surroundings;
    return withHouse(values.config, surroundings, async ({ house, caller }) => {
      try {
        await house.services.breakGlassCodes.revoke(caller, id);
      } catch (error) {
        if (!(error instanceof PosternError) || error.code !== 'not-found') throw error;
        complain(`postern: no sealed code has the id ${id}`);
        return 1;
      }
      say(`${id} is revoked: whoever has the sheet can throw it away`);
      return 0;
    });
  },
};
