import { parseArgs } from 'node:util';
import { canonicalForm } from '../../domain/identifier.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import { type Command, UsageError } from '../command.ts';
import { configOption, withHouse } from '../with-house.ts';

export const userExplain: Command = {
  usage: 'USER [--config FILE]',
  async run(args, surroundings) {
    const options = { args: [...args], options: configOption, allowPositionals: true } as const;
    const { values, positionals } = parseArgs(options);
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) {
      throw new UsageError('give one user name, mail address or anchor');
    }
    const { say, complain } = surroundings;
    return withHouse(values.config, surroundings, async ({ house, caller }) => {
      const user: DirectoryUser | null =
        (await house.directory.find(canonicalForm(name))) ?? (await house.directory.read(name));
      if (!user) {
        complain(`postern: nobody is known as ${name}`);
        return 1;
      }
      const dossier = await house.services.users.get(caller, user.ref);
      const { eligible, reason, gatesRequired, rules } = dossier.eligibility;
      say(`${user.displayName} (${user.username}, ${user.ref.directoryId}/${user.ref.anchor})`);
      say(
        eligible ? `can reset now, with ${proofs(gatesRequired)}` : `cannot reset now: ${reason}`,
      );
      for (const { rule, passed, detail } of rules) {
        say(`  ${passed ? 'passed' : 'FAILED'}  ${rule.padEnd(8)} ${detail}`);
      }
      if (dossier.blockedUntil !== null) {
        say(`blocked until ${new Date(dossier.blockedUntil).toISOString()} by wrong answers`);
      }
      say(`groups: ${listed(dossier.groups.map((group) => group.name))}`);
      say(`roles: ${listed(dossier.roles)}`);
      return 0;
    });
  },
};

function proofs(count: number): string {
  return count === 1 ? 'one proof' : `${count} proofs of different kinds`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
