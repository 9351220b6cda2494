import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Attribute, Change, Client } from 'ldapts';
import { makeCertificates } from '../certificates.ts';
import { giveRights } from './directory-server-389-rights.ts';
import { contosoSchema } from './directory-server-389-schema.ts';
import type { TestAccount } from './openldap.ts';
import { freePort } from '../free-port.ts';
import { startServer } from './server-process.ts';

export interface DirectoryServer389Options {
  /** False: the service accounts are there, without any right. */
  readonly serviceRights?: boolean;
}

export interface DirectoryServer389 {
  /** `ldaps://…`, with a certificate of {@link ca} for 127.0.0.1 and localhost. */
  readonly url: string;
  /** `ldap://…`, for StartTLS. */
  readonly plainUrl: string;
  readonly ca: string;
  readonly baseDn: string;
  readonly peopleDn: string;
  readonly groupsDn: string;
  /** With the rights of docs/operate/389-directory-server.md. */
  readonly service: TestAccount;
  /** May look people up and nothing more. */
  readonly reader: TestAccount;
  /** May read and write everything below the base. */
  readonly mighty: TestAccount;
  /** The Directory Manager, who may configure the server. */
  readonly config: TestAccount;
  /** Signed in as the Directory Manager. */
  readonly admin: Client;
  /** A new connection to it. */
  connect(): Client;
  /** Sets attributes of cn=config, where the policy of everybody is. */
  configure(settings: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

const baseDn = 'dc=example,dc=test';
const rootDn = 'cn=Directory Manager';
const rootPassword = 'Root-Password-1!';
const pin = 'test-pin-of-the-key-store';
const services = {
  service: { dn: `uid=postern,ou=services,${baseDn}`, password: 'Service-Password-1!' },
  reader: { dn: `uid=reader,ou=services,${baseDn}`, password: 'Reader-Password-1!' },
  mighty: { dn: `uid=mighty,ou=services,${baseDn}`, password: 'Mighty-Password-1!' },
} as const satisfies Record<string, TestAccount>;

type Account = { readonly uid: number; readonly gid: number };

/**
 * A real 389 Directory Server of its own on loopback. It is put together from the server's own template as dscreate
 * does, but in a temporary folder, so that it needs no systemd, leaves nothing in /etc and runs beside others.
 */
export async function startDirectoryServer389(
  options: DirectoryServer389Options = {},
): Promise<DirectoryServer389> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-389-'));
  try {
    return await startIn(folder, options);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(
  folder: string,
  options: DirectoryServer389Options,
): Promise<DirectoryServer389> {
  const file = (name: string) => join(folder, name);
  const account = unprivilegedAccount();
  const folders = [
    'config',
    'config/schema',
    'db',
    'home',
    'bak',
    'ldif',
    'lock',
    'log',
    'run',
    'tmp',
  ];
  for (const name of folders) mkdirSync(file(name));
  cpSync('/etc/dirsrv/schema', file('config/schema'), { recursive: true });
  for (const name of ['slapd-collations.conf', 'certmap.conf']) {
    copyFileSync(join('/etc/dirsrv/config', name), join(file('config'), name));
  }
  writeFileSync(file('config/schema/98contoso.ldif'), contosoSchema);
  const ca = makeKeyStore(file('config'), folder);
  const [plain, secure] = [await freePort(), await freePort()];
  writeFileSync(file('config/dse.ldif'), configuration(folder, plain, secure));
  if (account !== null) giveTo(folder, account);
  const server = await startServer({
    program: '/usr/sbin/ns-slapd',
    args: ['-D', file('config'), '-i', file('run/slapd.pid'), '-d', '0'],
    ...(account !== null && { account }),
    port: secure,
  });
  const url = `ldaps://127.0.0.1:${secure}`;
  const connect = () => new Client({ url, tlsOptions: { ca }, timeout: 30_000 });
  const admin = connect();
  try {
    await admin.bind(rootDn, rootPassword);
    await fill(admin);
    if (options.serviceRights !== false) await giveRights(admin, baseDn, services);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url,
    plainUrl: `ldap://127.0.0.1:${plain}`,
    ca,
    baseDn,
    peopleDn: `ou=people,${baseDn}`,
    groupsDn: `ou=groups,${baseDn}`,
    ...services,
    config: { dn: rootDn, password: rootPassword },
    admin,
    connect,
    configure: (settings) => configure(admin, settings),
    async stop() {
      await admin.unbind();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function unprivilegedAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((entry) => entry.split(':'))
    .find(([name]) => name === 'dirsrv');
  if (line === undefined) throw new Error('no account to run 389 Directory Server as: dirsrv');
  return { uid: Number(line[2]), gid: Number(line[3]) };
}

function giveTo(path: string, account: Account): void {
  chownSync(path, account.uid, account.gid);
  if (!statSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(join(path, name), account);
}

/** The NSS store with the server's certificate; answers the PEM of the authority. */
function makeKeyStore(config: string, folder: string): string {
  const { authority, key, certificate } = makeCertificates('IP:127.0.0.1,DNS:localhost');
  const file = (name: string) => join(folder, 'tmp', name);
  writeFileSync(file('ca.pem'), authority);
  writeFileSync(file('server.key'), key, { mode: 0o600 });
  writeFileSync(file('server.pem'), certificate);
  writeFileSync(file('pin'), pin, { mode: 0o600 });
  writeFileSync(join(config, 'pin.txt'), `Internal (Software) Token:${pin}\n`, { mode: 0o600 });
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { stdio: 'pipe', cwd: folder });
  run(
    '/usr/bin/openssl',
    'pkcs12',
    '-export',
    '-name',
    'Server-Cert',
    '-passout',
    `file:${file('pin')}`,
    '-inkey',
    file('server.key'),
    '-in',
    file('server.pem'),
    '-out',
    file('server.p12'),
  );
  run('/usr/bin/certutil', '-N', '-d', config, '-f', file('pin'));
  run(
    '/usr/bin/pk12util',
    '-i',
    file('server.p12'),
    '-d',
    config,
    '-k',
    file('pin'),
    '-w',
    file('pin'),
  );
  run(
    '/usr/bin/certutil',
    '-A',
    '-d',
    config,
    '-n',
    'CA',
    '-t',
    'CT,,',
    '-i',
    file('ca.pem'),
    '-f',
    file('pin'),
  );
  return authority;
}

/** The configuration takes no password in clear. */
function salted(password: string): string {
  const salt = randomBytes(8);
  const digest = createHash('sha512').update(password).update(salt).digest();
  return `{SSHA512}${Buffer.concat([digest, salt]).toString('base64')}`;
}

/** The server's own template filled in, with listeners on loopback alone and the base that the tests use. */
function configuration(folder: string, plain: number, secure: number): string {
  const at = (name: string) => join(folder, name);
  const values: Readonly<Record<string, string>> = {
    schema_dir: at('config/schema'),
    lock_dir: at('lock'),
    tmp_dir: at('tmp'),
    cert_dir: at('config'),
    ldif_dir: at('ldif'),
    bak_dir: at('bak'),
    run_dir: at('run'),
    inst_dir: folder,
    log_dir: at('log'),
    config_dir: at('config'),
    db_dir: at('db'),
    db_home_dir: at('home'),
    db_lib: 'bdb',
    fqdn: 'localhost.localdomain',
    ds_port: String(plain),
    ds_user: process.getuid?.() === 0 ? 'dirsrv' : execFileSync('id', ['-un']).toString().trim(),
    rootdn: rootDn,
    ds_passwd: salted(rootPassword),
    ds_suffix: baseDn,
    ldapi_enabled: 'off',
    ldapi: at('run/ldapi.socket'),
    ldapi_autobind: 'off',
  };
  const template = readFileSync('/usr/share/dirsrv/data/template-dse.ldif', 'utf8')
    .replaceAll(/%(\w+)%/g, (whole, name: string) => values[name] ?? whole)
    .replace(
      /^nsslapd-port: .*$/m,
      (line) => `${line}
nsslapd-listenhost: 127.0.0.1
nsslapd-securelistenhost: 127.0.0.1
nsslapd-secureport: ${secure}
nsslapd-security: on
nsslapd-accesslog-logging-enabled: off
nsslapd-securitylog-logging-enabled: off
nsslapd-rootpwstoragescheme: SSHA512
passwordStorageScheme: SSHA512`,
    );
  return `${template.trimEnd()}

dn: cn=userroot,cn=ldbm database,cn=plugins,cn=config
objectClass: top
objectClass: extensibleObject
objectClass: nsBackendInstance
cn: userroot
nsslapd-suffix: ${baseDn}

dn: cn=${baseDn.replaceAll('=', '\\3D').replaceAll(',', '\\2C')},cn=mapping tree,cn=config
objectClass: top
objectClass: extensibleObject
objectClass: nsMappingTree
cn: ${baseDn}
nsslapd-state: backend
nsslapd-backend: userroot
`;
}

async function configure(
  admin: Client,
  settings: Readonly<Record<string, string>>,
  dn = 'cn=config',
): Promise<void> {
  await admin.modify(
    dn,
    Object.entries(settings).map(
      ([type, value]) =>
        new Change({
          operation: 'replace',
          modification: new Attribute({ type, values: [value] }),
        }),
    ),
  );
}

/** The tree and the service accounts, which may nothing yet. */
async function fill(admin: Client): Promise<void> {
  await admin.add(baseDn, { objectClass: ['top', 'domain'], dc: 'example' });
  for (const ou of ['people', 'groups', 'services']) {
    await admin.add(`ou=${ou},${baseDn}`, { objectClass: ['top', 'organizationalUnit'], ou });
  }
  for (const { dn, password } of Object.values(services)) {
    await admin.add(dn, {
      objectClass: ['top', 'account', 'simpleSecurityObject'],
      uid: /^uid=([^,]+)/.exec(dn)?.[1] ?? '',
      userPassword: password,
    });
  }
}
