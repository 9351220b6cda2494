import { parseArgs } from 'node:util';
import { loadConfig } from '../../server/config/index.ts';
import { startDemo } from '../../server/demo/start-demo.ts';
import { createLog } from '../../server/runtime/log.ts';
import type { Command } from '../command.ts';
import { endOnFault } from '../faults.ts';

export const demo: Command = {
  usage: '[--config FILE]',
  async run(args, { environment, say, untilStopped }) {
    const { values } = parseArgs({ args: [...args], options: { config: { type: 'string' } } });
    const config = loadConfig({ file: values.config ?? null, environment, needsMail: false });
    const log = createLog({ level: config.log.level });
    endOnFault(log);
    const stopped = untilStopped();
    const running = await startDemo(config, log);
    for (const line of running.banner) say(line);
    await running.stop(await stopped);
    return 0;
  },
};
