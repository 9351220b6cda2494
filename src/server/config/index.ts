import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Document, parseDocument, visit } from 'yaml';
import { isLoopbackHost } from '../../domain/loopback.ts';
import { KeyFileFault, type MasterKeys, readMasterKeys } from '../keys/master-keys.ts';
import { type Finding, findingsOf } from './checks.ts';
import { ConfigError, type ConfigFault } from './faults.ts';
import { type CheckedConfig, configSchema, type Setting, settings } from './sections.ts';

/** Everything the process needs to start, checked as a whole. */
export interface Config extends CheckedConfig {
  /** Without a trailing slash; null when it is the address that is listened on. */
  readonly baseUrl: string | null;
  readonly dataDir: string;
  readonly keyFile: string;
  /** Null when the key file has still to be made. */
  readonly masterKeys: MasterKeys | null;
  /** PEM read from `mail.authorityFile`. */
  readonly mailAuthority: string | null;
}

export interface ConfigSources {
  /** YAML, read with the least rights the file needs; null for none. */
  readonly file: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A demo and some commands send nothing by the configured mail server. */
  readonly needsMail: boolean;
}

const prefix = 'POSTERN_';
/** Read by the tests, never by the server. */
const testPrefix = 'POSTERN_TEST_';

/**
 * Reads the file, lays the `POSTERN_*` variables over it and checks everything before anything starts.
 * Throws {@link ConfigError} with every fault found.
 */
export function loadConfig(sources: ConfigSources): Config {
  const faults: ConfigFault[] = [];
  const tree = sources.file === null ? {} : readFile(sources.file, faults);
  layVariables(tree, sources.environment, faults);
  const parsed = configSchema.safeParse(tree);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) faults.push(unknownKey([...issue.path, key].join('.')));
      } else {
        faults.push(
          faultAt(issue.path.join('.'), valueAt(tree, issue.path), wordsFor(issue.message)),
        );
      }
    }
    throw new ConfigError(faults);
  }
  const config = parsed.data;
  const dataDir = resolve(config.data.dir);
  const keyFile = resolve(config.keys.file ?? join(dataDir, 'keys.json'));
  for (const finding of findingsOf(config, { mail: sources.needsMail })) {
    faults.push(fromFinding(finding, valueAt(config, finding.path.split('.'))));
  }
  faults.push(...dataDirFaults(dataDir));
  const masterKeys = readKeys(keyFile, faults);
  const mailAuthority = readAuthority(config.mail.authorityFile, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    ...config,
    baseUrl: config.site.baseUrl === null ? null : new URL(config.site.baseUrl).origin,
    dataDir,
    keyFile,
    masterKeys,
    mailAuthority,
  };
}

type Tree = Record<string, unknown>;

function readFile(file: string, faults: ConfigFault[]): Tree {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    faults.push({
      path: file,
      variable: null,
      value: null,
      problem: 'cannot be read',
      remedy: 'give the path of a file this account may read to --config',
    });
    return {};
  }
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true });
  const [error] = document.errors;
  const hasAlias = usesAlias(document);
  const content: unknown = error === undefined && !hasAlias ? document.toJS() : null;
  if (content === null && error === undefined && !hasAlias) return {};
  if (typeof content === 'object' && content !== null && !Array.isArray(content))
    return content as Tree;
  // The parser's whole message would quote the line, which may hold a secret.
  const line = error?.linePos?.[0].line;
  faults.push({
    path: file,
    variable: null,
    value: null,
    problem: line === undefined ? 'is no YAML mapping' : `is no YAML from line ${line} on`,
    remedy: 'write sections with settings, as docs/operate/configuration.md shows',
  });
  return {};
}

