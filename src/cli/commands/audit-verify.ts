import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { configOption, withHouse } from '../with-house.ts';

/** Ends with 0 for a chain that is whole, and with 1 for one that is not. */
export const auditVerify: Command = {
  usage: '[--config FILE]',
  async run(args, surroundings) {
    const { values } = parseArgs({ args: [...args], options: configOption });
    return withHouse(values.config, surroundings, async ({ house, caller }) => {
      const { firstBad, records } = await house.services.audit.verify(caller);
      if (firstBad === null) {
        surroundings.say(`intact: ${records} records`);
        return 0;
      }
      surroundings.say(
        `not intact: record ${firstBad.seq} is the first bad one (${firstBad.fault}); ${records} before it are as they were written`,
      );
      return 1;
    });
  },
};
