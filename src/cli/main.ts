#!/usr/bin/env node
import { once } from 'node:events';
import { PosternError } from '../domain/errors.ts';
import { ConfigError, configExitCode } from '../server/config/faults.ts';
import { type Command, type Surroundings, UsageError } from './command.ts';

interface Entry {
  readonly words: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, one file each; a command is loaded when it is asked for. */
const commands: readonly Entry[] = [
  {
    words: 'serve',
    summary: 'Run the service',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    words: 'demo',
    summary: 'Run the service with people, groups and a mailbox to try it with',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  {
    words: 'policy export',
    summary: 'Write the policy in force as YAML',
    load: async () => (await import('./commands/policy-export.ts')).policyExport,
  },
  {
    words: 'policy diff',
    summary: 'Show what a policy file would change, and whom',
    load: async () => (await import('./commands/policy-diff.ts')).policyDiff,
  },
  {
    words: 'policy apply',
    summary: 'Put a policy file in force',
    load: async () => (await import('./commands/policy-apply.ts')).policyApply,
  },
  {
    words: 'audit verify',
    summary: 'Check that no audit record was altered, removed or reordered',
    load: async () => (await import('./commands/audit-verify.ts')).auditVerify,
  },
  {
    words: 'audit export',
    summary: 'Write the audit trail as CSV or JSON lines',
    load: async () => (await import('./commands/audit-export.ts')).auditExport,
  },
  {
    words: 'break-glass create',
    summary: 'Make a sealed code: the last way back in for a Global Administrator',
    load: async () => (await import('./commands/break-glass-create.ts')).breakGlassCreate,
  },
  {
    words: 'break-glass list',
    summary: 'Say which sealed codes there are, and what became of them',
    load: async () => (await import('./commands/break-glass-list.ts')).breakGlassList,
  },
  {
    words: 'break-glass revoke',
    summary: 'Make a sealed code worthless',
    load: async () => (await import('./commands/break-glass-revoke.ts')).breakGlassRevoke,
  },
  {
    words: 'directory list',
    summary: 'Say which directories are asked, in which order, and how they do',
    load: async () => (await import('./commands/directory-list.ts')).directoryList,
  },
  {
    words: 'directory test',
    summary: 'Try what a connected directory must be able to do, changing nothing in it',
    load: async () => (await import('./commands/directory-test.ts')).directoryTest,
  },
  {
    words: 'directory add',
    summary: 'Connect a directory that a YAML file describes, if it passes every check',
    load: async () => (await import('./commands/directory-add.ts')).directoryAdd,
  },
  {
    words: 'user explain',
    summary: 'Say whether somebody can reset their password now, and why',
    load: async () => (await import('./commands/user-explain.ts')).userExplain,
  },
  {
    words: 'user import',
    summary: 'Make and update people from a CSV file',
    load: async () => (await import('./commands/user-import.ts')).userImport,
  },
  {
    words: 'registration import',
    summary: 'Register numbers and addresses for people from a CSV file',
    load: async () => (await import('./commands/registration-import.ts')).registrationImport,
  },
];

export async function runCommandLine(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  if (args.length === 0 || args[0] === '--help' || args[0] === 'help') {
    for (const line of help()) surroundings.say(line);
    return args.length === 0 ? 2 : 0;
  }
  const entry = commands
    .filter(({ words }) => words.split(' ').every((word, index) => args[index] === word))
    .toSorted((a, b) => b.words.length - a.words.length)[0];
  if (entry === undefined) {
    surroundings.complain(`postern: there is no such command; postern --help lists them all`);
    return 2;
  }
  const command = await entry.load();
  const rest = args.slice(entry.words.split(' ').length);
  if (rest.includes('--help')) {
    surroundings.say(`${entry.summary}\n\nusage: postern ${entry.words} ${command.usage}`);
    return 0;
  }
  try {
    return await command.run(rest, surroundings);
  } catch (error) {
    return explain(error, `postern ${entry.words} ${command.usage}`, surroundings);
  }
}

function help(): string[] {
  const width = Math.max(...commands.map(({ words }) => words.length));
  return [
    'usage: postern <command> [options]',
    '',
    ...commands.map(({ words, summary }) => `  ${words.padEnd(width)}  ${summary}`),
    '',
    'postern <command> --help explains one.',
  ];
}

function explain(error: unknown, usage: string, { complain }: Surroundings): number {
  if (error instanceof UsageError || isArgumentError(error)) {
    complain(`postern: ${error.message}\nusage: ${usage}`);
    return 2;
  }
  if (error instanceof ConfigError) {
    complain(error.message);
    return configExitCode;
  }
  if (error instanceof PosternError) {
    const faults = error.faults.map(({ path, code }) => `\n  ${path}: ${code}`).join('');
    complain(`postern: ${error.code}${faults}`);
    return 1;
  }
  complain(`postern: ${error instanceof Error ? error.message : 'failed'}`);
  return 1;
}

/** What node:util parseArgs throws. */
function isArgumentError(error: unknown): error is Error {
  return (
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  );
}

/** The first signal asks; a second one ends the process at once. */
function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
}

if (import.meta.main) {
  // Whoever reads the output has seen enough, such as `head`.
  process.stdout.once('error', () => process.exit(1));
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    environment: process.env,
    say: (line) => process.stdout.write(`${line}\n`),
    print: async (text) => {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    },
    complain: (line) => process.stderr.write(`${line}\n`),
    untilStopped,
  });
}
