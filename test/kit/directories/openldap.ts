import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'ldapts';
import { makeCertificates } from '../certificates.ts';
import { openLdapConfig } from './openldap-config.ts';
import { freePort } from '../free-port.ts';
import { startServer } from './server-process.ts';

export interface OpenLdapOptions {
  /** People `u0`, `u1`, … who all have {@link bulkPassword}; loaded offline, 100,000 in a few seconds. */
  readonly people?: number;
  /** What new passwords are hashed with; `{SSHA}` costs nothing, `{ARGON2}` what it should. */
  readonly hash?: '{ARGON2}' | '{SSHA}';
  /** False: no ppolicy overlay, so no locks, no history and no pwdChangedTime. */
  readonly passwordPolicy?: boolean;
  /** False: the service accounts are there, without any right. */
  readonly serviceRights?: boolean;
}

export interface TestAccount {
  readonly dn: string;
  readonly password: string;
}

export interface OpenLdapServer {
  /** `ldaps://…`, with a certificate of {@link ca} for 127.0.0.1 and localhost. */
  readonly url: string;
  /** `ldap://…`, for StartTLS. */
  readonly plainUrl: string;
  readonly ca: string;
  readonly baseDn: string;
  readonly peopleDn: string;
  readonly groupsDn: string;
  readonly policiesDn: string;
  /** The policy of everybody who has no other. */
  readonly defaultPolicyDn: string;
  /** With the rights of docs/operate/openldap.md. */
  readonly service: TestAccount;
  /** May look people up and nothing more. */
  readonly reader: TestAccount;
  /** `manage` on passwords, which goes past the policy; reads their hashes and writes everything else. */
  readonly mighty: TestAccount;
  /** May configure the server: the root of cn=config. */
  readonly config: TestAccount;
  /** Signed in as the root of the database. */
  readonly admin: Client;
  /** A new connection to it. */
  connect(): Client;
  stop(): Promise<void>;
}

const baseDn = 'dc=example,dc=test';
const rootPassword = 'Root-Password-1!';
export const bulkPassword = 'Bulk-Password-1!';

const services = {
  service: { dn: `cn=postern,ou=services,${baseDn}`, password: 'Service-Password-1!' },
  reader: { dn: `cn=reader,ou=services,${baseDn}`, password: 'Reader-Password-1!' },
  mighty: { dn: `cn=mighty,ou=services,${baseDn}`, password: 'Mighty-Password-1!' },
} as const satisfies Record<string, TestAccount>;

/** A real slapd of its own on loopback; everything it keeps lies in a temporary folder. */
export async function startOpenLdap(options: OpenLdapOptions = {}): Promise<OpenLdapServer> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-slapd-'));
  try {
    return await startIn(folder, options);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string, options: OpenLdapOptions): Promise<OpenLdapServer> {
  const file = (name: string) => join(folder, name);
  const { authority, key, certificate } = makeCertificates('IP:127.0.0.1,DNS:localhost');
  mkdirSync(file('slapd.d'));
  mkdirSync(file('db'));
  writeFileSync(file('ca.pem'), authority);
  writeFileSync(file('server.key'), key, { mode: 0o600 });
  writeFileSync(file('server.pem'), certificate);
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { stdio: 'pipe', maxBuffer: 2 ** 26 }).toString();
  const hash = (password: string) => run('/usr/sbin/slappasswd', '-s', password).trim();

  const hashing = options.hash ?? '{SSHA}';
  writeFileSync(
    file('config.ldif'),
    openLdapConfig({
      folder,
      baseDn,
      rootPasswordHash: hash(rootPassword),
      hashing,
      passwordPolicy: options.passwordPolicy !== false,
      serviceRights: options.serviceRights !== false,
      service: services.service.dn,
      mighty: services.mighty.dn,
    }),
  );
  writeFileSync(file('data.ldif'), data(options.people ?? 0, hash));
  run('/usr/sbin/slapadd', '-n0', '-F', file('slapd.d'), '-l', file('config.ldif'));
  run('/usr/sbin/slapadd', '-q', '-F', file('slapd.d'), '-b', baseDn, '-l', file('data.ldif'));

  const [plain, secure] = [await freePort(), await freePort()];
  const [plainUrl, url] = [`ldap://127.0.0.1:${plain}`, `ldaps://127.0.0.1:${secure}`];
  const server = await startServer({
    program: '/usr/sbin/slapd',
    args: ['-F', file('slapd.d'), '-h', `${plainUrl} ${url}`, '-d', '0'],
    port: secure,
  });
  const connect = () => new Client({ url, tlsOptions: { ca: authority }, timeout: 30_000 });
  const admin = connect();
  try {
    await admin.bind(`cn=admin,${baseDn}`, rootPassword);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url,
    plainUrl,
    ca: authority,
    baseDn,
    peopleDn: `ou=people,${baseDn}`,
    groupsDn: `ou=groups,${baseDn}`,
    policiesDn: `ou=policies,${baseDn}`,
    defaultPolicyDn: `cn=default,ou=policies,${baseDn}`,
    ...services,
    config: { dn: 'cn=config', password: rootPassword },
    admin,
    connect,
    async stop() {
      await admin.unbind();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function data(people: number, hash: (password: string) => string): string {
  const units = ['people', 'groups', 'services', 'policies'].map(
    (ou) => `dn: ou=${ou},${baseDn}\nobjectClass: organizationalUnit\nou: ${ou}\n`,
  );
  const accounts = Object.values(services).map(
    ({ dn, password }) =>
      `dn: ${dn}\nobjectClass: applicationProcess\nobjectClass: simpleSecurityObject\n` +
      `cn: ${/^cn=([^,]+)/.exec(dn)?.[1]}\nuserPassword: ${hash(password)}\n`,
  );
  const policy = `dn: cn=default,ou=policies,${baseDn}
objectClass: device
objectClass: pwdPolicy
cn: default
pwdAttribute: userPassword
pwdMaxFailure: 0
pwdLockout: TRUE
`;
  const bulkHash = people === 0 ? '' : hash(bulkPassword);
  const bulk = Array.from(
    { length: people },
    (_, n) => `dn: uid=u${n},ou=people,${baseDn}
objectClass: inetOrgPerson
uid: u${n}
cn: User ${n}
sn: Name ${n}
mail: u${n}@example.test
employeeNumber: ${n}
userPassword: ${bulkHash}
`,
  );
  const top = `dn: ${baseDn}\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n`;
  return [top, ...units, ...accounts, policy, ...bulk].join('\n');
}