/** An alias can make a small file unfold into a huge one; a configuration has no use for it. */
function usesAlias(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function layVariables(
  tree: Tree,
  environment: ConfigSources['environment'],
  faults: ConfigFault[],
): void {
  const byVariable = new Map(settings.map((setting) => [setting.variable, setting]));
  for (const [variable, text] of Object.entries(environment)) {
    if (text === undefined || !variable.startsWith(prefix) || variable.startsWith(testPrefix))
      continue;
    const setting = byVariable.get(variable);
    if (setting === undefined) {
      faults.push({
        path: variable,
        variable: null,
        value: null,
        problem: 'is no setting',
        remedy: 'take it away or correct its name; docs/operate/configuration.md lists all',
      });
      continue;
    }
    const [section = '', name = ''] = setting.path.split('.');
    const held = tree[section];
    const target: Tree = isTree(held) ? held : {};
    if (held === undefined || held === null) tree[section] = target;
    target[name] = readVariable(text, setting.type);
  }
}

/** An empty variable is an empty setting: no list entries, or none given. */
function readVariable(text: string, type: Setting['type']): unknown {
  if (type === 'list')
    return text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  if (text === '') return null;
  return type === 'number' && /^-?\d+$/.test(text) ? Number(text) : text;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(tree: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    tree,
  );
}

function settingAt(path: string): Setting | undefined {
  return settings.find((setting) => path === setting.path || path.startsWith(`${setting.path}.`));
}

function shown(value: unknown, setting: Setting | undefined): string | null {
  if (value === undefined || value === null) return null;
  return setting?.secret === true ? '••••••' : JSON.stringify(value);
}

function faultAt(path: string, value: unknown, problem: string): ConfigFault {
  const setting = settingAt(path);
  return {
    path,
    variable: setting?.variable ?? null,
    value: shown(value, setting),
    problem,
    remedy:
      setting === undefined
        ? 'docs/operate/configuration.md shows what belongs here'
        : `${setting.description}; for example ${setting.example}`,
  };
}

function fromFinding({ path, problem, remedy }: Finding, value: unknown): ConfigFault {
  return { ...faultAt(path, value, problem), remedy };
}

function unknownKey(path: string): ConfigFault {
  return {
    path,
    variable: null,
    value: null,
    problem: 'is no setting',
    remedy: 'take it away or correct its name; docs/operate/configuration.md lists all',
  };
}

/** Zod's own sentences start with a capital and a colon; ours complete "the setting …". */
function wordsFor(message: string): string {
  return /^(?:is|was|holds) /.test(message)
    ? message
    : `is not right: ${message.replace(/^Invalid input: /, '')}`;
}

function dataDirFaults(dataDir: string): ConfigFault[] {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return [];
  } catch {
    return [
      {
        ...faultAt('data.dir', dataDir, 'cannot be written to'),
        remedy: 'give a folder that the account that runs Postern may write to',
      },
    ];
  }
}

function readKeys(keyFile: string, faults: ConfigFault[]): MasterKeys | null {
  try {
    return readMasterKeys(keyFile);
  } catch (error) {
    if (!(error instanceof KeyFileFault)) throw error;
    faults.push({ ...faultAt('keys.file', keyFile, error.message), remedy: error.remedy });
    return null;
  }
}

function readAuthority(file: string | null, faults: ConfigFault[]): string | null {
  if (file === null) return null;
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
    faults.push(faultAt('mail.authorityFile', file, 'holds no certificate in PEM'));
  } catch {
    faults.push(faultAt('mail.authorityFile', file, 'cannot be read'));
  }
  return null;
}

/** The address people use when none is configured: the one that is listened on. */
export function baseUrlOf(config: Config, port: number): string {
  return config.baseUrl ?? `http://${hostForUrl(config.listen.host)}:${port}`;
}

function hostForUrl(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

/** Host headers that are answered: the base URL's, those named, and on loopback every name of this machine. */
export function hostsOf(config: Config, port: number): ReadonlySet<string> {
  const base = new URL(baseUrlOf(config, port));
  const hosts = [base.host, ...config.site.hosts];
  if (isLoopbackHost(base.hostname))
    hosts.push(`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`);
  return new Set(hosts.map((host) => host.toLowerCase()));
}
