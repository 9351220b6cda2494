import { parseArgs } from 'node:util';
import type { DirectorySummary } from '../../services/directory/directories-service.ts';
import { type Command, UsageError } from '../command.ts';
import { configOption, withHouse } from '../with-house.ts';

export const directoryList: Command = {
  usage: '[--config FILE]',
  async run(args, surroundings) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: configOption,
      allowPositionals: true,
    });
    if (positionals.length > 0) throw new UsageError('every directory is listed');
    return withHouse(values.config, surroundings, async ({ house, caller }) => {
      const { items } = await house.services.directorySettings.list(caller);
      for (const [index, one] of items.entries()) {
        surroundings.say(`${index + 1}. ${one.name} (${one.kind}, ${one.id}): ${stateOf(one)}`);
        if (one.realms.length > 0) surroundings.say(`   realms: ${one.realms.join(', ')}`);
      }
      return items.every(({ enabled, reachable }) => !enabled || reachable) ? 0 : 1;
    });
  },
};

function stateOf({ enabled, reachable, health, users }: DirectorySummary): string {
  if (!enabled) return 'switched off';
  const people = users === null ? '' : `, ${users} people`;
  if (health === null) return `${reachable ? 'connected' : 'unreachable'}${people}`;
  const server = health.server === null ? '' : ` to ${health.server}`;
  const latency = health.latencyMs === null ? '' : `, ${Math.round(health.latencyMs)} ms`;
  const error = reachable || health.lastError === null ? '' : `: ${health.lastError}`;
  return `${health.state}${server}${latency}${people}${error}`;
}
