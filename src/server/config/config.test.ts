import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeMasterKeys } from '../keys/master-keys.ts';
import { ConfigError, type ConfigFault } from './faults.ts';
import { baseUrlOf, type Config, type ConfigSources, hostsOf, loadConfig } from './index.ts';
import { settings } from './sections.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Environment = ConfigSources['environment'];

function load(environment: Environment = {}, yaml: string | null = null): Config {
  const file = yaml === null ? null : join(folder, 'postern.yaml');
  if (file !== null && yaml !== null) writeFileSync(file, yaml);
  return loadConfig({
    file,
    environment: { POSTERN_DATA_DIR: join(folder, 'data'), ...environment },
    needsMail: false,
  });
}

function faultsOf(act: () => unknown): readonly ConfigFault[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  test('has defaults that listen on loopback alone', () => {
    const config = load();
    expect(config.listen).toMatchObject({ host: '127.0.0.1', port: 7300 });
    expect(config.database.url).toBeNull();
    expect(config.proxies.trusted).toEqual([]);
    expect(config.keyFile).toBe(join(folder, 'data', 'keys.json'));
    expect(config.masterKeys).toBeNull();
    expect(baseUrlOf(config, 7300)).toBe('http://127.0.0.1:7300');
    expect(hostsOf(config, 7300)).toEqual(
      new Set(['127.0.0.1:7300', 'localhost:7300', '[::1]:7300']),
    );
  });

  test('comes from the file, and a variable wins over it', () => {
    const yaml = 'listen:\n  port: 8000\n  host: 127.0.0.2\nlog:\n  level: warn\n';
    const config = load({ POSTERN_PORT: '9000', POSTERN_LOG_LEVEL: 'error' }, yaml);
    expect(config.listen).toMatchObject({ port: 9000, host: '127.0.0.2' });
    expect(config.log.level).toBe('error');
  });

  test('takes lists from variables, separated by commas', () => {
    const config = load({
      POSTERN_BASE_URL: 'https://reset.example.org/',
      POSTERN_HOSTS: 'Reset.corp.example, reset.example.org:8443',
      POSTERN_TRUSTED_PROXIES: '10.0.0.0/8,::1',
    });
    expect(config.proxies.trusted).toEqual(['10.0.0.0/8', '::1']);
    expect(config.baseUrl).toBe('https://reset.example.org');
    expect(hostsOf(config, 7300)).toEqual(
      new Set(['reset.example.org', 'reset.corp.example', 'reset.example.org:8443']),
    );
  });

  test('takes an empty file, and empty sections', () => {
    expect(load({}, '').listen.port).toBe(7300);
    expect(load({ POSTERN_PORT: '1' }, '# nothing\nlisten:\n').listen.port).toBe(1);
  });

  test('reports every fault at once, with path, value, problem and remedy', () => {
    const act = () =>
      load(
        { POSTERN_PORT: 'abc', POSTERN_LOG_LEVEL: 'loud', POSTERN_TYPO: '1' },
        'mail:\n  securty: tls\nlisten:\n  socketsPerAddress: 0\nproxies:\n  trusted: [nobody]\n',
      );
    expect(
      faultsOf(act)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual([
      'POSTERN_TYPO',
      'listen.port',
      'listen.socketsPerAddress',
      'log.level',
      'mail.securty',
      'proxies.trusted.0',
    ]);
    for (const fault of faultsOf(act)) {
      expect(fault.problem).not.toBe('');
      expect(fault.remedy).not.toBe('');
    }
    expect(act).toThrow(/6 faults/);
    expect(act).toThrow(/listen\.port \(POSTERN_PORT\) = "abc"/);
  });

  test('never shows a secret in a fault', () => {
    const canary = 'canary-8H2M';
    const act = () =>
      load(
        { POSTERN_DATABASE_URL: `mysql://u:${canary}@db/x`, POSTERN_METRICS_TOKEN: canary },
        `mail:\n  password: { value: ${canary} }\n`,
      );
    expect(
      faultsOf(act)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(['database.url', 'mail.password', 'metrics.token']);
    expect(act).toThrow(expect.not.objectContaining({ message: expect.stringContaining(canary) }));
    expect(act).toThrow(/••••••/);
  });
});

describe('a file', () => {
  test('that is not there is a fault', () => {
    const file = join(folder, 'missing.yaml');
    const act = () => loadConfig({ file, environment: {}, needsMail: false });
    expect(faultsOf(act)).toMatchObject([{ path: file, problem: 'cannot be read' }]);
  });

  test.each([
    ['- a list'],
    ['just text'],
    ['a: [1\nb: 2'],
    ['listen: {port: 1}\nlisten: {port: 2}'],
    ['a: &a [x]\nb: *a'],
  ])('that reads %j is a fault', (yaml) => {
    expect(faultsOf(() => load({}, yaml)).length).toBeGreaterThan(0);
  });

  test('that is no YAML is not quoted: the line may hold a secret', () => {
    const act = () => load({}, 'mail:\n  password: "canary-3J5N\n  host: x\n');
    expect(faultsOf(act)).toHaveLength(1);
    expect(act).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('canary') }),
    );
  });
});

