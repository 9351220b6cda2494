// Who may import whom. The linter enforces the same table (.oxlintrc.json) while one types.
import { importsOf, targetOf } from './scan.ts';

interface Rule {
  folders: readonly string[];
  /** Which packages; undefined: any. */
  packages?: readonly string[];
}

const adapters = ['methods', 'channels', 'directories', 'storage'];
const adapter: Rule = { folders: ['ports', 'domain'] };

export const direction: Readonly<Record<string, Rule>> = {
  domain: { folders: [], packages: ['zod'] },
  contract: { folders: ['domain'], packages: ['zod'] },
  ports: { folders: ['domain'], packages: ['zod'] },
  services: { folders: ['ports', 'domain'], packages: ['zod', 'node:crypto', 'yaml', 'csv-parse'] },
  methods: adapter,
  channels: adapter,
  directories: adapter,
  storage: adapter,
  locales: { folders: ['domain', 'contract'] },
  messages: { folders: ['locales', 'ports', 'domain'] },
  portal: { folders: ['services', 'ports', 'domain', 'contract', 'locales', 'messages'] },
  server: { folders: ['portal', 'services', 'ports', 'domain', 'contract', 'locales', 'messages'] },
  cli: { folders: ['server', 'services', 'ports', 'domain', 'contract', 'locales', 'messages'] },
};

/** The composition roots, of the process and of its thread, are the files that know adapters. */
const roots: Readonly<Record<string, readonly string[]>> = {
  'src/server/main.ts': adapters,
  'src/server/outside-thread/thread.ts': ['directories', 'channels'],
};
const enhance = 'src/portal/enhance/';

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function faultOf(file: string, specifier: string): string | undefined {
  const target = targetOf(file, specifier);
  if (file.startsWith('console/')) {
    if (target === undefined)
      return specifier.startsWith('node:') ? 'runs in a browser' : undefined;
    if (target.startsWith('console/') || target.startsWith('src/contract/')) return undefined;
    return 'the console sees only src/contract';
  }
  if (file.startsWith(enhance)) {
    return target?.startsWith(enhance) ? undefined : 'a browser module imports only its neighbours';
  }
  const folder = file.split('/')[1] ?? '';
  const rule = direction[folder];
  if (rule === undefined) return `no rule for src/${folder}`;
  if (target === undefined) {
    const named = specifier.startsWith('node:') ? specifier : packageName(specifier);
    const allowed = rule.packages === undefined || rule.packages.includes(named);
    return allowed
      ? undefined
      : `src/${folder} may use of packages only: ${rule.packages?.join(', ')}`;
  }
  if (!target.startsWith('src/')) return 'leaves src';
  const other = target.split('/')[1] ?? '';
  if (other === folder || rule.folders.includes(other)) return undefined;
  if (roots[file]?.includes(other) === true) return undefined;
  return `src/${folder} may import only: ${[folder, ...rule.folders].join(', ')}`;
}

export function directionFaults(file: string, source: string): string[] {
  return importsOf(source).flatMap(({ specifier }) => {
    const fault = faultOf(file, specifier);
    return fault === undefined ? [] : [`${file} imports ${specifier}: ${fault}`];
  });
}
