import { parseArgs } from 'node:util';
import { loadConfig } from '../../server/config/index.ts';
import { startServer } from '../../server/main.ts';
import { putHelpersBehind } from '../../server/runtime/helper-threads.ts';
import { createLog } from '../../server/runtime/log.ts';
import type { Command } from '../command.ts';
import { endOnFault } from '../faults.ts';

export const serve: Command = {
  usage: '[--config FILE]',
  async run(args, { environment, say, untilStopped }) {
    const { values } = parseArgs({ args: [...args], options: { config: { type: 'string' } } });
    const config = loadConfig({ file: values.config ?? null, environment, needsMail: true });
    const log = createLog({ level: config.log.level });
    endOnFault(log);
    putHelpersBehind(log);
    const stopped = untilStopped();
    const server = await startServer(config, { log });
    if (server.setUp !== null) {
      say(`Set up Postern within a day: open ${server.url}/admin/ and give this one-time token:`);
      say(`  ${server.setUp.token}`);
      say(`(also in ${server.setUp.file})`);
    }
    await server.stop(await stopped);
    return 0;
  },
};
