import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Attribute, Change, Client } from 'ldapts';
import { makeCertificates } from '../certificates.ts';
import { sambaConfig } from './samba-config.ts';

export interface SambaAccount {
  /** User principal name. */
  readonly upn: string;
  readonly dn: string;
  readonly password: string;
}

/** A domain of its own with one domain controller: LDAP, LDAPS, Kerberos; it answers on an address of its own. */
export interface SambaDomain {
  /** `ldaps://…`, with a certificate of {@link ca} for its address and `dc1.corp.example.test`. */
  readonly url: string;
  /** `ldap://…`, for StartTLS. */
  readonly plainUrl: string;
  readonly ca: string;
  readonly baseDn: string;
  /** Everybody whom {@link service} may reset. */
  readonly peopleDn: string;
  /** Of people whom it may not. */
  readonly foreignDn: string;
  readonly groupsDn: string;
  readonly realm: string;
  readonly netbiosName: string;
  /** With the rights of docs/operate/active-directory.md. */
  readonly service: SambaAccount;
  /** May look people up and nothing more. */
  readonly reader: SambaAccount;
  readonly administrator: SambaAccount;
  /** Signed in as {@link administrator}. */
  readonly admin: Client;
  /** Replaces attributes of one entry; null empties one. */
  set(dn: string, values: Readonly<Record<string, string | Buffer | null>>): Promise<void>;
  /** Adds access control entries (SDDL) to an object, as `dsacls` does. */
  grant(dn: string, sddl: string): Promise<void>;
  sidOf(dn: string): Promise<string>;
  /** Lets a password have been set then (epoch ms): past the server, which knows no such thing. */
  backdatePassword(dn: string, setAt: number): Promise<void>;
  /** Whether Kerberos hands out a ticket: what a person's own computer asks. */
  kinit(username: string, password: string): Promise<boolean>;
  stop(): Promise<void>;
}

export const administratorPassword = 'Adm1n-Passw0rd!';
const realm = 'CORP.EXAMPLE.TEST';
const netbiosName = 'CORP';
const baseDn = 'DC=corp,DC=example,DC=test';
const startSeconds = 60;

/** Rights and schema ids of Active Directory (MS-ADTS 5.1.3.2.1, MS-ADA). */
export const adRights = {
  resetPassword: '00299570-246d-11d0-a768-00aa006e0529',
  changePassword: 'ab721a53-1e2f-11d0-9819-00aa0040529b',
  lockoutTime: '28630ebf-41d5-11d1-a9c1-0000f80367c1',
  pwdLastSet: 'bf967a0a-0de6-11d0-a285-00aa003049e2',
  user: 'bf967aba-0de6-11d0-a285-00aa003049e2',
} as const;

export function unicodePassword(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le');
}