describe('Postern refuses to start', () => {
  const refusals: [what: string, path: string, environment: Environment][] = [
    [
      'with http outside loopback',
      'site.baseUrl',
      { POSTERN_BASE_URL: 'http://reset.example.org' },
    ],
    ['with another scheme', 'site.baseUrl', { POSTERN_BASE_URL: 'ftp://reset.example.org' }],
    [
      'with a path in the base URL',
      'site.baseUrl',
      { POSTERN_BASE_URL: 'https://example.org/reset' },
    ],
    [
      'with an account in the base URL',
      'site.baseUrl',
      { POSTERN_BASE_URL: 'https://u:p@example.org' },
    ],
    ['on all addresses without a base URL', 'site.baseUrl', { POSTERN_LISTEN_HOST: '0.0.0.0' }],
    ['with a pattern for a host', 'site.hosts.0', { POSTERN_HOSTS: '*.example.org' }],
    ['with a URL for a host', 'site.hosts.0', { POSTERN_HOSTS: 'https://example.org' }],
    [
      'with a host that hides an account',
      'site.hosts.0',
      { POSTERN_HOSTS: 'good.example:@evil.example' },
    ],
    ['with an empty IPv6 host', 'site.hosts.0', { POSTERN_HOSTS: '[::]]' }],
    [
      'with mail in the clear to another machine',
      'mail.security',
      {
        POSTERN_MAIL_HOST: 'smtp.example.org',
        POSTERN_MAIL_SECURITY: 'none',
        POSTERN_MAIL_FROM: 'a@b.example',
      },
    ],
    ['without a sender', 'mail.from', { POSTERN_MAIL_HOST: 'smtp.example.org' }],
    [
      'with a sender that is no address',
      'mail.from',
      { POSTERN_MAIL_FROM: 'Contoso <a@b.example>' },
    ],
    ['with half an account', 'mail.password', { POSTERN_MAIL_USERNAME: 'postern' }],
    [
      'with an authority that cannot be read',
      'mail.authorityFile',
      { POSTERN_MAIL_AUTHORITY_FILE: '/nowhere/ca.pem' },
    ],
    ['with a database it does not know', 'database.url', { POSTERN_DATABASE_URL: 'mysql://db/x' }],
    [
      'with a proxy that is no address',
      'proxies.trusted.0',
      { POSTERN_TRUSTED_PROXIES: 'proxy.example.org' },
    ],
    ['with a short metrics token', 'metrics.token', { POSTERN_METRICS_TOKEN: 'short' }],
    ['with an unknown variable', 'POSTERN_PROT', { POSTERN_PROT: '7300' }],
  ];
  test.each(refusals)('%s', (_what, path, environment) => {
    expect(faultsOf(() => load(environment)).map((fault) => fault.path)).toEqual([path]);
  });

  test('in a folder that cannot be made', () => {
    const faults = faultsOf(() => load({ POSTERN_DATA_DIR: '/dev/null/postern' }));
    expect(faults.map((fault) => fault.path)).toContain('data.dir');
  });

  test('without a mail server, when it is to serve', () => {
    const environment = { POSTERN_DATA_DIR: folder };
    const act = () => loadConfig({ file: null, environment, needsMail: true });
    expect(faultsOf(act).map(({ path }) => path)).toEqual(['mail.host', 'mail.from']);
  });

  test('with a key file that others can read', () => {
    const file = join(folder, 'keys.json');
    makeMasterKeys(file, 0);
    chmodSync(file, 0o644);
    expect(faultsOf(() => load({ POSTERN_KEYS_FILE: file }))).toMatchObject([
      { path: 'keys.file', remedy: `run: chmod 600 ${file}` },
    ]);
  });

  test('with a default key', () => {
    const file = join(folder, 'keys.json');
    const secret = Buffer.from('postern-default-key-change-me-00').toString('base64url');
    const keys = [{ id: 'default0', secret, createdAt: '2026-01-01T00:00:00.000Z' }];
    writeFileSync(file, JSON.stringify({ keys }), { mode: 0o600 });
    const act = () => load({ POSTERN_KEYS_FILE: file });
    expect(faultsOf(act).map(({ path }) => path)).toEqual(['keys.file']);
    expect(act).toThrow(expect.not.objectContaining({ message: expect.stringContaining(secret) }));
  });

  test('but starts with http and plain mail on loopback', () => {
    const config = load({
      POSTERN_BASE_URL: 'http://localhost:7300',
      POSTERN_MAIL_HOST: '127.0.0.1',
      POSTERN_MAIL_SECURITY: 'none',
      POSTERN_MAIL_FROM: 'reset@contoso.example',
    });
    expect(config.baseUrl).toBe('http://localhost:7300');
  });
});

describe('the table of settings', () => {
  test('has one variable for each, and the ones others rely on', () => {
    const variables = settings.map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
    expect(variables).toEqual(
      expect.arrayContaining(['POSTERN_PORT', 'POSTERN_DATA_DIR', 'POSTERN_DATABASE_URL']),
    );
  });

  test('is in the documentation as it is in the program', () => {
    const page = readFileSync(
      new URL('../../../docs/operate/configuration.md', import.meta.url),
      'utf8',
    );
    const rows = settings.map(
      ({ path, variable, defaultText, description, example }) =>
        `| \`${path}\` | \`${variable}\` | ${defaultText === null ? '–' : `\`${defaultText}\``} | ${description}. Example: \`${example}\` |`,
    );
    for (const row of rows) expect(page).toContain(row);
    expect(page.match(/^\| `[a-z]+\./gm)).toHaveLength(rows.length);
  });
});
