import { parseArgs } from 'node:util';
import { canonicalForm } from '../../domain/identifier.ts';
import type { UserRef } from '../../domain/identity.ts';
import type {
  AccountState,
  Directories,
  DirectoryPasswordPolicy,
  DirectoryUser,
} from '../../ports/directory.ts';
import { answerOf } from '../../services/directory/find-person.ts';
import { type Command, UsageError } from '../command.ts';
import { configOption, withHouse } from '../with-house.ts';

export const userExplain: Command = {
  usage: 'USER [--config FILE]',
  async run(args, surroundings) {
    const options = { args: [...args], options: configOption, allowPositionals: true } as const;
    const { values, positionals } = parseArgs(options);
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) {
      throw new UsageError('give one user name, mail address, anchor or DIRECTORY/ANCHOR');
    }
    const { say, complain } = surroundings;
    return withHouse(values.config, surroundings, async ({ house, caller }) => {
      const { directories, users } = house.services;
      const { found, silent } = await known(directories, house.foundation.tenantId, name);
      for (const one of silent) complain(`postern: ${one} does not answer`);
      const [user, ...others] = found;
      if (!user || others.length > 0) {
        complain(
          user
            ? `postern: ${found.length} people are known as ${name}; to Postern that is nobody`
            : `postern: nobody is known as ${name}`,
        );
        for (const one of others.length > 0 ? found : []) complain(`  ${named(one)}`);
        return 1;
      }
      const dossier = await users.get(caller, user.ref);
      const directory = await directories.get(user.ref.tenantId, user.ref.directoryId);
      const { eligible, reason, gatesRequired, rules } = dossier.eligibility;
      say(named(user));
      say(
        eligible ? `can reset now, with ${proofs(gatesRequired)}` : `cannot reset now: ${reason}`,
      );
      for (const { rule, passed, detail } of rules) {
        say(`  ${passed ? 'passed' : 'FAILED'}  ${rule.padEnd(15)}  ${detail}`);
      }
      if (dossier.blockedUntil !== null) {
        say(`blocked until ${new Date(dossier.blockedUntil).toISOString()} by wrong answers`);
      }
      say(`directory: ${directory.name} (${directory.kind})`);
      say(`account: ${listed(statesOf(user.account))}`);
      say(`password: ${passwordOf(user)}`);
      say(`password rules: ${rulesOf(dossier.passwordRules)}`);
      say(`groups: ${listed(dossier.groups.map((group) => group.name))}`);
      say(`roles: ${listed(dossier.roles)}`);
      return 0;
    });
  },
};

/** By what they are called, by their anchor, or by both ids. Whoever does not answer is named. */
async function known(
  directories: Directories,
  tenantId: string,
  typed: string,
): Promise<{ readonly found: readonly DirectoryUser[]; readonly silent: readonly string[] }> {
  const [directoryId, anchor] = typed.split('/');
  const all = await directories.all(tenantId);
  const one = all.find(({ id }) => id === directoryId);
  const asked = one ? [one] : await directories.for(tenantId, canonicalForm(typed));
  const answers = await Promise.all(
    asked.map(async (directory) => ({
      directory,
      answer: await answerOf(async () =>
        one
          ? directory.read(anchor ?? '')
          : ((await directory.find(canonicalForm(typed))) ?? directory.read(typed)),
      ),
    })),
  );
  return {
    found: answers.flatMap(({ answer }) =>
      !answer.silent && answer.value !== null ? [answer.value] : [],
    ),
    silent: answers.flatMap(({ directory, answer }) => (answer.silent ? [directory.name] : [])),
  };
}

function named({ displayName, username, ref }: DirectoryUser): string {
  return `${displayName} (${username}, ${idOf(ref)})`;
}

function idOf({ directoryId, anchor }: UserRef): string {
  return `${directoryId}/${anchor}`;
}

function proofs(count: number): string {
  return count === 1 ? 'one proof' : `${count} proofs of different kinds`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function statesOf(account: AccountState): readonly string[] {
  const states: readonly (readonly [boolean, string])[] = [
    [account.locked, 'locked'],
    [account.expired, 'expired'],
    [account.protected, 'protected'],
    [account.service, 'service account'],
    [!account.mayChangePassword, 'may not change the password'],
  ];
  const special = states.filter(([holds]) => holds).map(([, word]) => word);
  return special.length === 0 ? ['ordinary'] : special;
}

function passwordOf({ account, passwordChangedAt }: DirectoryUser): string {
  const changed =
    passwordChangedAt === null
      ? 'nobody knows when it was changed'
      : `changed ${new Date(passwordChangedAt).toISOString()}`;
  return `${account.password}, ${changed}`;
}

function rulesOf(rules: DirectoryPasswordPolicy | null): string {
  if (!rules) return 'none of the directory’s are known';
  const { minLength, historyLength, complexity, minAgeSeconds, maxAgeSeconds, lockout } = rules;
  return [
    `from ${rules.source}`,
    ...(minLength === null ? [] : [`at least ${minLength} characters`]),
    ...(complexity ? ['three kinds of characters'] : []),
    ...(historyLength === null ? [] : [`not one of the last ${historyLength}`]),
    ...(minAgeSeconds === null ? [] : [`kept for at least ${minAgeSeconds} s`]),
    ...(maxAgeSeconds === null ? [] : [`for at most ${maxAgeSeconds} s`]),
    ...(lockout === null ? [] : [`locked after ${lockout.threshold} wrong ones`]),
  ].join(', ');
}