export async function startSambaDomain(): Promise<SambaDomain> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-samba-'));
  const started: { child: ChildProcess | null } = { child: null };
  try {
    return await startIn(folder, started);
  } catch (error) {
    await endGroup(started.child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

async function startIn(
  folder: string,
  started: { child: ChildProcess | null },
): Promise<SambaDomain> {
  const file = (...names: string[]) => join(folder, ...names);
  // The ports are fixed, so every domain has an address; 127.0.0.0/8 is all this machine.
  const address = `127.${randomInt(64, 250)}.${randomInt(1, 250)}.${randomInt(2, 250)}`;
  const samba = (...args: string[]) =>
    new Promise<string>((resolve, reject) => {
      execFile('/usr/bin/samba-tool', args, { maxBuffer: 2 ** 24 }, (error, out, err) => {
        if (error === null) resolve(out);
        else reject(new Error(`samba-tool ${args.slice(0, 2).join(' ')}: ${err}${out}`));
      });
    });
  await samba(
    'domain',
    'provision',
    '--configfile=/dev/null',
    `--targetdir=${folder}`,
    `--realm=${realm}`,
    `--domain=${netbiosName}`,
    '--host-name=dc1',
    `--host-ip=${address}`,
    `--adminpass=${administratorPassword}`,
    '--server-role=dc',
    '--dns-backend=NONE',
    '--use-rfc2307',
    '--function-level=2008_R2',
  );
  for (const name of ['run', 'lock', 'cache', 'ncalrpc', 'winbindd', 'ntp']) {
    mkdirSync(file(name), { recursive: true, mode: name === 'ntp' ? 0o750 : 0o755 });
  }
  const { authority, key, certificate } = makeCertificates(
    `IP:${address},DNS:dc1.corp.example.test,DNS:corp.example.test`,
  );
  mkdirSync(file('private', 'tls'), { recursive: true, mode: 0o700 });
  writeFileSync(file('private', 'tls', 'ca.pem'), authority);
  writeFileSync(file('private', 'tls', 'key.pem'), key, { mode: 0o600 });
  writeFileSync(file('private', 'tls', 'cert.pem'), certificate);
  const config = file('etc', 'smb.conf');
  writeFileSync(config, sambaConfig({ folder, address, realm, netbiosName }));

  const child = spawn('/usr/sbin/samba', ['-i', '--debug-stdout', '-s', config], {
    // A group of its own: the domain controller is a family of processes.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.child = child;
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const givesUpAt = Date.now() + startSeconds * 1000;
  while (!((await accepts(address, 636)) && (await accepts(address, 88)))) {
    if (child.exitCode !== null || Date.now() > givesUpAt)
      throw new Error(`samba did not start:\n${output}`);
    await delay(50);
  }

  const url = `ldaps://${address}`;
  const admin = new Client({ url, tlsOptions: { ca: authority }, timeout: 30_000 });
  const administrator = {
    upn: `Administrator@${realm.toLowerCase()}`,
    dn: `CN=Administrator,CN=Users,${baseDn}`,
    password: administratorPassword,
  };
  await admin.bind(administrator.upn, administrator.password);

  const peopleDn = `OU=People,${baseDn}`;
  const foreignDn = `OU=Elsewhere,${baseDn}`;
  const groupsDn = `OU=Groups,${baseDn}`;
  const servicesDn = `OU=Services,${baseDn}`;
  for (const dn of [peopleDn, foreignDn, groupsDn, servicesDn])
    await admin.add(dn, { objectClass: 'organizationalUnit' });

  const account = async (name: string, password: string): Promise<SambaAccount> => {
    const upn = `${name}@${realm.toLowerCase()}`;
    const dn = `CN=${name},${servicesDn}`;
    await admin.add(dn, [
      new Attribute({ type: 'objectClass', values: ['user'] }),
      new Attribute({ type: 'sAMAccountName', values: [name] }),
      new Attribute({ type: 'userPrincipalName', values: [upn] }),
      new Attribute({ type: 'userAccountControl', values: ['66048'] }),
      new Attribute({ type: 'unicodePwd', values: [unicodePassword(password)] }),
    ]);
    return { upn, dn, password };
  };
  const service = await account('svc-postern', 'Service-Passw0rd-1!');
  const reader = await account('svc-reader', 'Reader-Passw0rd-1!');

  const domain: SambaDomain = {
    url,
    plainUrl: `ldap://${address}`,
    ca: authority,
    baseDn,
    peopleDn,
    foreignDn,
    groupsDn,
    realm,
    netbiosName,
    service,
    reader,
    administrator,
    admin,
    async set(dn, values) {
      const changes = Object.entries(values).map(([type, value]) => replacing(type, value));
      await admin.modify(dn, changes);
    },
    async grant(dn, sddl) {
      const database = `--URL=${file('private', 'sam.ldb')}`;
      const scope = [`--objectdn=${dn}`, `--sddl=${sddl}`];
      await samba('dsacl', 'set', `--configfile=${config}`, database, ...scope);
    },
    async sidOf(dn) {
      const { searchEntries } = await admin.search(dn, {
        scope: 'base',
        attributes: ['objectSid'],
        explicitBufferAttributes: ['objectSid'],
      });
      const sid = searchEntries[0]?.['objectSid'];
      if (!Buffer.isBuffer(sid)) throw new Error(`${dn} has no SID`);
      const parts = Array.from({ length: sid[1] ?? 0 }, (_, n) => sid.readUInt32LE(8 + 4 * n));
      return ['S', sid[0], sid.readUIntBE(2, 6), ...parts].join('-');
    },
    backdatePassword(dn, setAt) {
      const change = `dn: ${dn}\nchangetype: modify\nreplace: pwdLastSet\npwdLastSet: ${fileTime(setAt)}\n`;
      const database = file('private', 'sam.ldb.d', `${baseDn.toUpperCase()}.ldb`);
      return new Promise((resolve, reject) => {
        const child = execFile('/usr/bin/ldbmodify', ['-H', database], (error, _out, err) => {
          if (error === null) resolve();
          else reject(new Error(`ldbmodify: ${err}`));
        });
        child.stdin?.end(change);
      });
    },
    kinit: (username, password) => kinit(folder, address, username, password),
    async stop() {
      await admin.unbind();
      await endGroup(child);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };

  const sid = await domain.sidOf(service.dn);
  await domain.grant(peopleDn, leastRights(sid));
  await domain.grant(`CN=Password Settings Container,CN=System,${baseDn}`, policyRights(sid));
  return domain;
}

/** What docs/operate/active-directory.md has an administrator grant, on the people below one unit. */
export function leastRights(sid: string): string {
  const { resetPassword, lockoutTime, pwdLastSet, user } = adRights;
  return [
    `(OA;CIIO;CR;${resetPassword};${user};${sid})`,
    `(OA;CIIO;RPWP;${lockoutTime};${user};${sid})`,
    `(OA;CIIO;RPWP;${pwdLastSet};${user};${sid})`,
  ].join('');
}

/** 100 ns since 1601 (MS-DTYP 2.3.3). */
function fileTime(epochMs: number): bigint {
  return (BigInt(epochMs) + 11_644_473_600_000n) * 10_000n;
}

/** The same on the fine-grained policies. */
export function policyRights(sid: string): string {
  return `(A;CI;RPLCLO;;;${sid})`;
}

function replacing(type: string, value: string | Buffer | null): Change {
  const modification = Buffer.isBuffer(value)
    ? new Attribute({ type, values: [value] })
    : new Attribute({ type, values: value === null ? [] : [value] });
  return new Change({ operation: 'replace', modification });
}

function kinit(
  folder: string,
  address: string,
  username: string,
  password: string,
): Promise<boolean> {
  const config = join(folder, 'krb5.conf');
  writeFileSync(
    config,
    `[libdefaults]
  default_realm = ${realm}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  rdns = false
[realms]
  ${realm} = {
    kdc = ${address}:88
    kpasswd_server = ${address}:464
  }
`,
  );
  return askKdc(config, username, password, 3);
}

/** One that is busy answers late or not at all, which says nothing of the password: it is asked again then. */
async function askKdc(
  config: string,
  username: string,
  password: string,
  tries: number,
): Promise<boolean> {
  const said = await new Promise<string | null>((resolve) => {
    const child = execFile(
      '/usr/bin/kinit',
      ['-c', 'MEMORY:', `${username}@${realm}`],
      { env: { KRB5_CONFIG: config, LC_ALL: 'C.UTF-8' }, timeout: 20_000 },
      (error, _out, err) => {
        resolve(error === null ? null : err);
      },
    );
    child.stdin?.end(`${password}\n`);
  });
  if (said === null) return true;
  if (/incorrect|revoked|expired|Preauthentication failed/i.test(said)) return false;
  if (tries > 1 && /Cannot (?:find|contact)/i.test(said))
    return askKdc(config, username, password, tries - 1);
  // Anything but a wrong password is a test that proves nothing.
  throw new Error(`kinit: ${said}`);
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connectTcp({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}

async function endGroup(child: ChildProcess | null): Promise<void> {
  const group = child?.pid;
  if (group === undefined) return;
  const givesUpAt = Date.now() + 10_000;
  for (let signal: 'SIGTERM' | 0 = 'SIGTERM'; sent(group, signal); signal = 0) {
    await delay(50);
    if (Date.now() > givesUpAt) sent(group, 'SIGKILL');
  }
}

/** Whether anybody of the group is left to get it. */
function sent(group: number, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
